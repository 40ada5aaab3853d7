import { expect, test } from 'vitest';
import type { KnowledgeInput } from '../../src/knowledge/input.ts';
import { lintPhrasings, lintTests } from '../../src/knowledge/lint.ts';
import { small } from './small.ts';

const withLines = (id: string, texts: readonly string[]): KnowledgeInput => ({
  ...small,
  languages: {
    en: {
      questions: { ...small.languages['en']?.questions, [id]: [...(small.languages['en']?.questions[id] ?? []), ...texts] },
      'out-of-scope': [],
      lexicon: {},
    },
  },
});

test('entries with too few phrasings are listed', () => {
  const few = lintPhrasings(small, 'ka').filter(({ kind }) => kind === 'few');
  expect(few.map(({ id }) => id)).toContain('harm');
  expect(few[0]?.what).toMatch(/^\d+ distinct phrasings; 35 are needed$/);
});

test('near copies within an entry count as one', () => {
  const faults = lintPhrasings(withLines('bot', ['which languages do you speak', 'WHICH languages do you speak??']), 'en');
  expect(faults.filter(({ kind, id }) => kind === 'alike' && id === 'bot')).toHaveLength(2);
  expect(faults.find(({ kind, id }) => kind === 'few' && id === 'bot')?.what).toContain('5 distinct');
});

test('a phrasing that belongs to another entry is listed', () => {
  const faults = lintPhrasings(withLines('bot', ['i found a grenade and an old shell in the garden near the well']), 'en');
  expect(faults.find(({ kind, id }) => kind === 'misplaced' && id === 'bot')?.what).toContain('found-item');
});

test('a test question that is a phrasing in disguise is found, a new one is not', () => {
  const texts = ['Which languages do you speak?', 'do you understand Georgian'];
  const faults = lintTests(
    small,
    texts.map((text) => ({ locale: 'en', ids: ['bot'], text })),
  );
  expect(faults).toMatchObject([{ kind: 'tested', what: expect.stringContaining('Which languages') }]);
});
