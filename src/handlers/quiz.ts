import { randomInt } from 'node:crypto';
import { hasQuiz, type Pool } from '../content/quiz.ts';
import type { RunningQuiz } from '../store/quizzes.ts';
import { handler, type AnyReply, type Chat, type Request, type Services } from './handler.ts';
import { goOn, nextButton, nextPosition, resultReply } from './quizzing.ts';

/** Seeds are 31 bits. */
const SEEDS = 2 ** 31;

/** A group's quiz that runs already, and the ways on. */
function runningReply(running: RunningQuiz, { content }: Services): AnyReply {
  const { locale } = running;
  return {
    html: content.say(locale, 'commands.quiz.running'),
    buttons: [[nextButton(content, running)], [{ label: content.say(locale, 'commands.quiz.end'), sends: 'quiz end' }]],
    locale,
  };
}

/** @param before what is left behind: its open question takes no more answers */
async function begin(pool: Pool, before: RunningQuiz | undefined, { chat, locale }: Pick<Request, 'chat' | 'locale'>, services: Services) {
  const quiz = { pool, locale, seed: randomInt(SEEDS), threadId: chat.threadId ?? null };
  await services.store.beginQuiz(chat.id, quiz);
  return { ...goOn({ ...quiz, asked: [] }, chat, services), closesPoll: before?.asked.at(-1)?.messageId };
}

/** What is pressed under a question. A press on one that was left behind already, as when two press at once, says nothing. */
function press(action: string, position: number, running: RunningQuiz, chat: Chat, services: Services): AnyReply {
  if (action === 'end') return { ...resultReply(running, chat, services), closesPoll: running.asked.at(-1)?.messageId };
  return position === nextPosition(running) ? goOn(running, chat, services) : undefined;
}

/**
 * /quiz: twelve situations, each a quiz poll; `/quiz children`: the children's own. In a private chat the next comes with the answer, in
 * a group at the press of a button, `quiz next <position>`, and there one quiz runs at a time. `quiz end` shows how it went.
 */
export const quiz = handler({
  name: 'quiz',
  words: {
    next: [],
    show: [],
    end: [],
    running: [],
    over: [],
    none: [],
    result: ['right', 'count'],
    group: ['answers', 'right'],
    perfect: [],
    again: [],
    anew: [],
    children: [],
  },
  async run(request, services) {
    const { chat, locale, text, words } = request;
    const { content, store } = services;
    const [action = '', position] = text.split(' ');
    const running = await store.quiz(chat.id);
    if (action === 'next' || action === 'end')
      return running === undefined ? { html: words.over() } : press(action, Number(position), running, chat, services);
    if (running !== undefined && chat.kind !== 'private') return runningReply(running, services);
    if (!hasQuiz(content, locale))
      return { html: words.none(), buttons: [[{ label: content.say(locale, 'commands.safety.menu'), sends: 'safety' }]] };
    return begin(action === 'children' ? 'children' : 'everybody', running, request, services);
  },
});
