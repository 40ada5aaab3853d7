/** Tells which language a message is written in: by script, then by character n-grams (naive Bayes). */
import { fold, tidy, tokensOf } from './normalise.ts';
import { romanise } from './romanise.ts';
import { mainScript, scriptOf } from './script.ts';

/** 2^16 buckets a language: enough for one to four letters, and small. */
export const LANGUAGE_BUCKETS = 1 << 16;

/** Unread accents carry the difference between az and tr; folded text is how most people type. Both are learnt. */
const LONGEST = 4;

/** Seeds of text as typed, and of its Latin skeleton, which is how "kak dela" is known for Russian. */
const TYPED = 0x811c_9dc5;
const SKELETON = 0x1b87_3593;

const bucketOf = (hash: number) => {
  const folded = Math.imul(hash ^ (hash >>> 15), 0x85eb_ca6b);
  return (folded ^ (folded >>> 13)) & (LANGUAGE_BUCKETS - 1);
};

const padded = (text: string) => ` ${text.replace(/[^\p{L}\p{M}']+/gu, ' ').trim()} `;

const skeletonOf = (words: readonly string[]) => words.map(romanise).join(' ');

const eachGram = (text: string, seed: number, visit: (bucket: number) => void) => {
  for (let start = 0; start < text.length; start += 1) {
    const end = Math.min(text.length, start + LONGEST);
    let hash = seed;
    for (let at = start; at < end; at += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
      visit(bucketOf(hash));
    }
  }
};

/** Learns from sentences of each locale. @returns log-probabilities, bucket × locale, in steps of `scale` */
export const trainLanguages = (locales: readonly string[], sentences: readonly { locale: string; text: string }[]) => {
  const counts = locales.map(() => new Float32Array(LANGUAGE_BUCKETS).fill(0.1));
  const totals = locales.map(() => LANGUAGE_BUCKETS * 0.1);
  for (const { locale, text } of sentences) {
    const at = locales.indexOf(locale);
    const count = counts[at];
    if (!count) continue;
    const tidied = tidy(text);
    const learn = (bucket: number) => {
      count[bucket] = (count[bucket] ?? 0) + 1;
      totals[at] = (totals[at] ?? 0) + 1;
    };
    for (const variant of new Set([tidied, fold(tidied)])) eachGram(padded(variant), TYPED, learn);
    eachGram(padded(skeletonOf(tokensOf(fold(tidied)))), SKELETON, learn);
  }
  const logs = counts.map((count, at) => count.map((value) => Math.log(value / (totals[at] ?? 1))));
  return quantiseLogs(logs);
};

/** Takes the mean over locales off each bucket: only differences decide, and they fit one byte well. */
const quantiseLogs = (logs: readonly Float32Array[]) => {
  const table = new Int8Array(LANGUAGE_BUCKETS * logs.length);
  const scale = 8 / 127;
  for (let bucket = 0; bucket < LANGUAGE_BUCKETS; bucket += 1) {
    const mean = logs.reduce((sum, log) => sum + (log[bucket] ?? 0), 0) / logs.length;
    logs.forEach((log, at) => {
      const steps = Math.round(((log[bucket] ?? 0) - mean) / scale);
      table[bucket * logs.length + at] = Math.max(-127, Math.min(127, steps));
    });
  }
  return { table, scale };
};

interface Detector {
  readonly locales: readonly string[];
  readonly table: Int8Array;
  readonly scale: number;
}

interface Message {
  /** Tidied. */
  readonly text: string;
  /** Those of the folded text. */
  readonly words: readonly string[];
}

/** Another language must be this much more likely than the chat's, in nats; about one telling word. */
const MARGIN = 3;
/**
 * The same for Latin letters in a chat of another script: few people's lines taught how Persian looks in them, and much taught English.
 * Measured on phrasings not learnt from, kept: Persian 16 → 90 %, Arabic 25 → 91 %, Armenian 70 → 95 %; English in a Persian chat 99 → 97 %.
 */
const TRANSLITERATED_MARGIN = 80;

/** @param columns of the locales in question @returns their log-likelihoods, up to a constant */
const scoresOf = (
  { locales: { length: width }, table, scale }: Detector,
  { text, words }: Message,
  isLatin: boolean,
  columns: Uint8Array,
) => {
  const scores = new Float64Array(columns.length);
  const weigh = (weight: number) => (bucket: number) => {
    const start = bucket * width;
    for (let at = 0; at < columns.length; at += 1) {
      scores[at] = (scores[at] as number) + weight * (table[start + (columns[at] as number)] as number);
    }
  };
  if (isLatin) {
    eachGram(padded(text), TYPED, weigh(1 - SKELETON_SHARE));
    eachGram(padded(skeletonOf(words)), SKELETON, weigh(SKELETON_SHARE));
  } else eachGram(padded(text), TYPED, weigh(1));
  return scores.map((score) => score * scale);
};

/** How much the skeleton counts in Latin text: a language with other letters is mostly learnt from it. */
const SKELETON_SHARE = 0.65;

/** The likeliest of some locales, given that the chat's is likelier until another is so by a margin. */
const likeliest = (detector: Detector, message: Message, isLatin: boolean, candidates: readonly string[], chat: string) => {
  const columns = Uint8Array.from(candidates, (locale) => detector.locales.indexOf(locale));
  const scores = scoresOf(detector, message, isLatin, columns);
  const scoreOf = (locale: string) => scores[candidates.indexOf(locale)] ?? -Infinity;
  const best = candidates.reduce((one, other) => (scoreOf(other) > scoreOf(one) ? other : one));
  if (!candidates.includes(chat)) return best;
  const words = message.text.match(/[\p{L}\p{M}']+/gu)?.length ?? 0;
  const margin = isLatin && scriptOf(chat) !== 'latin' ? TRANSLITERATED_MARGIN : MARGIN;
  return words >= 2 && scoreOf(best) - scoreOf(chat) > margin ? best : chat;
};

/**
 * The language to answer in: the chat's, unless the message is clearly in another that the bot speaks.
 * Letters the chat's language does not use decide at once; otherwise it takes two words and a margin.
 */
export const detectLanguage = (detector: Detector, message: Message, chat: string) => {
  const script = mainScript(message.text);
  if (!script) return chat;
  // In Latin letters it may be any language, transliterated.
  const candidates = script === 'latin' ? detector.locales : detector.locales.filter((locale) => scriptOf(locale) === script);
  const [only = chat, another] = candidates;
  return another === undefined ? only : likeliest(detector, message, script === 'latin', candidates, chat);
};
