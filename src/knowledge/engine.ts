/** Answers with a trained model. */
import { read, type Reading, readWords, scale, type Vector } from './features.ts';
import { followUp } from './followup.ts';
import { HARM, type KnowledgeInput } from './input.ts';
import type { Answer, Knowledge } from './knowledge.ts';
import { runLanes } from './lanes.ts';
import { detectLanguage } from './language.ts';
import { probability } from './logistic.ts';
import type { Model, Thresholds } from './model.ts';
import { clausesOf } from './normalise.ts';
import { decide, type Decision } from './policy.ts';
import { type Layout, layoutOf, rank } from './rank.ts';
import { lexiconOf } from './samples.ts';

/** For a language that no thresholds were learnt for: nothing is sure. */
const UNKNOWN: Thresholds = { answer: 1, suggest: 1 };

/** Below this harm score no clause is far nearer to harm than to all else; see lanes.ts. */
const CLAUSE_FLOOR = 0;

const createScorer = ({ table, settings: { scales } }: Model, { width }: Layout) => ({
  all({ indices, values }: Vector) {
    const scores = new Float32Array(width);
    for (let at = 0; at < indices.length; at += 1) {
      const start = (indices[at] as number) * width;
      const value = values[at] as number;
      for (let column = 0; column < width; column += 1) {
        scores[column] = (scores[column] as number) + value * (table[start + column] as number);
      }
    }
    return scores.map((score, column) => score * (scales[column] as number));
  },
  one({ indices, values }: Vector, column: number) {
    let score = 0;
    for (let at = 0; at < indices.length; at += 1) {
      score += (values[at] as number) * (table[(indices[at] as number) * width + column] as number);
    }
    return score * (scales[column] as number);
  },
});

const createKind =
  ({ topics }: KnowledgeInput) =>
  ({ outcome, topic }: Decision): Answer['kind'] => {
    if (topic === HARM) return 'harm';
    if (outcome !== 'answer' || topic === null) return 'none';
    if (topics.safety.includes(topic)) return 'safety';
    return topics.about.includes(topic) ? 'about' : 'appeal';
  };

/** Mean scores of a topic's phrasings in a language, worked out once: what "and then?" is said after. */
const createTopicScores = (input: KnowledgeInput, scoresOf: (text: string) => Float32Array) => {
  const known = new Map<string, Float32Array | null>();
  const mean = (texts: readonly string[]) => {
    const all = texts.slice(0, TYPICAL).map(scoresOf);
    return all[0]?.map((_, column) => all.reduce((sum, scores) => sum + (scores[column] as number), 0) / all.length) ?? null;
  };
  return (locale: string, topic: string) => {
    const key = `${locale} ${topic}`;
    const questions = input.languages[locale]?.questions ?? {};
    const scores = known.get(key) ?? (Object.hasOwn(questions, topic) ? mean(questions[topic] ?? []) : null);
    if (scores) known.set(key, scores);
    return scores;
  };
};

/** Phrasings that stand for a topic. */
const TYPICAL = 12;

/** @param model learnt from this very `input` */
export const createEngine = (input: KnowledgeInput, model: Model): Knowledge => {
  const { settings, rarity, languages: table } = model;
  const layout = layoutOf(input.topics);
  const lexicon = lexiconOf(input);
  const scorer = createScorer(model, layout);
  const kindOf = createKind(input);
  const detector = { locales: settings.locales, table, scale: settings.languageScale };
  const scoresOf = ({ vector }: Reading) => scorer.all(scale(vector, rarity));
  const topicScores = createTopicScores(input, (text) => scoresOf(read(text, lexicon)));

  const rankOf = (reading: Reading, scores: Float32Array) => rank(layout, scores, reading.words.length, reading.concepts.size);
  const rankClauses = (text: string) => {
    const clauses = clausesOf(text).map((clause) => {
      const reading = readWords(clause, lexicon);
      return { reading, vector: scale(reading.vector, rarity) };
    });
    // Mostly no clause is near harm, which one column tells for a sixtieth of the work.
    const isNear = clauses.some(({ vector }) => scorer.one(vector, layout.harm) > CLAUSE_FLOOR);
    return isNear ? clauses.map(({ reading, vector }) => rankOf(reading, scorer.all(vector))) : [];
  };

  const judge = (text: string, reading: Reading, locale: string, lastTopic: string | undefined): Decision => {
    const { words, concepts } = reading;
    const scores = scoresOf(reading);
    const ranking = rankOf(reading, scores);
    const lanes = runLanes(settings, ranking, concepts, rankClauses(text));
    const sure = probability(settings.sure, ranking.measures);
    const inside = probability(settings.inside, ranking.measures);
    const limits = settings.thresholds[locale] ?? UNKNOWN;
    const decision = decide(layout, input.topics['life-critical'], limits, { lanes, ranking, scores, sure, inside });
    if (lastTopic === undefined || lanes.card || lanes.harm !== 'no' || !layout.topics.includes(layout.ids.indexOf(lastTopic))) {
      return decision;
    }
    const topic = topicScores(locale, lastTopic);
    return topic ? followUp(layout, decision, { words, concepts, scores, ranking }, lastTopic, topic) : decision;
  };

  return {
    answer(question, { locale: chat, lastTopic }) {
      const locale = detectLanguage(detector, question, chat);
      const reading = read(question, lexicon);
      const decision = reading.words.length > 0 ? judge(question, reading, locale, lastTopic) : NOTHING;
      return { ...decision, kind: kindOf(decision), locale };
    },
  };
};

/** Emoji, stickers' names, invisible characters: there is nothing to match. */
const NOTHING: Decision = { outcome: 'refuse', topic: null, suggestions: [], safetyCard: false, confidence: 1 };
