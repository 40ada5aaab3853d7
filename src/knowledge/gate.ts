/** The in/out gate and all thresholds, fitted to scores the phrasings got from models that had not seen them. */
import type { Columns } from './columns.ts';
import { areEqual, HARM, type TopicLists } from './input.ts';
import { type Example, fitLogistic, type Logistic, probability } from './logistic.ts';
import type { Settings, Thresholds } from './model.ts';
import { type Layout, rank, type Ranking } from './rank.ts';
import type { Corpus, Sample } from './samples.ts';

/** Share of a language's everyday sentences that may be answered, and that may be offered topics. */
const ANSWERED_OUTSIDE = 0.03;
const SUGGESTED_OUTSIDE = 0.3;
/** Share of near-domain phrasings that may be answered. */
const ANSWERED_NEAR = 0.04;
/** Shares of phrasings the lanes may miss by classifier alone; the word nets and the other columns catch more. */
const LIFE_MISSED = 0.01;
const HARM_MISSED = 0.03;
/** Share of other phrasings that may be refused as harm although a topic is sure. */
const HARM_FALSE = 0.003;

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

const thresholdsOf = (judged: readonly Judged[], sure: Logistic, inside: Logistic): Thresholds => {
  const outside = judged.filter(({ sample }) => sample.id === null);
  const near = judged.filter(({ sample, answerable }) => sample.id !== null && sample.id !== HARM && !answerable);
  const sureOf = ({ ranking }: Judged) => probability(sure, ranking.measures);
  const insideOf = ({ ranking }: Judged) => probability(inside, ranking.measures);
  return {
    answer: Math.max(upperQuantile(outside.map(sureOf), ANSWERED_OUTSIDE), upperQuantile(near.map(sureOf), ANSWERED_NEAR)),
    suggest: upperQuantile(outside.map(insideOf), SUGGESTED_OUTSIDE),
  };
};

/** A language's own thresholds are drawn to those of all languages: a few hundred sentences place them roughly. */
const OWN_SHARE = 0.5;
const between = (own: Thresholds, all: Thresholds): Thresholds => ({
  answer: OWN_SHARE * own.answer + (1 - OWN_SHARE) * all.answer,
  suggest: OWN_SHARE * own.suggest + (1 - OWN_SHARE) * all.suggest,
});

/**
 * Everyday sentences are few among the samples and much of what people send, so they count several times; the card needs more still.
 * Requests for harm count as often: no topic is right for them.
 */
const GATE_WEIGHT = 4;
const LIFE_WEIGHT = 16;
const HARM_WEIGHT = 4;
const weigh = (judged: readonly Judged[], times: number, ids: readonly (string | null)[] = [null]) =>
  judged.flatMap((one) => (ids.includes(one.sample.id) ? Array.from({ length: times }, () => one) : [one]));

const laneThresholds = (topics: TopicLists, judged: readonly Judged[]) => {
  const isLife = ({ sample: { id } }: Judged) => id !== null && topics['life-critical'].includes(id);
  const isHarm = ({ sample: { id } }: Judged) => id === HARM;
  const life = fitLogistic(
    weigh(judged, LIFE_WEIGHT).map((one) => ({ measures: one.ranking.life, positive: isLife(one) })),
    true,
  );
  const harm = fitLogistic(
    weigh(judged, HARM_WEIGHT).map((one) => ({ measures: one.ranking.harm, positive: isHarm(one) })),
    true,
  );
  const lifeOf = judged.filter(isLife).map(({ ranking }) => probability(life, ranking.life));
  const harmOf = (wanted: boolean) => judged.filter((one) => isHarm(one) === wanted).map(({ ranking }) => probability(harm, ranking.harm));
  const doubtful = upperQuantile(harmOf(true), 1 - HARM_MISSED);
  const clear = Math.max(doubtful, upperQuantile(harmOf(false), HARM_FALSE));
  return { life: { judge: life, from: upperQuantile(lifeOf, 1 - LIFE_MISSED) }, harm: { judge: harm, doubtful, clear } };
};

export type Gate = Pick<Settings, 'sure' | 'inside' | 'thresholds' | 'life' | 'harm'>;

/** Fits the gate and places every threshold. */
export const trainGate = (layout: Layout, topics: TopicLists, locales: readonly string[], corpus: Corpus, columns: Columns): Gate => {
  const judged = judge(layout, corpus, columns);
  const weighed = weigh(judged, GATE_WEIGHT, [null, HARM]);
  const fit = (positive: (judged: Judged) => boolean) =>
    fitLogistic(
      weighed.map((one): Example => ({ measures: one.ranking.measures, positive: positive(one) })),
      true,
    );
  const sure = fit(({ right }) => right);
  const inside = fit(({ answerable }) => answerable);
  const all = thresholdsOf(judged, sure, inside);
  const ofLocale = (locale: string) => judged.filter(({ sample }) => sample.locale === locale);
  const thresholds = Object.fromEntries(locales.map((locale) => [locale, between(thresholdsOf(ofLocale(locale), sure, inside), all)]));
  return { sure, inside, thresholds, ...laneThresholds(topics, judged) };
};
