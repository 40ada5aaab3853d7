/** What people say in the benchmark: the held-out questions of all languages, mixed, the same in every run. */
import { listLocales } from '../../src/content/load.ts';
import { LOCALES } from '../../src/paths.ts';
import { readHeldOut } from '../knowledge/held-out.ts';

export interface Message {
  /** Encoded as JSON. */
  readonly text: string;
  readonly locale: string;
}

/** A stride that meets every question once before it meets one again, and leaps from language to language. */
const STRIDE = 7919;

export const readMessages = (): Message[] => {
  const questions = readHeldOut(listLocales(LOCALES)).map(({ text, locale }) => ({ text: JSON.stringify(text), locale }));
  return questions.map((own, index) => questions[(index * STRIDE) % questions.length] ?? own);
};
