/** A linear support vector machine (squared hinge), trained by dual coordinate descent as in LIBLINEAR. */
import { BUCKETS } from './features.ts';
import { type Vector } from './vector.ts';

/** Vectors one after another: row `i` is at `starts[i]` to `starts[i + 1]`. */
export interface Matrix {
  readonly starts: Uint32Array;
  readonly indices: Uint32Array;
  readonly values: Float32Array;
  readonly rows: number;
}

/** Gathers vectors into one block of memory: a pass over the rows is most of the training's time. */
export const createMatrixBuilder = () => {
  const starts = [0];
  let indices = new Uint32Array(1 << 16);
  let values = new Float32Array(1 << 16);
  const grow = (size: number) => {
    const more = { indices: new Uint32Array(size * 1.5), values: new Float32Array(size * 1.5) };
    more.indices.set(indices);
    more.values.set(values);
    ({ indices, values } = more);
  };
  return {
    add(vector: Vector) {
      const start = starts.at(-1) ?? 0;
      const end = start + vector.indices.length;
      if (end > indices.length) grow(end);
      indices.set(vector.indices, start);
      values.set(vector.values, start);
      starts.push(end);
    },
    build(): Matrix {
      const end = starts.at(-1) ?? 0;
      const rows = starts.length - 1;
      return { starts: Uint32Array.from(starts), indices: indices.subarray(0, end), values: values.subarray(0, end), rows };
    },
  };
};

export const toMatrix = (vectors: readonly Vector[]): Matrix => {
  const builder = createMatrixBuilder();
  for (const vector of vectors) builder.add(vector);
  return builder.build();
};

export interface Problem {
  readonly matrix: Matrix;
  /** +1 or -1 by row. */
  readonly labels: Int8Array;
  /** C by row; 0 leaves the row out. */
  readonly costs: Float32Array;
  /** Passes over the rows that still matter. */
  readonly epochs: number;
  /** A solution of the same problem with more rows, to start from; only its `near` rows are looked at. */
  readonly from?: Solution;
}
export interface Solution {
  readonly weights: Float32Array;
  readonly alphas: Float32Array;
  /** Rows that matter: on the wrong side of the margin or near it. */
  readonly near: readonly number[];
}

/** Deterministic numbers in [0, 1): the same content gives the same model everywhere. */
export const createRandom = (seed: number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** The score of one row. */
export const dot = ({ starts, indices, values }: Matrix, row: number, weights: Float32Array) => {
  const end = starts[row + 1] as number;
  let sum = 0;
  for (let at = starts[row] as number; at < end; at += 1) {
    sum += (weights[indices[at] as number] as number) * (values[at] as number);
  }
  return sum;
};

const addRow = ({ starts, indices, values }: Matrix, row: number, weights: Float32Array, factor: number) => {
  const end = starts[row + 1] as number;
  for (let at = starts[row] as number; at < end; at += 1) {
    const index = indices[at] as number;
    weights[index] = (weights[index] as number) + factor * (values[at] as number);
  }
};

/** Rows in use, and the solution started from without what the unused rows had put in. */
const prepare = ({ matrix, labels, costs, from }: Problem) => {
  const weights = from ? from.weights.slice() : new Float32Array(BUCKETS);
  const alphas = from ? from.alphas.slice() : new Float32Array(matrix.rows);
  const active = (from?.near ?? Array.from({ length: matrix.rows }, (_, row) => row)).filter((row) => (costs[row] as number) > 0);
  for (let row = 0; row < matrix.rows; row += 1) {
    if (costs[row] === 0 && (alphas[row] as number) > 0) {
      addRow(matrix, row, weights, -(alphas[row] as number) * (labels[row] as number));
      alphas[row] = 0;
    }
  }
  return { weights, alphas, active };
};

/** How far beyond the margin a row must be to be left out of the following passes. */
const SHRINK_MARGIN = 0.1;

/** One row's step. @returns how far beyond the margin the row is, 0 when it still matters */
const step = ({ matrix, labels, costs }: Problem, { weights, alphas }: Pick<Solution, 'weights' | 'alphas'>, row: number) => {
  const label = labels[row] as number;
  const slack = 0.5 / (costs[row] as number);
  const alpha = alphas[row] as number;
  const gradient = label * dot(matrix, row, weights) - 1 + alpha * slack;
  if (alpha === 0 && gradient >= 0) return gradient;
  const next = Math.max(0, alpha - gradient / (1 + slack));
  alphas[row] = next;
  addRow(matrix, row, weights, (next - alpha) * label);
  return 0;
};

/**
 * Minimises ½‖w‖² + Σ C·max(0, 1 − y·w·x)². Rows have length 1.
 * A row that is right by a good margin is left out of later passes. Looking at all again costs twice the time and gains nothing measurable.
 */
export const trainSvm = (problem: Problem): Solution => {
  const { active, ...solution } = prepare(problem);
  const random = createRandom(7);
  let count = active.length;
  for (let epoch = 0; epoch < problem.epochs; epoch += 1) {
    const shrinks = epoch > 0 || problem.from !== undefined;
    for (let at = count - 1; at >= 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      const row = active[other] as number;
      active[other] = active[at] as number;
      active[at] = row;
      if (step(problem, solution, row) > SHRINK_MARGIN && shrinks) {
        count -= 1;
        active[at] = active[count] as number;
        active[count] = row;
      }
    }
  }
  return { ...solution, near: active.slice(0, count) };
};
