/** The in/out gate and all thresholds, fitted to scores the phrasings got from models that had not seen them. */
import type { Columns } from './columns.ts';
import { areEqual, HARM, type TopicLists } from './input.ts';
import { type Example, fitLogistic, probability } from './logistic.ts';
import type { Settings, Thresholds } from './model.ts';
import { type Layout, rank, type Ranking } from './rank.ts';
import type { Corpus, Sample } from './samples.ts';

/** Share of a language's everyday sentences that may be answered, and that may be offered topics. */
const ANSWERED_OUTSIDE = 0.035;
const SUGGESTED_OUTSIDE = 0.3;
/** Share of near-domain phrasings that may be answered. */
const ANSWERED_NEAR = 0.045;
/** Shares of phrasings the lanes may miss by classifier alone; the word nets and the other columns catch more. */
const LIFE_MISSED = 0.0135;
const HARM_MISSED = 0.06;
/** Share of other phrasings that may be refused as harm although a topic is sure. */
const HARM_FALSE = 0.003;

/** Answers beside the card may be wrong so many times as often as others, among phrasings. */
const WRONG_BESIDE_CARD = 1.55;

interface Judged {
  readonly sample: Sample;
  readonly scores: Float32Array;
  readonly ranking: Ranking;
  readonly right: boolean;
  readonly answerable: boolean;
}

const judge = (layout: Layout, { samples }: Corpus, { unseen }: Columns): Judged[] =>
  samples.map((sample, row) => {
    const scores = unseen.subarray(row * layout.width, (row + 1) * layout.width);
    const ranking = rank(layout, scores, sample.wordCount, sample.conceptCount);
    const best = layout.ids[ranking.topics[0] ?? 0] ?? '';
    const answerable = sample.id !== null && layout.topics.some((column) => layout.ids[column] === sample.id);
    return { sample, scores, ranking, answerable, right: sample.id !== null && areEqual(best, sample.id) };
  });

/** The value that the given share of values lies above; 1 when there are none. */
export const upperQuantile = (values: readonly number[], share: number) => {
  const sorted = values.toSorted((one, other) => other - one);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 1;
};

const isNear = ({ sample, answerable }: Judged) => sample.id !== null && sample.id !== HARM && !answerable;
const isHarm = ({ sample: { id } }: Judged) => id === HARM;
const isLife =
  ({ 'life-critical': critical }: TopicLists) =>
  ({ sample: { id } }: Judged) =>
    id !== null && critical.includes(id);

type Judges = Pick<Settings, 'sure' | 'inside' | 'life' | 'harm'>;

const thresholdsOf = (topics: TopicLists, judged: readonly Judged[], { sure, inside, life, harm }: Judges): Thresholds => {
  const outside = judged.filter(({ sample }) => sample.id === null);
  const sureOf = ({ ranking }: Judged) => probability(sure, ranking.measures);
  const insideOf = ({ ranking }: Judged) => probability(inside, ranking.measures);
  const lifeOf = ({ ranking }: Judged) => probability(life, ranking.life);
  const harmOf = ({ ranking }: Judged) => probability(harm, ranking.harm);
  return {
    answer: Math.max(upperQuantile(outside.map(sureOf), ANSWERED_OUTSIDE), upperQuantile(judged.filter(isNear).map(sureOf), ANSWERED_NEAR)),
    suggest: upperQuantile(outside.map(insideOf), SUGGESTED_OUTSIDE),
    card: upperQuantile(judged.filter(isLife(topics)).map(lifeOf), 1 - LIFE_MISSED),
    doubtful: upperQuantile(judged.filter(isHarm).map(harmOf), 1 - HARM_MISSED),
    clear: upperQuantile(judged.filter((one) => !isHarm(one)).map(harmOf), HARM_FALSE),
  };
};

/** A language's own thresholds are drawn to those of all languages: a few hundred sentences place them roughly. */
const OWN_SHARE = 0.65;
const between = (own: Thresholds, all: Thresholds): Thresholds => {
  const mean = (name: keyof Thresholds) => OWN_SHARE * own[name] + (1 - OWN_SHARE) * all[name];
  return { answer: mean('answer'), suggest: mean('suggest'), card: mean('card'), doubtful: mean('doubtful'), clear: mean('clear') };
};

/**
 * Everyday sentences are few among the samples and much of what people send, so they count several times; the card needs more still.
 * Requests for harm count as often: no topic is right for them.
 */
const GATE_WEIGHT = 4;
const LIFE_WEIGHT = 16;
const HARM_WEIGHT = 4;
const weigh = (judged: readonly Judged[], times: number, ids: readonly (string | null)[] = [null]) =>
  judged.flatMap((one) => (ids.includes(one.sample.id) ? Array.from({ length: times }, () => one) : [one]));

const fitLane = (judged: readonly Judged[], weight: number, lane: 'life' | 'harm', positive: (one: Judged) => boolean) =>
  fitLogistic(
    weigh(judged, weight).map((one) => ({ measures: one.ranking[lane], positive: positive(one) })),
    true,
  );

/** The lowest line at which answers are wrong no more often than the given share. */
const lineOf = (answers: readonly { readonly sure: number; readonly right: boolean }[], wrongShare: number) => {
  let [wrong, line] = [0, 1];
  answers
    .toSorted((one, other) => other.sure - one.sure)
    .forEach(({ sure, right }, at) => {
      if (!right) wrong += 1;
      if (wrong <= wrongShare * (at + 1)) line = sure;
    });
  return line;
};

/** How sure an answer beside the card must be: where life is at stake, many topics sound alike. */
const besideCard = (judged: readonly Judged[], { sure, life }: Judges, thresholds: Settings['thresholds']) => {
  const answers = judged.flatMap(({ ranking, right, sample }) => {
    const own = thresholds[sample.locale];
    if (!own) return [];
    const isBeside = probability(life, ranking.life) >= own.card;
    return [{ right, isBeside, sure: probability(sure, ranking.measures), least: own.answer }];
  });
  const others = answers.filter((one) => !one.isBeside && one.sure >= one.least);
  const wrongShare = others.filter(({ right }) => !right).length / Math.max(1, others.length);
  const beside = answers.filter(({ isBeside }) => isBeside);
  return lineOf(beside, WRONG_BESIDE_CARD * wrongShare);
};

export type Gate = Pick<Settings, 'sure' | 'inside' | 'thresholds' | 'besideCard' | 'life' | 'harm'>;

/** Fits the gate and places every threshold. */
export const trainGate = (layout: Layout, topics: TopicLists, locales: readonly string[], corpus: Corpus, columns: Columns): Gate => {
  const judged = judge(layout, corpus, columns);
  const weighed = weigh(judged, GATE_WEIGHT, [null, HARM]);
  const fit = (positive: (judged: Judged) => boolean) =>
    fitLogistic(
      weighed.map((one): Example => ({ measures: one.ranking.measures, positive: positive(one) })),
      true,
    );
  const judges: Judges = {
    sure: fit(({ right }) => right),
    inside: fit(({ answerable }) => answerable),
    life: fitLane(judged, LIFE_WEIGHT, 'life', isLife(topics)),
    harm: fitLane(judged, HARM_WEIGHT, 'harm', isHarm),
  };
  const all = thresholdsOf(topics, judged, judges);
  const ownOf = (locale: string) =>
    thresholdsOf(
      topics,
      judged.filter(({ sample }) => sample.locale === locale),
      judges,
    );
  const thresholds = Object.fromEntries(locales.map((locale) => [locale, between(ownOf(locale), all)]));
  return { ...judges, thresholds, besideCard: besideCard(judged, judges, thresholds) };
};
