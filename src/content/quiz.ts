/** The quiz: situations with one right answer each, for everybody and for children. */
import { z } from 'zod';
import type { Content } from './content.ts';
import type { Facts } from './schema.ts';

/** `everybody` or `children`. */
export type Pool = keyof Facts['quiz'];

/** A question as plain text: polls know no tags. The bot mixes the answers. */
const entry = z
  .strictObject({
    question: z.string(),
    right: z.string(),
    wrong: z.array(z.string()).min(2).max(3),
    /** Shown once the question is answered. */
    explanation: z.string().refine((told) => told.split('\n').length <= 3, 'has more than two line feeds, which Telegram refuses'),
  })
  .refine(({ right, wrong }) => new Set([right, ...wrong]).size === wrong.length + 1, 'gives the same answer twice');

const idsOf = (quiz: Partial<Facts['quiz']>) => Object.values(quiz).flatMap((questions) => Object.keys(questions));

/** Schema of a language's `quiz.yaml`: the one file that a language may lack; it offers no quiz then. */
export const quizSchema = ({ quiz }: Facts) => z.strictObject(Object.fromEntries(idsOf(quiz).map((id) => [id, entry])));

/** One question, in plain text. */
export interface QuizQuestion {
  /** The safety topic it practises. */
  readonly topic: string;
  readonly question: string;
  /** The right one first; whoever asks mixes them. */
  readonly answers: readonly string[];
  readonly explanation: string;
}

/** Ids of the questions of one pool, or of all. */
export const quizIds = ({ facts: { quiz } }: Content, pool?: Pool): readonly string[] =>
  idsOf(pool === undefined ? quiz : { [pool]: quiz[pool] });

/** Whether the language has a quiz; translations may come later than the rest. */
export const hasQuiz = (content: Content, locale: string): boolean =>
  quizIds(content).every((id) => content.has(locale, `quiz.${id}.question`));

/** @throws when the language has no quiz */
export function quizQuestion(content: Content, locale: string, id: string): QuizQuestion {
  const { everybody, children } = content.facts.quiz;
  const say = (part: string) => content.say(locale, `quiz.${id}.${part}`);
  return {
    topic: everybody[id] ?? children[id] ?? '',
    question: say('question'),
    answers: [say('right'), ...content.list(locale, `quiz.${id}.wrong`)],
    explanation: say('explanation'),
  };
}
