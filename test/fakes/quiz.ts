/** Somebody who plays the quiz: reads the poll that stands last in a chat and answers it. */
import type { Message, Poll } from 'grammy/types';
import { hasQuiz, quizIds, quizQuestion } from '../../src/content/quiz.ts';
import type { TestApp } from './app.ts';

/** What a quiz poll shows before anybody has answered. */
export interface Shown {
  readonly message: Message;
  readonly poll: Poll;
  /** Its number, such as `3/12`. */
  readonly number: string;
  /** The question of the content that it asks. */
  readonly id: string;
  /** Which option the content calls right, from 0. */
  readonly right: number;
}

export function openQuiz({ telegram, content }: TestApp, chatId: number, locale = 'en') {
  const polls = () => telegram.messages(chatId).flatMap((message) => (message.poll === undefined ? [] : [message]));
  const shown = (message = polls().at(-1)): Shown => {
    if (message?.poll === undefined) throw new Error('no poll stands in the chat');
    const { poll } = message;
    const [, number = '', question = ''] = /^(\d+\/\d+)\. ([\s\S]*)$/.exec(poll.question) ?? [];
    const id = quizIds(content).find((one) => hasQuiz(content, locale) && quizQuestion(content, locale, one).question === question) ?? '';
    const [answer] = quizQuestion(content, locale, id).answers;
    return { message, poll, number, id, right: poll.options.findIndex(({ text }) => text === answer) };
  };
  return {
    polls,
    shown,
    /** Answers the question that stands last, or another, rightly or wrongly. */
    async answers(personId: number, isRight = true, { poll, right } = shown()) {
      await telegram.votes(poll.id, personId, [isRight ? right : (right + 1) % poll.options.length]);
    },
  };
}
