/** The content as training sees it: every phrasing and everyday sentence, read. */
import { BUCKETS, read } from './features.ts';
import type { KnowledgeInput } from './input.ts';
import { createLexicon } from './lexicon.ts';
import { createMatrixBuilder, type Matrix } from './svm.ts';
import { vectorOf } from './vector.ts';

export interface Sample {
  readonly locale: string;
  readonly text: string;
  /** Null for an everyday sentence that nothing answers. */
  readonly id: string | null;
  readonly wordCount: number;
  readonly conceptCount: number;
}

export interface Corpus {
  readonly samples: readonly Sample[];
  /** A row a sample, of length 1. */
  readonly matrix: Matrix;
  /** How telling each bucket is: a rare n-gram weighs more. */
  readonly rarity: Float32Array;
}

const labelled = ({ languages }: KnowledgeInput) =>
  Object.entries(languages).flatMap(([locale, { questions, 'out-of-scope': outside }]) => [
    ...Object.entries(questions).flatMap(([id, texts]) => texts.map((text) => ({ locale, text, id }))),
    ...outside.map((text) => ({ locale, text, id: null })),
  ]);

/** The lexicons of all languages as one: a message's language is not known when it is read. */
export const lexiconOf = ({ languages }: KnowledgeInput) => createLexicon(Object.values(languages).map(({ lexicon }) => lexicon));

const rarityOf = ({ indices, rows }: Matrix) => {
  const counts = new Float32Array(BUCKETS);
  for (const bucket of indices) counts[bucket] = (counts[bucket] as number) + 1;
  return counts.map((count) => Math.log(1 + rows / (1 + count)));
};

/** Weighs and scales all rows where they lie; as `scale` in features.ts does for one message. */
const scaleRows = ({ starts, indices, values, rows }: Matrix, rarity: Float32Array) => {
  for (let row = 0; row < rows; row += 1) {
    const [start = 0, end = 0] = starts.subarray(row, row + 2);
    let squares = 0;
    for (let at = start; at < end; at += 1) {
      const value = (values[at] as number) * (rarity[indices[at] as number] as number);
      values[at] = value;
      squares += value * value;
    }
    const length = Math.sqrt(squares) || 1;
    for (let at = start; at < end; at += 1) values[at] = (values[at] as number) / length;
  }
};

/** Reads all content, about 5,000 sentences a second. */
export const readCorpus = (input: KnowledgeInput): Corpus => {
  const lexicon = lexiconOf(input);
  const builder = createMatrixBuilder();
  const samples = labelled(input).flatMap((sample): Sample[] => {
    const reading = read(sample.text, lexicon);
    const { words, concepts } = reading;
    if (words.length === 0) return [];
    builder.add(vectorOf(reading));
    return [{ ...sample, wordCount: words.length, conceptCount: concepts.size }];
  });
  const matrix = builder.build();
  const rarity = rarityOf(matrix);
  scaleRows(matrix, rarity);
  return { samples, matrix, rarity };
};
