/** Answers with a trained model. */
import { read, scale, type Vector } from './features.ts';
import { HARM, type KnowledgeInput } from './input.ts';
import type { Answer, Context, Knowledge } from './knowledge.ts';
import { runLanes } from './lanes.ts';
import { detectLanguage } from './language.ts';
import { probability } from './logistic.ts';
import type { Model, Thresholds } from './model.ts';
import { decide, type Decision } from './policy.ts';
import { type Layout, layoutOf, rank } from './rank.ts';
import { lexiconOf } from './samples.ts';

/** For a language that no thresholds were learnt for: nothing is sure. */
const UNKNOWN: Thresholds = { answer: 1, suggest: 1 };

const createScorer = ({ table, settings: { scales } }: Model, { width }: Layout) => ({ indices, values }: Vector) => {
  const scores = new Float32Array(width);
  for (let at = 0; at < indices.length; at += 1) {
    const start = (indices[at] as number) * width;
    const value = values[at] as number;
    for (let column = 0; column < width; column += 1) {
      scores[column] = (scores[column] as number) + value * (table[start + column] as number);
    }
  }
  return scores.map((score, column) => score * (scales[column] as number));
};

const createKind = ({ topics }: KnowledgeInput) => ({ outcome, topic }: Decision): Answer['kind'] => {
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
  const scorer = createScorer(model, layout);
  const kindOf = createKind(input);
  const detector = { locales: settings.locales, table, scale: settings.languageScale };

  const answer = (question: string, context: Context): Answer => {
    const locale = detectLanguage(detector, question, context.locale);
    const { words, concepts, vector } = read(question, lexicon);
    if (words.length === 0) return NOTHING(locale);
    const scores = scorer(scale(vector, rarity));
    const ranking = rank(layout, scores, words.length, concepts.size);
    const lanes = runLanes(settings, ranking, concepts);
    const sure = probability(settings.sure, ranking.measures);
    const inside = probability(settings.inside, ranking.measures);
    const limits = settings.thresholds[locale] ?? UNKNOWN;
    const decision = decide(layout, input.topics['life-critical'], limits, { lanes, ranking, scores, sure, inside });
    return { ...decision, kind: kindOf(decision), locale };
  };
  return { answer };
};

const NOTHING = (locale: string): Answer => ({
  outcome: 'refuse',
  kind: 'none',
  topic: null,
  suggestions: [],
  safetyCard: false,
  confidence: 1,
  locale,
});
