/** Sums the features of a message, or of a run of its words, to a sparse vector. */
import { BUCKETS, type Reading } from './features.ts';

/** Indices ascend by first occurrence; the values' squares sum to 1, or to 0 for a message without words. */
export interface Vector {
  readonly indices: Uint32Array;
  readonly values: Float32Array;
}

/** Sums by bucket, and which buckets have one. */
const sums = new Float32Array(BUCKETS);
let touched = new Uint32Array(1 << 13);

const sum = (reading: Reading, from: number, to: number): Vector => {
  if (touched.length < to - from) touched = new Uint32Array(2 * (to - from));
  let count = 0;
  for (let at = from; at < to; at += 1) {
    const bucket = reading.buckets[at] as number;
    const before = sums[bucket] as number;
    if (before === 0) {
      touched[count] = bucket;
      count += 1;
    }
    sums[bucket] = before + (reading.weights[at] as number);
  }
  const vector = { indices: touched.slice(0, count), values: new Float32Array(count) };
  for (let at = 0; at < count; at += 1) {
    const bucket = touched[at] as number;
    // A word said thrice says no more than once.
    vector.values[at] = Math.min(sums[bucket] as number, 1);
    sums[bucket] = 0;
  }
  return vector;
};

/** The vector of a whole message, not yet scaled. */
export const vectorOf = (reading: Reading): Vector => sum(reading, 0, reading.buckets.length);

/** The vector of a run of its words, `to` excluded, not yet scaled. */
export const vectorOfRun = (reading: Reading, from: number, to: number): Vector => {
  const end = reading.starts[to] as number;
  return sum(reading, reading.starts[from] as number, to < reading.words.length ? end - 1 : end);
};

/** Scales a vector to length 1, after weighing each bucket by how telling it is. */
export const scale = ({ indices, values }: Vector, rarity?: Float32Array): Vector => {
  const scaled = new Float32Array(values.length);
  let squares = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = (values[at] as number) * (rarity ? (rarity[indices[at] as number] as number) : 1);
    scaled[at] = value;
    squares += value * value;
  }
  const length = Math.sqrt(squares) || 1;
  for (let at = 0; at < values.length; at += 1) scaled[at] = (scaled[at] as number) / length;
  return { indices, values: scaled };
};
