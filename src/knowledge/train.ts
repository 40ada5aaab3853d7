/** Learns the whole model from the content. Deterministic; takes about a second per thousand sentences on one core. */
import { trainColumns } from './columns.ts';
import { trainGate } from './gate.ts';
import type { KnowledgeInput } from './input.ts';
import { trainLanguages } from './language.ts';
import { type Model, quantise } from './model.ts';
import { layoutOf } from './rank.ts';
import { readCorpus } from './samples.ts';

/** @returns a model that answers with the topics of `input` in its languages */
export const train = (input: KnowledgeInput): Model => {
  const locales = Object.keys(input.languages);
  const corpus = readCorpus(input);
  const columns = trainColumns(input.topics, corpus);
  const gate = trainGate(layoutOf(input.topics), input.topics, locales, corpus, columns);
  const { scales, table } = quantise(columns.weights);
  const { table: languages, scale: languageScale } = trainLanguages(locales, corpus.samples);
  return { settings: { ...gate, locales, scales, languageScale }, rarity: corpus.rarity, table, languages };
};
