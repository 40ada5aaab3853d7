/** Log-odds of every bucket by counting (complement naive Bayes): it sees what the margin of the SVM overlooks. */
import { BUCKETS } from './features.ts';
import type { Matrix } from './svm.ts';

/** Values of a vector are about a tenth each; this makes an n-gram count about one. */
const COUNT = 10;

export interface Counts {
  readonly buckets: Float32Array;
  readonly total: number;
}

/** Counts the n-grams of some rows. */
export const countRows = ({ starts, indices, values }: Matrix, rows: readonly number[]): Counts => {
  const buckets = new Float32Array(BUCKETS);
  let total = 0;
  for (const row of rows) {
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
      const count = COUNT * (values[at] as number);
      const bucket = indices[at] as number;
      buckets[bucket] = (buckets[bucket] as number) + count;
      total += count;
    }
  }
  return { buckets, total };
};

/**
 * Positive where a bucket speaks for `one`, negative where it speaks for `other`.
 * @param prior every count starts here; lower values trust rare n-grams more
 */
export const logOdds = (one: Counts, other: Counts, prior: number) => {
  const shift = Math.log((other.total + prior * BUCKETS) / (one.total + prior * BUCKETS));
  return one.buckets.map((count, bucket) => Math.log((count + prior) / ((other.buckets[bucket] as number) + prior)) + shift);
};

/** The same for many small parts of one whole, each against the rest of it: most buckets of a part are empty. */
export const createPartOdds = (whole: Counts, prior: number) => {
  const absent = whole.buckets.map((count) => Math.log(prior / (count + prior)));
  return ({ buckets, total }: Counts) => {
    const shift = Math.log((whole.total - total + prior * BUCKETS) / (total + prior * BUCKETS));
    return buckets.map((own, bucket) => {
      if (own === 0) return (absent[bucket] as number) + shift;
      const rest = Math.max(0, (whole.buckets[bucket] as number) - own);
      return Math.log((own + prior) / (rest + prior)) + shift;
    });
  };
};
