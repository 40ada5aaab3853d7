/** Any other text: a question, answered with fixed words or not at all. */
import { plainText, refusal, safetyCard, topicTitle } from '../content/entry.ts';
import type { Answer } from '../knowledge/knowledge.ts';
import { cardButtons, mainMenu, topicCommand, urgentButtons } from './buttons.ts';
import { handler, type Button, type Reply, type Services } from './handler.ts';
import { topicReply } from './topic.ts';

/** The question was clearly in another language than the chat reads: one press changes the chat's. */
const changeButton = ({ content }: Pick<Services, 'content'>, locale: string): Button => ({
  label: content.say(locale, 'answers.question.change', { language: content.say(locale, 'language.name') }),
  sends: `language ${locale}`,
});

/** Counts how the question ended. An answer goes out even when nothing can be counted. */
async function countAnswer({ topic, locale, outcome, kind }: Answer, { store, now, metrics, onTrouble }: Services) {
  metrics.answer({ outcome, kind, topic, locale });
  try {
    await store.count({ day: now().toISOString().slice(0, 10), topic, locale, outcome });
  } catch (error) {
    onTrouble(error);
  }
}

const suggestionButtons = ({ content }: Pick<Services, 'content'>, answer: Answer): Button[][] =>
  answer.suggestions.map((topic) => [{ label: topicTitle(content, topic, answer.locale), sends: topicCommand(content, topic) }]);

function body(answer: Answer, country: string | undefined, services: Pick<Services, 'content'>): Reply {
  const { content } = services;
  const reader = { locale: answer.locale, country, underCard: answer.safetyCard };
  switch (answer.outcome) {
    case 'answer':
      return topicReply(answer.topic ?? '', reader, services);
    case 'suggest':
      return { html: content.say(answer.locale, 'answers.question.suggest'), buttons: suggestionButtons(services, answer) };
    case 'refuse':
      return {
        html: refusal(content, answer.topic ?? 'unknown', reader),
        buttons: [...urgentButtons(content, answer.locale), ...mainMenu(content, answer.locale)],
      };
  }
}

/** The reply to an answer: the safety card first when life may be at stake, then what was found. */
export function answerReply(answer: Answer, country: string | undefined, services: Pick<Services, 'content'>): Reply {
  const { content } = services;
  const found = body(answer, country, services);
  if (!answer.safetyCard) return { ...found, locale: answer.locale };
  const card = safetyCard(content, { locale: answer.locale, country });
  if (answer.outcome === 'suggest')
    return { html: card, buttons: cardButtons(content, { locale: answer.locale, country }), locale: answer.locale };
  return { html: `${card}\n\n${found.html}`, buttons: cardButtons(content, { locale: answer.locale, country }), locale: answer.locale };
}

/** The same as a terminal shows it: plain text, each suggestion on a line. */
export function answerText(answer: Answer, country: string | undefined, services: Pick<Services, 'content'>): string {
  const { html } = answerReply(answer, country, services);
  const titles = answer.suggestions.map((topic) => `• ${topicTitle(services.content, topic, answer.locale)}`);
  return [plainText(html), ...titles].join('\n');
}

export const question = handler({
  name: 'question',
  words: { suggest: [], change: ['language'] },
  async run({ chat, locale, country, text }, services) {
    const lastTopic = services.recent.recall(chat.id);
    const answer = await services.knowledge.answer(text, { locale, ...(lastTopic === undefined ? {} : { lastTopic }) });
    if (answer.outcome === 'answer' && answer.topic !== null) services.recent.remember(chat.id, answer.topic);
    await countAnswer(answer, services);
    const reply = answerReply(answer, country, services);
    return answer.locale === locale ? reply : { ...reply, buttons: [...(reply.buttons ?? []), [changeButton(services, answer.locale)]] };
  },
});
