/** Answers with a trained model. */
import { type Reading, readWords } from './features.ts';
import { followUp } from './followup.ts';
import { HARM, type KnowledgeInput } from './input.ts';
import type { Answer, Knowledge } from './knowledge.ts';
import { runLanes } from './lanes.ts';
import { detectLanguage } from './language.ts';
import { probability } from './logistic.ts';
import type { Model, Thresholds } from './model.ts';
import { clausesOf, fold, type Run, tidy } from './normalise.ts';
import { decide, type Decision } from './policy.ts';
import { type Layout, layoutOf, rank } from './rank.ts';
import { lexiconOf } from './samples.ts';
import { scale, type Vector, vectorOf, vectorOfRun } from './vector.ts';

/** For a language that no thresholds were learnt for: nothing is sure. */
const UNKNOWN: Thresholds = { answer: 1, suggest: 1, card: 0.1, doubtful: 0.1, clear: 1 };

const createScorer = ({ table, settings: { scales } }: Model, { width }: Layout) => {
  /** Looks at every row once, so that memory fetches many rows at a time and not one after another: a fifth of a message's time. */
  const fetch = (indices: Uint32Array) => {
    let bits = 0;
    for (let at = 0; at < indices.length; at += 1) {
      const start = (indices[at] as number) * width;
      bits |= (table[start] as number) | (table[start + width - 1] as number);
    }
    return bits;
  };
  return ({ indices, values }: Vector) => {
    const sums = new Float64Array(width);
    if (fetch(indices) === 0) return new Float32Array(width);
    for (let at = 0; at < indices.length; at += 1) {
      const start = (indices[at] as number) * width;
      const value = values[at] as number;
      for (let column = 0; column < width; column += 1) {
        sums[column] = (sums[column] as number) + value * (table[start + column] as number);
      }
    }
    return Float32Array.from(sums, (sum, column) => sum * (scales[column] as number));
  };
};

/** How much each word of a message, with the pair it begins, speaks for harm; only the sign of a clause's sum means something. */
const createHarmSums =
  ({ table, rarity }: Model, { width, harm }: Layout) =>
  ({ buckets, weights, starts }: Reading) => {
    const sums = new Float64Array(starts.length - 1);
    for (let word = 0; word < sums.length; word += 1) {
      let sum = 0;
      for (let at = starts[word] as number; at < (starts[word + 1] as number); at += 1) {
        const bucket = buckets[at] as number;
        sum += (weights[at] as number) * (rarity[bucket] as number) * (table[bucket * width + harm] as number);
      }
      sums[word] = sum;
    }
    return sums;
  };

const createKind =
  ({ topics }: KnowledgeInput) =>
  ({ outcome, topic }: Decision): Answer['kind'] => {
    if (topic === HARM) return 'harm';
    if (outcome !== 'answer' || topic === null) return 'none';
    if (topics.safety.includes(topic)) return 'safety';
    return topics.about.includes(topic) ? 'about' : 'appeal';
  };

/** @param model learnt from this very `input` */
export const createEngine = (input: KnowledgeInput, model: Model): Knowledge => {
  const { settings, rarity, languages: table } = model;
  const layout = layoutOf(input.topics);
  const lexicon = lexiconOf(input);
  const scoreVector = createScorer(model, layout);
  const harmSums = createHarmSums(model, layout);
  const kindOf = createKind(input);
  const detector = { locales: settings.locales, table, scale: settings.languageScale };
  const scoresOf = (reading: Reading) => scoreVector(scale(vectorOf(reading), rarity));
  const canFollow = (locale: string, topic: string) =>
    settings.locales.includes(locale) && layout.topics.includes(layout.ids.indexOf(topic));
  const typicalScores = (locale: string, topic: string) => {
    const start = (settings.locales.indexOf(locale) * layout.ids.length + layout.ids.indexOf(topic)) * layout.width;
    return model.typical.subarray(start, start + layout.width);
  };

  const rankClauses = (reading: Reading, clauses: readonly Run[]) => {
    if (clauses.length === 0) return [];
    // Mostly no clause leans to harm, and the sums of its words tell so for a fraction of the work.
    const sums = harmSums(reading);
    const leans = clauses.some(({ from, to }) => sums.subarray(from, to).reduce((sum, one) => sum + one, 0) > 0);
    if (!leans) return [];
    return clauses.map(({ from, to }) => rank(layout, scoreVector(scale(vectorOfRun(reading, from, to), rarity)), to - from, 0));
  };

  const judge = (reading: Reading, clauses: readonly Run[], locale: string, lastTopic: string | undefined): Decision => {
    const { words, concepts } = reading;
    const scores = scoresOf(reading);
    const ranking = rank(layout, scores, words.length, concepts.size);
    const limits = { ...(settings.thresholds[locale] ?? UNKNOWN), besideCard: settings.besideCard };
    const lanes = runLanes(settings, limits, ranking, concepts, rankClauses(reading, clauses));
    const sure = probability(settings.sure, ranking.measures);
    const inside = probability(settings.inside, ranking.measures);
    const decision = decide(layout, input.topics['life-critical'], limits, { lanes, ranking, scores, sure, inside });
    if (lastTopic === undefined || lanes.card || lanes.harm !== 'no' || !canFollow(locale, lastTopic)) return decision;
    return followUp(layout, decision, { words, concepts, scores, ranking }, lastTopic, typicalScores(locale, lastTopic));
  };

  return {
    answer(question, { locale: chat, lastTopic }) {
      const text = tidy(question);
      const { words, clauses } = clausesOf(fold(text));
      const locale = detectLanguage(detector, { text, words }, chat);
      const decision = words.length > 0 ? judge(readWords(words, lexicon), clauses, locale, lastTopic) : NOTHING;
      return { ...decision, kind: kindOf(decision), locale };
    },
  };
};

/** Emoji, stickers' names, invisible characters: there is nothing to match. */
const NOTHING: Decision = { outcome: 'refuse', topic: null, suggestions: [], safetyCard: false, confidence: 1 };
