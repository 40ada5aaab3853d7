/** What the question answering learns from, read without the words that readers see: a missing button text stops no measurement. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { listLocales } from '../../src/content/load.ts';
import { factsSchema, workingSchemas } from '../../src/content/schema.ts';
import type { KnowledgeInput } from '../../src/knowledge/input.ts';
import { LOCALES } from '../../src/paths.ts';

const read = (...path: readonly string[]): unknown => load(readFileSync(join(LOCALES, ...path), 'utf8'), { schema: CORE_SCHEMA });

/** @throws when a file of questions, everyday sentences or stems is not as its schema says */
export const readContent = (): KnowledgeInput => {
  const facts = factsSchema.parse(read('_facts.yaml'));
  const schemas = workingSchemas(facts);
  const languages = listLocales(LOCALES).map((locale) => {
    const questions = schemas.questions.parse(read(locale, 'questions.yaml'));
    const outside = schemas['out-of-scope'].parse(read(locale, 'out-of-scope.yaml'));
    const lexicon = schemas.lexicon.parse(read(locale, 'lexicon.yaml'));
    return [locale, { questions, 'out-of-scope': outside, lexicon }] as const;
  });
  return { topics: facts.topics, languages: Object.fromEntries(languages) };
};
