/** The same questions as people type them in a hurry, on a foreign keyboard, or shouting. Always the same for the same text. */
import { fold, tidy } from '../../src/knowledge/normalise.ts';
import { romanise } from '../../src/knowledge/romanise.ts';
import { createRandom } from '../../src/knowledge/svm.ts';

/** One slip of the finger in so many letters. */
const LETTERS_A_TYPO = 14;

const seedOf = (text: string) => Array.from(text).reduce((seed, letter) => (Math.imul(seed, 31) + (letter.codePointAt(0) ?? 0)) >>> 0, 7);

const slip = (letters: string[], at: number, kind: number) => {
  const [letter = '', next = ''] = letters.slice(at, at + 2);
  if (kind < 0.4) letters.splice(at, 2, next, letter);
  else if (kind < 0.7) letters.splice(at, 1);
  else letters.splice(at, 1, letter, letter);
};

const withTypos = (text: string) => {
  const random = createRandom(seedOf(text));
  const letters = Array.from(text);
  const slips = Math.max(1, Math.round(letters.length / LETTERS_A_TYPO));
  for (let made = 0; made < slips; made += 1) slip(letters, Math.floor(random() * letters.length), random());
  return letters.join('');
};

/** Names of the variants in the order they are reported. */
export const VARIANTS: Readonly<Record<string, (text: string, locale: string) => string>> = {
  clean: (text) => text,
  typos: withTypos,
  'no diacritics': (text) => fold(tidy(text)),
  caps: (text, locale) => text.toLocaleUpperCase(locale),
  transliterated: (text) =>
    fold(tidy(text))
      .split(/(\s+)/)
      .map((word) => romanise(word))
      .join(''),
};
