/** The content as training sees it: every phrasing and everyday sentence, read. */
import { BUCKETS, read, scale } from './features.ts';
import type { KnowledgeInput } from './input.ts';
import { createLexicon } from './lexicon.ts';
import { type Matrix, toMatrix } from './svm.ts';

export interface Sample {
  readonly locale: string;
  readonly text: string;
  /** Null for an everyday sentence that nothing answers. */
  readonly id: string | null;
  readonly words: readonly string[];
  readonly concepts: ReadonlySet<string>;
}

export interface Corpus {
  readonly samples: readonly Sample[];
  readonly matrix: Matrix;
  /** How telling each bucket is: a rare n-gram weighs more. */
  readonly rarity: Float32Array;
}

const labelled = ({ languages }: KnowledgeInput) =>
  Object.entries(languages).flatMap(([locale, { questions, 'out-of-scope': outside }]) => [
    ...Object.entries(questions).flatMap(([id, texts]) => texts.map((text) => ({ locale, text, id }))),
    ...outside.map((text) => ({ locale, text, id: null })),
  ]);

const rarityOf = (counts: Float32Array, total: number) => counts.map((count) => Math.log(1 + total / (1 + count)));

/** The lexicons of all languages as one: a message's language is not known when it is read. */
export const lexiconOf = ({ languages }: KnowledgeInput) => createLexicon(Object.values(languages).map(({ lexicon }) => lexicon));

/** Reads all content, about 10,000 sentences a second. */
export const readCorpus = (input: KnowledgeInput): Corpus => {
  const lexicon = lexiconOf(input);
  const readings = labelled(input)
    .map((sample) => ({ ...sample, ...read(sample.text, lexicon) }))
    .filter(({ words }) => words.length > 0);
  const counts = new Float32Array(BUCKETS);
  for (const { vector } of readings) for (const bucket of vector.indices) counts[bucket] = (counts[bucket] ?? 0) + 1;
  const rarity = rarityOf(counts, readings.length);
  const matrix = toMatrix(readings.map(({ vector }) => scale(vector, rarity)));
  return { samples: readings.map(({ locale, text, id, words, concepts }) => ({ locale, text, id, words, concepts })), matrix, rarity };
};
