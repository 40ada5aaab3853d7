/** Any other text: a question, answered with fixed words or not at all. */
import { plainText, refusal, safetyCard, topicTitle } from '../content/entry.ts';
import { CARD } from '../content/passed.ts';
import type { Answer } from '../knowledge/knowledge.ts';
import { cardButtons, mainMenu, shareButtons, topicCommand, urgentButtons } from './buttons.ts';
import { handler, type Button, type Reply, type Request, type Services } from './handler.ts';
import { helpedButtons } from './helped.ts';
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

const suggestionButtons = (
  { content }: Pick<Services, 'content'>,
  answer: Answer,
  isShown: (topic: string) => boolean = () => true,
): Button[][] =>
  answer.suggestions
    .filter(isShown)
    .map((topic) => [{ label: topicTitle(content, topic, answer.locale), sends: topicCommand(content, topic) }]);

function body(answer: Answer, country: string | undefined, services: Pick<Services, 'content' | 'botName'>): Reply {
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
export function answerReply(answer: Answer, country: string | undefined, services: Pick<Services, 'content' | 'botName'>): Reply {
  const { content } = services;
  const found = body(answer, country, services);
  if (!answer.safetyCard) return { ...found, locale: answer.locale };
  const reader = { locale: answer.locale, country };
  const card = safetyCard(content, reader);
  const topic = answer.kind === 'safety' && answer.topic !== null ? answer.topic : CARD;
  // The card's own buttons stand for the life-critical topics; what else may be meant comes after them.
  const others = suggestionButtons(services, answer, (suggested) => !content.isLifeCritical(suggested));
  return {
    html: answer.outcome === 'suggest' && others.length === 0 ? card : `${card}\n\n${found.html}`,
    buttons: [...cardButtons(content, reader), ...others, ...shareButtons(content, topic, reader)],
    locale: answer.locale,
  };
}

/** The same as a terminal shows it: plain text without buttons, each suggestion on a line. */
export function answerText(answer: Answer, country: string | undefined, services: Pick<Services, 'content'>): string {
  const { html } = answerReply(answer, country, { ...services, botName: () => '' });
  const titles = answer.suggestions.map((topic) => `• ${topicTitle(services.content, topic, answer.locale)}`);
  return [plainText(html), ...titles].join('\n');
}

function ask({ chat, locale, text }: Pick<Request, 'chat' | 'locale' | 'text'>, { knowledge, recent }: Services): Promise<Answer> {
  const lastTopic = recent.recall(chat.id);
  return knowledge.answer(text, { locale, ...(lastTopic === undefined ? {} : { lastTopic }) });
}

/** Nobody whose life may be at stake is asked what they think of the answer. */
const verdictButtons = ({ outcome, topic, safetyCard: hasCard, locale }: Answer, services: Pick<Services, 'content'>): Button[] =>
  outcome === 'answer' && topic !== null && !hasCard ? helpedButtons(services, topic, locale) : [];

export const question = handler({
  name: 'question',
  async urgent(request, services) {
    const { safetyCard: hasCard, topic } = await ask(request, services);
    return hasCard || (topic !== null && services.content.isLifeCritical(topic));
  },
  words: { suggest: [], change: ['language'] },
  async run(request, services) {
    const { chat, locale, country } = request;
    const answer = await ask(request, services);
    if (answer.outcome === 'answer' && answer.topic !== null) services.recent.remember(chat.id, answer.topic);
    await countAnswer(answer, services);
    const reply = answerReply(answer, country, services);
    const change = answer.locale === locale ? [] : [changeButton(services, answer.locale)];
    return { ...reply, buttons: [...(reply.buttons ?? []), change, verdictButtons(answer, services)] };
  },
});
