/** Finds the phrasings that are like a text, and the entry whose phrasings are; for checking content, not for answering. */
import { BUCKETS, read } from './features.ts';
import { areEqual, type KnowledgeInput } from './input.ts';
import { countRows, type Counts } from './odds.ts';
import { lexiconOf } from './samples.ts';
import { toMatrix } from './svm.ts';
import { scale, type Vector, vectorOf } from './vector.ts';

export interface Phrasing {
  readonly id: string;
  readonly text: string;
  /** Of length 1, every n-gram of a kind weighing the same. */
  readonly vector: Vector;
}

/** All phrasings of a language, refusals and harm among them. */
export const readPhrasings = (input: KnowledgeInput, locale: string): Phrasing[] => {
  const lexicon = lexiconOf(input);
  return Object.entries(input.languages[locale]?.questions ?? {}).flatMap(([id, texts]) =>
    texts.map((text) => ({ id, text, vector: scale(vectorOf(read(text, lexicon))) })),
  );
};

/** @returns a function from a vector to its cosine with each of the phrasings */
export const createCosines = (phrasings: readonly Phrasing[]) => {
  const { starts, indices, values, rows } = toMatrix(phrasings.map(({ vector }) => vector));
  const scratch = new Float32Array(BUCKETS);
  return (vector: Vector) => {
    vector.indices.forEach((bucket, at) => (scratch[bucket] = vector.values[at] as number));
    const cosines = new Float32Array(rows);
    for (let row = 0; row < rows; row += 1) {
      let sum = 0;
      for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
        sum += (scratch[indices[at] as number] as number) * (values[at] as number);
      }
      cosines[row] = sum;
    }
    for (const bucket of vector.indices) scratch[bucket] = 0;
    return cosines;
  };
};

/** Smoothing of the counts; as for the entries in columns.ts. */
const PRIOR = 0.1;
/** As in odds.ts: one n-gram counts about one. */
const COUNT = 10;

const logsOf = ({ buckets, total }: Counts) => buckets.map((count) => Math.log((count + PRIOR) / (total + PRIOR * BUCKETS)));

/** How likely an entry's phrasings make a vector. */
const likelihood = (logs: Float32Array, { indices, values }: Vector) => {
  let sum = 0;
  for (let at = 0; at < indices.length; at += 1) sum += (values[at] as number) * (logs[indices[at] as number] as number);
  return sum;
};

/** The same for one of the entry's own phrasings, as if it were not among them. */
const likelihoodWithout = ({ buckets, total }: Counts, { indices, values }: Vector) => {
  const rest = total - COUNT * values.reduce((sum, value) => sum + value, 0);
  let sum = 0;
  indices.forEach((bucket, at) => {
    const value = values[at] as number;
    const count = Math.max(0, (buckets[bucket] as number) - COUNT * value);
    sum += value * Math.log((count + PRIOR) / (rest + PRIOR * BUCKETS));
  });
  return sum;
};

/** For each phrasing, the entry it is most like when it is itself left out, and how far ahead of its own entry that is, in nats. */
export const createPlaces = (phrasings: readonly Phrasing[]) => {
  const matrix = toMatrix(phrasings.map(({ vector }) => vector));
  const entries = [...new Set(phrasings.map(({ id }) => id))].map((id) => {
    const counts = countRows(
      matrix,
      phrasings.flatMap((phrasing, row) => (phrasing.id === id ? [row] : [])),
    );
    return { id, counts, logs: logsOf(counts) };
  });
  return ({ id, vector }: Phrasing) => {
    const places = entries.map((entry) => ({
      id: entry.id,
      score: entry.id === id ? likelihoodWithout(entry.counts, vector) : likelihood(entry.logs, vector),
    }));
    const best = (some: typeof places) => some.reduce((one, other) => (other.score > one.score ? other : one), { id, score: -Infinity });
    const own = best(places.filter((place) => areEqual(place.id, id)));
    const rival = best(places.filter((place) => !areEqual(place.id, id)));
    return { rival: rival.id, lead: rival.score - own.score };
  };
};
