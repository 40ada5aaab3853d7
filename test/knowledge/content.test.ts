import { expect, test } from 'vitest';
import { knowledgeInput } from '../../src/content/content.ts';
import { lintPhrasings, lintTests } from '../../src/knowledge/lint.ts';
import { realContent } from '../fakes/app.ts';
import { EVERYDAY, readHeldOut } from './held-out.ts';

test('no held-out question is a phrasing in disguise', { timeout: 120_000 }, () => {
  const { content } = realContent();
  const faults = lintTests(knowledgeInput(content), readHeldOut(content.locales)).filter(({ kind }) => kind === 'tested');
  expect(faults.map(({ locale, what }) => `${locale}: ${what}`)).toEqual([]);
});

test('every language has enough held-out questions of every kind', () => {
  const { content } = realContent();
  const { refusals, 'life-critical': critical } = content.facts.topics;
  const few = content.locales.flatMap((locale) => {
    const firsts = readHeldOut([locale]).map(({ ids }) => ids[0] ?? '');
    const count = (wanted: readonly string[]) => firsts.filter((id) => wanted.includes(id)).length;
    const kinds: (readonly [name: string, ids: readonly string[], least: number])[] = [
      ...content.topics.map((id) => [id, [id], critical.includes(id) ? 30 : 8] as const),
      ['near-domain', refusals, 60],
      ['everyday', [EVERYDAY], 60],
      ['harm', ['harm'], 10],
    ];
    return kinds.filter(([, ids, least]) => count(ids) < least).map(([name, ids]) => `${locale} ${name}: ${count(ids)}`);
  });
  expect(few).toEqual([]);
});

test('every entry has enough distinct phrasings in every language', { timeout: 120_000 }, () => {
  const { content } = realContent();
  const input = knowledgeInput(content);
  const few = content.locales.flatMap((locale) => lintPhrasings(input, locale).filter(({ kind }) => kind === 'few'));
  expect(few.map(({ locale, id, what }) => `${locale} ${id}: ${what}`)).toEqual([]);
});
