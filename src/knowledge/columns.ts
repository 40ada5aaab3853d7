/** The linear scores a message gets: one an entry, and one each for inside or outside, life-critical, harm. */
import { BUCKETS } from './features.ts';
import { HARM, idsOf, type TopicLists } from './input.ts';
import { countRows, createPartOdds, logOdds } from './odds.ts';
import type { Corpus, Sample } from './samples.ts';
import { dot, type Problem, type Solution, trainSvm } from './svm.ts';

/** Columns after those of the entries: first trained ones, then counted ones. */
const TRAINED = ['inside', 'life', 'harm'] as const;
const COUNTED = ['odds', 'domain', 'lifeOutside', 'lifeTopics', 'harmOutside', 'harmTopics'] as const;
export const EXTRA = [...TRAINED, ...COUNTED];

/** Passes of the first training, and of each fold that starts from it. */
const EPOCHS = 6;
const FOLD_EPOCHS = 3;
export const FOLDS = 5;

interface Column {
  /** +1 for a sample of the column's kind, -1 for what it is told from, 0 for the rest. */
  label(sample: Sample): number;
  /** How much more a positive counts than a negative. */
  readonly favour: number;
}

const none = ({ id }: Sample) => id === null;
const harm = ({ id }: Sample) => id === HARM;

/** The other kinds of samples that columns tell apart. */
const kindsOf = ({ 'life-critical': critical, refusals }: TopicLists) => {
  const refusal = ({ id }: Sample) => id !== null && refusals.includes(id);
  const life = ({ id }: Sample) => id !== null && critical.includes(id);
  const topic = (sample: Sample) => !none(sample) && !harm(sample) && !refusal(sample);
  return { life, topic, outside: (sample: Sample) => none(sample) || refusal(sample) };
};

type Test = (sample: Sample) => boolean;
const tell =
  (positive: Test, negative: Test = () => true) =>
  (sample: Sample) => {
    if (positive(sample)) return 1;
    return negative(sample) ? -1 : 0;
  };

const trainedOf = (topics: TopicLists, samples: readonly Sample[]): Column[] => {
  const { outside, life } = kindsOf(topics);
  const outsiders = samples.filter(outside).length;
  return [
    ...idsOf(topics).map((id): Column => ({ label: tell((sample) => sample.id === id), favour: 2 })),
    { label: tell((sample) => !outside(sample)), favour: (outsiders + 1) / (samples.length - outsiders + 1) },
    { label: tell(life), favour: 5 },
    { label: tell(harm), favour: 5 },
  ];
};

/** In the order of `COUNTED`. Counting sees what the margin overlooks: ordinary words that speak of ordinary life. */
const countedOf = (topics: TopicLists) => {
  const { outside, life, topic } = kindsOf(topics);
  return [tell((sample) => !outside(sample)), tell(topic, none), tell(life, none), tell(life, topic), tell(harm, none), tell(harm, topic)];
};

const problemOf = ({ samples, matrix }: Corpus, { label, favour }: Column): Problem => {
  const labels = Int8Array.from(samples, label);
  return { matrix, labels, costs: Float32Array.from(labels, (sign) => (sign > 0 ? favour : Math.abs(sign))), epochs: EPOCHS };
};

/** Fold of a sample: phrasings of one entry are spread over all folds. */
export const foldOf = (row: number) => row % FOLDS;

/** Smoothing of the counted columns, and of the counts that entries' scores are blended with. */
const PRIOR = 0.5;
const ENTRY_PRIOR = 0.1;
/** Measured: a tenth of the log-odds on top of the SVM is worth two points of accuracy; from two tenths on it falls. */
const BLEND = 0.1;

const rowsWhere = (labels: Int8Array, sign: number, without: number) => {
  const rows: number[] = [];
  labels.forEach((label, row) => label === sign && foldOf(row) !== without && rows.push(row));
  return rows;
};

/** Log-odds of a column by counting all samples but one fold's. */
const oddsOf = ({ matrix }: Corpus, labels: Int8Array, without: number) => {
  const [one, other] = [1, -1].map((sign) => countRows(matrix, rowsWhere(labels, sign, without)));
  return one && other ? logOdds(one, other, PRIOR) : new Float32Array(BUCKETS);
};

export interface Columns {
  /** One weight vector a column. */
  readonly weights: readonly Float32Array[];
  /** Scores of every sample by weights that never saw it: row × column. */
  readonly unseen: Float32Array;
}

const withoutFold = (problem: Problem, fold: number, from: Solution): Problem => ({
  ...problem,
  costs: problem.costs.map((cost, row) => (foldOf(row) === fold ? 0 : cost)),
  epochs: FOLD_EPOCHS,
  from,
});

const ALL_FOLDS = Array.from({ length: FOLDS }, (_, fold) => fold);
/** Stands for "no fold left out". */
const NONE = -1;

/** Adds what counting knows to an entry's weights; for each fold from the other folds' counts. */
const createBlend = ({ samples, matrix }: Corpus) => {
  const everything = Int8Array.from(samples, () => 1);
  const odds = new Map(
    [NONE, ...ALL_FOLDS].map((fold) => [fold, createPartOdds(countRows(matrix, rowsWhere(everything, 1, fold)), ENTRY_PRIOR)]),
  );
  return (weights: Float32Array, labels: Int8Array, fold: number) => {
    const counted = odds.get(fold)?.(countRows(matrix, rowsWhere(labels, 1, fold)));
    return counted ? weights.map((weight, bucket) => weight + BLEND * (counted[bucket] as number)) : weights;
  };
};

/** Trains all columns, and scores each sample by models trained without its fold. */
export const trainColumns = (topics: TopicLists, corpus: Corpus): Columns => {
  const { samples, matrix } = corpus;
  const trained = trainedOf(topics, samples).map((column) => problemOf(corpus, column));
  const counted = countedOf(topics).map((label) => Int8Array.from(samples, label));
  const width = trained.length + counted.length;
  const unseen = new Float32Array(samples.length * width);
  const scoreFold = (column: number, fold: number, weights: Float32Array) => {
    for (let row = fold; row < samples.length; row += FOLDS) unseen[row * width + column] = dot(matrix, row, weights);
  };
  const blend = createBlend(corpus);
  const finish = (column: number, labels: Int8Array, fold: number, weights: Float32Array) =>
    column < trained.length - TRAINED.length ? blend(weights, labels, fold) : weights;
  const weights = trained.map((problem, column) => {
    const solution = trainSvm(problem);
    for (const fold of ALL_FOLDS) {
      scoreFold(column, fold, finish(column, problem.labels, fold, trainSvm(withoutFold(problem, fold, solution)).weights));
    }
    return finish(column, problem.labels, NONE, solution.weights);
  });
  const odds = counted.map((labels, at) => {
    for (const fold of ALL_FOLDS) scoreFold(trained.length + at, fold, oddsOf(corpus, labels, fold));
    return oddsOf(corpus, labels, NONE);
  });
  return { weights: [...weights, ...odds], unseen };
};
