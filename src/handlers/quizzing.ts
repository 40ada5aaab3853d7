/** How a quiz goes on: its next question, or how it went. Both follow from what is kept, so that a restart changes nothing. */
import { createHash } from 'node:crypto';
import type { Content } from '../content/content.ts';
import { quizIds, quizQuestion } from '../content/quiz.ts';
import type { AnsweredQuestion, RunningQuiz } from '../store/quizzes.ts';
import { rows, topicButton } from './buttons.ts';
import type { AnyReply, Button, Chat, PollReply, Reply, Services } from './handler.ts';

/** Questions of one quiz. */
const LENGTH = 12;
/** Topics to look at again; more nobody would. */
const MOST_TOPICS = 8;

/** In an order that follows from the seed. */
const shuffled = (items: readonly string[], seed: string): string[] => {
  const rank = (item: string) => createHash('sha256').update(`${seed} ${item}`).digest('hex');
  return items.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1));
};

const questionsOf = (content: Content, { pool, seed }: RunningQuiz): readonly string[] =>
  shuffled(quizIds(content, pool), String(seed)).slice(0, LENGTH);

/** Of the question that comes next, from 0. */
export const nextPosition = ({ asked }: RunningQuiz): number => (asked.at(-1)?.position ?? -1) + 1;

/** In a group everybody answers, until somebody presses this. @param position of the question it leads to */
export function nextButton(content: Content, running: RunningQuiz, position = nextPosition(running)): Button {
  const isLast = position >= questionsOf(content, running).length;
  return { label: content.say(running.locale, `commands.quiz.${isLast ? 'show' : 'next'}`), sends: `quiz next ${position}` };
}

function ask(running: RunningQuiz, chat: Chat, { content, store }: Services): PollReply | undefined {
  const [ids, position] = [questionsOf(content, running), nextPosition(running)];
  const id = ids[position];
  if (id === undefined) return undefined;
  const { topic, question, answers, explanation } = quizQuestion(content, running.locale, id);
  const options = shuffled(answers, `${running.seed} ${id}`);
  const right = options.indexOf(answers[0] ?? '');
  return {
    poll: { question: `${position + 1}/${ids.length}. ${question}`, options, right, explanation },
    buttons: chat.kind === 'private' ? [] : [[nextButton(content, running, position + 1)]],
    locale: running.locale,
    onSent: (pollId, messageId) => store.addQuestion(chat.id, { pollId, messageId, position, topic, right }),
  };
}

/** In a private chat there is one answer a question; one that Telegram told of twice counts once. */
function score({ locale, asked }: RunningQuiz, chat: Chat, content: Content): string {
  const sum = (of: (question: AnsweredQuestion) => number) => asked.reduce((total, question) => total + of(question), 0);
  if (chat.kind !== 'private')
    return content.say(locale, 'commands.quiz.group', {
      answers: sum(({ rights, wrongs }) => rights + wrongs),
      right: sum(({ rights }) => rights),
    });
  const right = asked.filter(({ rights }) => rights > 0).length;
  return content.say(locale, 'commands.quiz.result', { right, count: asked.filter(({ rights, wrongs }) => rights + wrongs > 0).length });
}

/** How it went, without names, and the topics to look at again, those with the most wrong answers first. */
export function resultReply(running: RunningQuiz, chat: Chat, { content, store }: Services): Reply {
  const { locale, pool, asked } = running;
  const say = (word: string) => content.say(locale, `commands.quiz.${word}`);
  const missed = asked.filter(({ wrongs }) => wrongs > 0).toSorted((one, other) => other.wrongs - one.wrongs);
  const topics = [...new Set(missed.map(({ topic }) => topic))].slice(0, MOST_TOPICS);
  const wasAnswered = asked.some(({ rights }) => rights > 0);
  const closing = topics.length > 0 ? [say('again')] : wasAnswered ? [say('perfect')] : [];
  const [everybody, children] = [
    { label: say('anew'), sends: 'quiz' },
    { label: say('children'), sends: 'quiz children' },
  ];
  return {
    html: [`<b>${score(running, chat, content)}</b>`, ...closing].join('\n\n'),
    buttons: [
      ...rows(
        topics.map((topic) => topicButton(content, topic, locale)),
        2,
      ),
      pool === 'children' ? [{ ...everybody, sends: 'quiz children' }] : [everybody, children],
    ],
    locale,
    onSent: () => store.endQuiz(chat.id),
  };
}

/** The next question, or how it went; in a group the question before takes no more answers. */
export function goOn(running: RunningQuiz, chat: Chat, services: Services): Exclude<AnyReply, undefined> {
  const reply = ask(running, chat, services) ?? resultReply(running, chat, services);
  return chat.kind === 'private' ? reply : { ...reply, closesPoll: running.asked.at(-1)?.messageId };
}
