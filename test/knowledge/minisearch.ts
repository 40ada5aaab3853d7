/** The search library most bots would take, with the same phrasings and as careful a threshold: what ours is measured against. */
import { HARM, type KnowledgeInput } from '../../src/knowledge/input.ts';
import type { Answer } from '../../src/knowledge/knowledge.ts';
import type { TestQuestion } from '../../src/knowledge/lint.ts';

interface Search {
  addAll(documents: readonly object[]): void;
  search(text: string, options: object): { readonly topic: string; readonly score: number }[];
}
type MiniSearch = new (options: object) => Search;

/** Share of everyday sentences that may be answered, as for ours. */
const ANSWERED_OUTSIDE = 0.03;
const OPTIONS = { fuzzy: 0.2, prefix: true };

const load = async () => {
  // Named by a variable: the library is only there for developers.
  const name = 'minisearch';
  try {
    return ((await import(name)) as { default: MiniSearch }).default;
  } catch {
    return null;
  }
};

/** @returns null when the library is not installed */
export const createMiniSearch = async (content: KnowledgeInput) => {
  const Search = await load();
  if (!Search) return null;
  const engines = new Map(
    Object.entries(content.languages).map(([locale, { questions, 'out-of-scope': outside }]) => {
      const engine = new Search({ fields: ['text'], storeFields: ['topic'] });
      engine.addAll(Object.entries(questions).map(([topic, texts], id) => ({ id, topic, text: texts.join('\n') })));
      const scores = outside.map((text) => engine.search(text, OPTIONS)[0]?.score ?? 0).toSorted((one, other) => other - one);
      return [locale, { engine, from: scores[Math.floor(scores.length * ANSWERED_OUTSIDE)] ?? 0 }] as const;
    }),
  );
  const isTopic = (id: string) => id !== HARM && !content.topics.refusals.includes(id);
  return ({ locale, text }: TestQuestion): Answer => {
    const found = engines.get(locale);
    const results = found?.engine.search(text, OPTIONS) ?? [];
    const [best] = results;
    const base = { kind: 'none', topic: null, suggestions: [], safetyCard: false, confidence: 0, locale } as const;
    if (!best || !isTopic(best.topic)) return { ...base, outcome: 'refuse' };
    if (best.score > (found?.from ?? 0)) return { ...base, outcome: 'answer', topic: best.topic };
    const suggestions = results.map(({ topic }) => topic).filter(isTopic);
    return { ...base, outcome: 'suggest', suggestions: suggestions.slice(0, 3) };
  };
};
