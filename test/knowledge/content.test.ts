import { expect, test } from 'vitest';
import { knowledgeInput } from '../../src/content/content.ts';
import { lintPhrasings, lintTests } from '../../src/knowledge/lint.ts';
import { realContent } from '../fakes/app.ts';
import { readHeldOut } from './held-out.ts';

test('no held-out question is a phrasing in disguise', { timeout: 120_000 }, () => {
  const { content } = realContent();
  const faults = lintTests(knowledgeInput(content), readHeldOut(content.locales)).filter(({ kind }) => kind === 'tested');
  expect(faults.map(({ locale, what }) => `${locale}: ${what}`)).toEqual([]);
});

test('every language has held-out questions for every entry', () => {
  const { content } = realContent();
  const questions = readHeldOut(content.locales);
  for (const locale of content.locales) {
    const ids = new Set(questions.filter((question) => question.locale === locale).flatMap((question) => question.ids));
    expect(
      [...content.topics, 'harm', ...content.facts.topics.refusals, 'none'].filter((id) => !ids.has(id)),
      locale,
    ).toEqual([]);
  }
});

test('every entry has enough distinct phrasings in every language', { timeout: 120_000 }, () => {
  const { content } = realContent();
  const input = knowledgeInput(content);
  const few = content.locales.flatMap((locale) => lintPhrasings(input, locale).filter(({ kind }) => kind === 'few'));
  expect(few.map(({ locale, id, what }) => `${locale} ${id}: ${what}`)).toEqual([]);
});
