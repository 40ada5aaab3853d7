/** Orders the entries of one message and measures how clear the order is. */
import { EXTRA } from './columns.ts';
import { areEqual, HARM, idsOf, type TopicLists } from './input.ts';

/** What is fixed about the columns: which are topics, which refusals, and who is no rival of whom. */
export interface Layout {
  readonly ids: readonly string[];
  /** Columns of topics that may be answered with. */
  readonly topics: readonly number[];
  readonly refusals: readonly number[];
  /** Columns of the life-critical topics, of `harm`, and of all other entries. */
  readonly critical: readonly number[];
  readonly harm: number;
  readonly others: readonly number[];
  /** Column → columns that are its rivals. */
  readonly rivals: readonly (readonly number[])[];
  readonly width: number;
  readonly at: Readonly<Record<(typeof EXTRA)[number], number>>;
}

export const layoutOf = (lists: TopicLists): Layout => {
  const ids = idsOf(lists);
  const refusals = ids.flatMap((id, column) => (lists.refusals.includes(id) ? [column] : []));
  const critical = ids.flatMap((id, column) => (lists['life-critical'].includes(id) ? [column] : []));
  const harm = ids.indexOf(HARM);
  const extra = EXTRA.map((name, at) => [name, ids.length + at] as const);
  return {
    ids,
    topics: ids.flatMap((id, column) => (id === HARM || refusals.includes(column) ? [] : [column])),
    refusals,
    critical,
    harm,
    others: ids.flatMap((_, column) => (column === harm || critical.includes(column) ? [] : [column])),
    rivals: ids.map((id) => ids.flatMap((other, column) => (areEqual(id, other) ? [] : [column]))),
    width: ids.length + EXTRA.length,
    at: Object.fromEntries(extra) as Layout['at'],
  };
};

export interface Ranking {
  /** Columns of the best topics, at most three, best first. */
  readonly topics: readonly number[];
  /** The best refusal's column. */
  readonly refusal: number;
  /** What the gate judges by. */
  readonly measures: readonly number[];
  /** How far `harm` is ahead of every other entry. */
  readonly harmLead: number;
  /** What each lane judges by. */
  readonly life: readonly number[];
  readonly harm: readonly number[];
}

const bestOf = (scores: Float32Array, columns: readonly number[]) =>
  columns.reduce((best, column) => Math.max(best, scores[column] as number), -2);

/** How strongly a message belongs to one lane's entries, to the other's, and to any other entry. */
const laneMeasures = ({ at, critical, harm, others }: Layout, scores: Float32Array, length: number) => {
  const score = (column: number) => scores[column] as number;
  const asCritical = bestOf(scores, critical);
  const asHarm = score(harm);
  const asOther = bestOf(scores, others);
  const shared = [score(at.life), score(at.harm), asCritical, asHarm, asOther, score(at.inside), score(at.domain), length];
  const harmLead = asHarm - Math.max(asOther, asCritical);
  return {
    harmLead,
    life: [...shared, asCritical - asOther, score(at.lifeOutside), score(at.lifeTopics)],
    harm: [...shared, harmLead, score(at.harmOutside), score(at.harmTopics)],
  };
};

/** How far the best entry stands out from the ten that come after its closest rival. */
const contrastOf = ({ ids }: Layout, scores: Float32Array) => {
  const sorted = scores.subarray(0, ids.length).toSorted();
  const field = sorted.subarray(-12, -2);
  return (sorted.at(-1) ?? 0) - field.reduce((sum, score) => sum + score, 0) / Math.max(1, field.length);
};

const BEST = 3;

/** The best three of some columns, best first. */
const bestColumns = (scores: Float32Array, columns: readonly number[]) => {
  const best: number[] = [];
  for (const column of columns) {
    const score = scores[column] as number;
    let at = best.length;
    while (at > 0 && score > (scores[best[at - 1] as number] as number)) at -= 1;
    if (at >= BEST) continue;
    best.splice(at, 0, column);
    if (best.length > BEST) best.pop();
  }
  return best;
};

/** @param wordCount words of the message @param conceptCount concepts of the lexicon in it */
export const rank = (layout: Layout, scores: Float32Array, wordCount: number, conceptCount: number): Ranking => {
  const topics = bestColumns(scores, layout.topics);
  const [best = 0] = topics;
  const [refusal = 0] = bestColumns(scores, layout.refusals);
  const top = scores[best] as number;
  const margin = top - bestOf(scores, layout.rivals[best] ?? []);
  const { inside, odds, domain } = layout.at;
  const length = Math.log(1 + wordCount);
  const measures = [
    top,
    margin,
    Math.min(margin, 0.5) * Math.max(top, -1),
    bestOf(scores, layout.refusals),
    scores[inside] as number,
    scores[odds] as number,
    scores[domain] as number,
    length,
    Math.min(conceptCount, 4),
    conceptCount > 0 ? 1 : 0,
    scores[layout.harm] as number,
    scores[layout.at.lifeOutside] as number,
    scores[layout.at.harmOutside] as number,
    contrastOf(layout, scores),
  ];
  return { topics, refusal, measures, ...laneMeasures(layout, scores, length) };
};
