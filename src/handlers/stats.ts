import { topicTitle } from '../content/entry.ts';
import type { TopicVerdict } from '../store/store.ts';
import { handler } from './handler.ts';

const DAYS = 30;
const TOPICS = 10;

const sumOf = (verdicts: readonly TopicVerdict[]) => ({
  yes: verdicts.reduce((sum, { helped }) => sum + helped, 0),
  no: verdicts.reduce((sum, { notHelped }) => sum + notHelped, 0),
});

/** /stats, for operators: how many chats in which languages, and how questions ended. Counts only; no texts are kept. */
export const stats = handler({
  name: 'stats',
  words: {
    title: [],
    chats: ['count', 'active', 'subscribed'],
    languages: [],
    telegram: [],
    questions: ['days'],
    answered: ['count'],
    suggested: ['count'],
    refused: ['count'],
    topics: [],
    helped: ['yes', 'no'],
    unhelpful: [],
  },
  operators: true,
  async run({ locale, words }, { content, store, now }) {
    const { count, active, subscribed, locales } = await store.chatTotals();
    const since = new Date(now().getTime() - DAYS * 86_400_000).toISOString().slice(0, 10);
    const { outcomes, topics, verdicts } = await store.questionTotals(since);
    const name = (code: string | null) =>
      code !== null && content.locales.includes(code) ? content.say(code, 'language.name') : words.telegram();
    const title = (topic: string) => (content.kindOf(topic) === undefined ? topic : topicTitle(content, topic, locale));
    const unhelpful = verdicts.filter(({ notHelped }) => notHelped > 0);
    const lines = [
      `<b>${words.title()}</b>`,
      words.chats({ count, active, subscribed }),
      `\n<b>${words.languages()}</b>`,
      ...locales.map((row) => `${name(row.locale)}: ${row.count}`),
      `\n<b>${words.questions({ days: DAYS })}</b>`,
      words.answered({ count: outcomes.answer }),
      words.suggested({ count: outcomes.suggest }),
      words.refused({ count: outcomes.refuse }),
      `\n<b>${words.topics()}</b>`,
      ...topics.slice(0, TOPICS).map((row) => `${title(row.topic)}: ${row.count}`),
      `\n${words.helped(sumOf(verdicts))}`,
      ...(unhelpful.length === 0 ? [] : [`<b>${words.unhelpful()}</b>`]),
      ...unhelpful.slice(0, TOPICS).map((row) => `${title(row.topic)}: ${row.notHelped} / ${row.helped + row.notHelped}`),
    ];
    return { html: lines.join('\n') };
  },
});
