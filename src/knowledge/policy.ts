/** Decides how a message ends: the lanes first, then an answer, up to three suggestions, or a refusal. */
import { HARM } from './input.ts';
import type { Answer } from './knowledge.ts';
import type { Lanes } from './lanes.ts';
import type { Thresholds } from './model.ts';
import type { Layout, Ranking } from './rank.ts';

/** What is decided here; the language is decided elsewhere. */
export type Decision = Omit<Answer, 'locale' | 'kind'>;

export interface Evidence {
  readonly lanes: Lanes;
  readonly ranking: Ranking;
  readonly scores: Float32Array;
  /** Probability that the best topic is right. */
  readonly sure: number;
  /** Probability that any topic answers the message. */
  readonly inside: number;
}

export interface Limits extends Thresholds {
  /** As `Thresholds.answer`, beside the card. */
  readonly besideCard: number;
}

/** Telegram shows three buttons well, and the right topic is nearly always among the best three. */
const SUGGESTIONS = 3;

const refuse = (topic: string | null, safetyCard: boolean, confidence: number): Decision => ({
  outcome: 'refuse',
  topic,
  suggestions: [],
  safetyCard,
  confidence,
});
const suggest = (suggestions: readonly string[], safetyCard: boolean, confidence: number): Decision => ({
  outcome: 'suggest',
  topic: null,
  suggestions,
  safetyCard,
  confidence,
});

/** The best topics' ids. */
export const bestTopics = ({ ids }: Layout, { topics }: Ranking) => topics.slice(0, SUGGESTIONS).map((column) => ids[column] ?? '');

/** How far a refusal's score must be ahead of the best topic's to be given as the reason without offering topics. */
const REFUSAL_LEAD = 0.25;

/** @param critical the life-critical topics, in menu order */
export const decide = (layout: Layout, critical: readonly string[], limits: Limits, evidence: Evidence): Decision => {
  const { lanes, ranking, scores, sure, inside } = evidence;
  const { ids } = layout;
  const [best = 0] = ranking.topics;
  const topic = ids[best] ?? '';
  const line = lanes.card ? Math.max(limits.answer, limits.besideCard) : limits.answer;
  // On doubt a message is refused as harm, and an answer must be twice as sure: none about handling a mine is worth the risk.
  const isSure = sure >= (lanes.harm === 'doubtful' ? (1 + line) / 2 : line);
  if (lanes.harm === 'clear' || (lanes.harm === 'doubtful' && !isSure)) return refuse(HARM, lanes.card, 1 - sure);
  if (isSure) {
    const safetyCard = lanes.card || critical.includes(topic);
    return { outcome: 'answer', topic, suggestions: [], safetyCard, confidence: sure };
  }
  // The card has buttons of its own for the three cases; these are for whoever was not in danger after all.
  if (lanes.card) return suggest(bestTopics(layout, ranking), true, inside);
  const lead = (scores[ranking.refusal] as number) - (scores[best] as number);
  const reason = lead > 0 ? (ids[ranking.refusal] ?? null) : null;
  if (inside < limits.suggest || lead > REFUSAL_LEAD) return refuse(reason, false, 1 - inside);
  return suggest(bestTopics(layout, ranking), false, inside);
};
