/** Logistic regression on a handful of measures: turns scores into a probability. */

export interface Logistic {
  readonly means: readonly number[];
  readonly spreads: readonly number[];
  /** The last is the constant. */
  readonly weights: readonly number[];
}

export interface Example {
  readonly measures: readonly number[];
  readonly positive: boolean;
}

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

const standardise = ({ means, spreads }: Omit<Logistic, 'weights'>, measures: readonly number[]) => [
  ...measures.map((value, at) => (value - (means[at] ?? 0)) / (spreads[at] ?? 1)),
  1,
];

const sumOf = (weights: readonly number[], inputs: readonly number[]) =>
  weights.reduce((sum, weight, at) => sum + weight * (inputs[at] ?? 0), 0);

/** @returns 0 to 1 */
export const probability = (model: Logistic, measures: readonly number[]) => sigmoid(sumOf(model.weights, standardise(model, measures)));

const momentsOf = (examples: readonly Example[]) => {
  const width = examples[0]?.measures.length ?? 0;
  const count = Math.max(1, examples.length);
  const column = (at: number) => examples.map(({ measures }) => measures[at] ?? 0);
  const means = Array.from({ length: width }, (_, at) => column(at).reduce((sum, value) => sum + value, 0) / count);
  const spreads = means.map((mean, at) => {
    const variance = column(at).reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
    return Math.sqrt(variance) || 1;
  });
  return { means, spreads };
};

/** Newton's method is exact after a few steps. */
const STEPS = 10;
const RIDGE = 1e-4;

/** Solves a small symmetric positive system by elimination, in place. Row: coefficients, then the right side. */
const solve = (rows: readonly Float64Array[]) => {
  const size = rows.length;
  for (let pivot = 0; pivot < size; pivot += 1) {
    const lead = rows[pivot] as Float64Array;
    for (let row = 0; row < size; row += 1) {
      const other = rows[row] as Float64Array;
      if (row === pivot) continue;
      const factor = (other[pivot] as number) / (lead[pivot] as number);
      for (let at = pivot; at <= size; at += 1) other[at] = (other[at] as number) - factor * (lead[at] as number);
    }
  }
  return rows.map((row, at) => (row[size] as number) / (row[at] as number));
};

/** Adds one example's slope and curvature to the system. */
const accumulate = (system: readonly Float64Array[], inputs: readonly number[], error: number, curvature: number) => {
  system.forEach((row, one) => {
    const input = inputs[one] as number;
    for (let other = 0; other < inputs.length; other += 1) {
      row[other] = (row[other] as number) + curvature * input * (inputs[other] as number);
    }
    row[inputs.length] = (row[inputs.length] as number) + error * input;
  });
};

/** Fits with both classes weighing the same, however many examples each has. */
export const fitLogistic = (examples: readonly Example[]): Logistic => {
  const moments = momentsOf(examples);
  const rows = examples.map(({ measures }) => standardise(moments, measures));
  const positives = examples.filter(({ positive }) => positive).length;
  const shares = examples.map(({ positive }) => 0.5 / Math.max(1, positive ? positives : examples.length - positives));
  let weights: readonly number[] = Array.from({ length: moments.means.length + 1 }, () => 0);
  for (let step = 0; step < STEPS; step += 1) {
    const system = weights.map((weight, at) => {
      const row = new Float64Array(weights.length + 1);
      row[at] = RIDGE;
      row[weights.length] = RIDGE * weight;
      return row;
    });
    rows.forEach((row, at) => {
      const guess = sigmoid(sumOf(weights, row));
      const share = shares[at] as number;
      const error = (guess - (examples[at]?.positive ? 1 : 0)) * share;
      accumulate(system, row, error, share * Math.max(1e-6, guess * (1 - guess)));
    });
    const moves = solve(system);
    weights = weights.map((weight, at) => weight - (moves[at] as number));
  }
  return { ...moments, weights };
};
