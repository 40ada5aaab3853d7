/** Learns the whole model from the content. Deterministic; takes about a second per thousand sentences on one core. */
import { type Columns, trainColumns } from './columns.ts';
import { trainGate } from './gate.ts';
import { idsOf, type KnowledgeInput } from './input.ts';
import { trainLanguages } from './language.ts';
import { type Model, quantise } from './model.ts';
import { layoutOf } from './rank.ts';
import { type Corpus, readCorpus } from './samples.ts';
import { dot } from './svm.ts';

/** Phrasings that stand for an entry. */
const TYPICAL = 12;

/** Mean scores of the first phrasings of every entry in every language. */
const typicalOf = ({ samples, matrix }: Corpus, { weights }: Columns, locales: readonly string[], ids: readonly string[]) => {
  const typical = new Float32Array(locales.length * ids.length * weights.length);
  const rows = Map.groupBy(samples.keys(), (row) => `${samples[row]?.locale} ${samples[row]?.id}`);
  const keys = locales.flatMap((locale) => ids.map((id) => `${locale} ${id}`));
  keys.forEach((key, place) => {
    const some = (rows.get(key) ?? []).slice(0, TYPICAL);
    weights.forEach((column, at) => {
      const sum = some.reduce((total, row) => total + dot(matrix, row, column), 0);
      typical[place * weights.length + at] = sum / Math.max(1, some.length);
    });
  });
  return typical;
};

/** @returns a model that answers with the topics of `input` in its languages */
export const train = (input: KnowledgeInput): Model => {
  const locales = Object.keys(input.languages);
  const corpus = readCorpus(input);
  const columns = trainColumns(input.topics, corpus);
  const gate = trainGate(layoutOf(input.topics), input.topics, locales, corpus, columns);
  const { scales, table } = quantise(columns.weights);
  const typical = typicalOf(corpus, columns, locales, idsOf(input.topics));
  const { table: languages, scale: languageScale } = trainLanguages(locales, corpus.samples);
  return { settings: { ...gate, locales, scales, languageScale }, rarity: corpus.rarity, typical, table, languages };
};
