/** Reads a short message after an answer together with that answer's topic: "and the children?", "why?", "what if it is old". */
import { isHan } from './normalise.ts';
import { bestTopics, type Decision } from './policy.ts';
import { type Layout, type Ranking, rank } from './rank.ts';

/** A message of more words says by itself what it is about. */
const MAX_WORDS = 5;
const MAX_HAN = 12;
/** How much the topic weighs beside the message; at one, the message would hardly be heard. */
const TOPIC_WEIGHT = 0.5;
/** A refusal's score so far ahead of the best topic's makes a short message its own ("thanks", "weather?"), no follow-up. */
const CLEAR_LEAD = 0.25;

/** Whether a message is too short to stand by itself. */
export const isElliptic = (words: readonly string[]) => {
  const letters = words.reduce((sum, word) => sum + (isHan(word) ? word.length : 0), 0);
  return letters > 0 ? letters <= MAX_HAN : words.length <= MAX_WORDS;
};

/** Both scores together. @param topic mean scores of the last topic's phrasings */
const together = (message: Float32Array, topic: Float32Array) =>
  message.map((score, column) => (score + TOPIC_WEIGHT * (topic[column] as number)) / (1 + TOPIC_WEIGHT));

/** Topics the message may go on with: what it says by itself, what it says after the topic, and the topic. */
const continuations = (layout: Layout, alone: Ranking, joined: Ranking, lastTopic: string) => {
  const [own = ''] = bestTopics(layout, alone);
  return [...new Set([own, ...bestTopics(layout, joined), lastTopic])].slice(0, 3);
};

interface Message {
  readonly words: readonly string[];
  readonly concepts: ReadonlySet<string>;
  readonly scores: Float32Array;
  readonly ranking: Ranking;
}

/**
 * Turns a refusal or loose suggestions into suggestions around the last topic. Never an answer: what is left unsaid is a guess.
 * Only for messages that neither lane has claimed.
 */
export const followUp = (layout: Layout, decision: Decision, message: Message, lastTopic: string, topic: Float32Array): Decision => {
  const { words, concepts, scores, ranking } = message;
  const lead = (scores[ranking.refusal] as number) - (scores[ranking.topics[0] ?? 0] as number);
  if (decision.outcome === 'answer' || !isElliptic(words) || lead > CLEAR_LEAD) return decision;
  const joined = rank(layout, together(scores, topic), words.length, concepts.size);
  const suggestions = continuations(layout, ranking, joined, lastTopic);
  return { outcome: 'suggest', topic: null, suggestions, safetyCard: false, confidence: decision.confidence };
};
