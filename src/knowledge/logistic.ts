/** Logistic regression on a handful of measures: turns scores into a probability. */

export interface Logistic {
  readonly means: readonly number[];
  readonly spreads: readonly number[];
  /** Whether products of two measures count too: they tell a lane's faint traces apart far better. */
  readonly isSquare: boolean;
  /** The last is the constant. */
  readonly weights: readonly number[];
}

export interface Example {
  readonly measures: readonly number[];
  readonly positive: boolean;
}

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

/** Spreads beyond this are cut off, so that one odd measure cannot decide alone. */
const REACH = 4;

const standardise = ({ means, spreads, isSquare }: Omit<Logistic, 'weights'>, measures: readonly number[]) => {
  const inputs = measures.map((value, at) => Math.max(-REACH, Math.min(REACH, (value - (means[at] ?? 0)) / (spreads[at] ?? 1))));
  const products = isSquare ? inputs.flatMap((one, at) => inputs.slice(at).map((other) => one * other)) : [];
  return [...inputs, ...products, 1];
};

const sumOf = (weights: readonly number[], inputs: readonly number[]) =>
  weights.reduce((sum, weight, at) => sum + weight * (inputs[at] ?? 0), 0);

/** The same sum as of `standardise`, without making its lists: this runs several times a message. @returns 0 to 1 */
export const probability = ({ means, spreads, isSquare, weights }: Logistic, measures: readonly number[]) => {
  const width = measures.length;
  const inputs = new Float64Array(width);
  let sum = weights.at(-1) ?? 0;
  for (let at = 0; at < width; at += 1) {
    const input = Math.max(-REACH, Math.min(REACH, ((measures[at] as number) - (means[at] as number)) / (spreads[at] as number)));
    inputs[at] = input;
    sum += (weights[at] as number) * input;
  }
  if (!isSquare) return sigmoid(sum);
  let product = width;
  for (let one = 0; one < width; one += 1) {
    for (let other = one; other < width; other += 1) {
      sum += (weights[product] as number) * (inputs[one] as number) * (inputs[other] as number);
      product += 1;
    }
  }
  return sigmoid(sum);
};

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
const STEPS = 8;
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

/** Adds one example's slope and the upper half of its curvature to the system. */
const accumulate = (system: readonly Float64Array[], inputs: readonly number[], error: number, curvature: number) => {
  const size = inputs.length;
  for (let one = 0; one < size; one += 1) {
    const row = system[one] as Float64Array;
    const input = inputs[one] as number;
    for (let other = one; other < size; other += 1) {
      row[other] = (row[other] as number) + curvature * input * (inputs[other] as number);
    }
    row[size] = (row[size] as number) + error * input;
  }
};

const mirror = (system: readonly Float64Array[]) => {
  system.forEach((row, one) => {
    for (let other = 0; other < one; other += 1) row[other] = (system[other] as Float64Array)[one] as number;
  });
};

/** Products of measures are learnt from so many examples on; from fewer they would learn chance. */
const SQUARE_EXAMPLES = 2000;

/**
 * Fits with both classes weighing the same, however many examples each has.
 * @param mayBeSquare whether products of measures may count too, see `Logistic`
 */
export const fitLogistic = (examples: readonly Example[], mayBeSquare = false): Logistic => {
  const moments = { ...momentsOf(examples), isSquare: mayBeSquare && examples.length >= SQUARE_EXAMPLES };
  const rows = examples.map(({ measures }) => standardise(moments, measures));
  const positives = examples.filter(({ positive }) => positive).length;
  const shares = examples.map(({ positive }) => 0.5 / Math.max(1, positive ? positives : examples.length - positives));
  let weights: readonly number[] = (rows[0] ?? []).map(() => 0);
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
    mirror(system);
    const moves = solve(system);
    weights = weights.map((weight, at) => weight - (moves[at] as number));
  }
  return { ...moments, weights };
};
