/**
 * Words that mean one thing in all languages: concept → stems. It bridges languages and feeds the two lanes' word nets.
 *
 * A stem is matched at the start of a word; `=stem` only the whole word; a stem of several words, consecutive words;
 * a Chinese stem anywhere. Concepts that start with `~` are for the lanes (see lanes.ts) and optional in a language.
 */
import { isHan, normalise } from './normalise.ts';
import { romanise } from './romanise.ts';

interface Stem {
  readonly concept: string;
  /** The words that must follow, the first excluded. */
  readonly next: readonly Part[];
  readonly whole: boolean;
}
interface Part {
  readonly text: string;
  readonly whole: boolean;
}

/** The longest run of Chinese characters a stem may have. */
const MAX_HAN = 6;

const partsOf = (stem: string): Part[] => {
  const whole = stem.startsWith('=');
  return normalise(stem).map((text) => ({ text, whole }));
};

const begins = (word: string | undefined, { text, whole }: Part) => word !== undefined && (whole ? word === text : word.startsWith(text));

const createIndex = () => {
  const stems = new Map<string, Stem[]>();
  const add = (concept: string, [first, ...next]: readonly Part[]) => {
    if (!first?.text) return;
    const list = stems.get(first.text) ?? [];
    list.push({ concept, next, whole: first.whole });
    stems.set(first.text, list);
  };
  const look = (words: readonly string[], at: number, prefix: string, found: Set<string>) => {
    for (const { concept, next, whole } of stems.get(prefix) ?? []) {
      if (whole && words[at] !== prefix) continue;
      if (next.every((part, step) => begins(words[at + 1 + step], part))) found.add(concept);
    }
  };
  return { add, look, isEmpty: () => stems.size === 0 };
};

const prefixes = (word: string) => Array.from(word, (_, at) => word.slice(0, at + 1));
const pieces = (run: string) =>
  Array.from(run, (_, at) => Array.from({ length: MAX_HAN }, (__, more) => run.slice(at, at + more + 1))).flat();

/** Finds the concepts of a message, whatever its language; also in Latin letters. */
export type Lexicon = (words: readonly string[], romans: readonly string[]) => ReadonlySet<string>;

/** @param lexicons concept → stems, one a language */
export const createLexicon = (lexicons: readonly Readonly<Record<string, readonly string[]>>[]): Lexicon => {
  const plain = createIndex();
  const roman = createIndex();
  for (const [concept, stems] of lexicons.flatMap((lexicon) => Object.entries(lexicon))) {
    for (const parts of stems.map(partsOf)) {
      plain.add(concept, parts);
      const romans = parts.map(({ text, whole }) => ({ text: romanise(text), whole }));
      // Short Latin skeletons of other scripts match too much by chance.
      if (romans.every(({ text }) => text.length >= 4)) roman.add(concept, romans);
    }
  }
  return (words, romans) => {
    const found = new Set<string>();
    if (plain.isEmpty()) return found;
    words.forEach((word, at) => {
      for (const prefix of new Set(isHan(word) ? pieces(word) : prefixes(word))) plain.look(words, at, prefix, found);
    });
    romans.forEach((word, at) => {
      for (const prefix of prefixes(word)) roman.look(romans, at, prefix, found);
    });
    return found;
  };
};
