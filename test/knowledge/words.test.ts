import { expect, test } from 'vitest';
import { createLexicon } from '../../src/knowledge/lexicon.ts';
import { normalise } from '../../src/knowledge/normalise.ts';
import { romanise } from '../../src/knowledge/romanise.ts';

test('all ways to type one word become one', () => {
  const same: readonly (readonly string[])[] = [
    ['İŞARƏ', 'işarə', 'isare', 'ISARE', 'ışare'],
    ['Türkiye’de', "türkiye'de", 'TURKIYEDE'],
    ['ёлка', 'елка', 'ЁЛКА'],
    ['ի՞նչ', 'ինչ', 'ԻՆՉ'],
    ['ნაღმი', 'ᲜᲐᲦᲛᲘ'],
    ['لُغْم', 'لغم', 'لغـم'],
    ['مین‌گذاری', 'مينگذاري'],
    ['heeelp', 'heeeeeelp'],
    ['４ ١٢ ۱۲', '4 12 12'],
    ['ｍｉｎａ', 'mina', 'mi\u00ADna'],
  ];
  for (const [first = '', ...others] of same) expect(others.map(normalise)).toEqual(others.map(() => normalise(first)));
});

test('a run of Chinese is one token, apart from what is written beside it', () => {
  expect(normalise('我发现了TNT炸药, 12个')).toEqual(['我发现了', 'tnt', '炸药', '12', '个']);
});

test('only the first 500 characters are read, whole ones, and invisible ones do not count', () => {
  expect(normalise('a'.repeat(600))[0]).toBe('a');
  expect(normalise(`${'ab '.repeat(200)}end`)).not.toContain('end');
  expect(normalise(`${'\u200B'.repeat(2000)}end`)).toContain('end');
});

test('words typed in Latin letters meet those in their own', () => {
  const pairs: readonly (readonly [string, string])[] = [
    ['что', 'chto'],
    ['хорошо', 'khorosho'],
    ['мина', 'mina'],
    ['ნაღმი', 'naghmi'],
    ['ականը', 'akane'],
    ['لغم', 'lgm'],
  ];
  expect(pairs.map(([own]) => romanise(own))).toEqual(pairs.map(([, latin]) => romanise(latin)));
});

const find = (lexicon: Readonly<Record<string, readonly string[]>>, text: string) => {
  const words = normalise(text);
  return [...createLexicon([lexicon])(words, words.map(romanise))];
};

test('a stem is found at the start of a word, a marked one only as the whole word', () => {
  expect(find({ mine: ['mina'] }, 'minalar haqqında')).toEqual(['mine']);
  expect(find({ mine: ['=mine'] }, 'my mine')).toEqual(['mine']);
  expect(find({ mine: ['=mine'] }, 'mineral water')).toEqual([]);
});

test('a stem of several words is found where they follow one another', () => {
  expect(find({ step: ['step on'] }, 'the last step is on the left')).toEqual([]);
  expect(find({ step: ['step on'] }, 'I stepped onto it')).toEqual(['step']);
  expect(find({ step: ['step on'] }, 'do not step on it')).toEqual(['step']);
});

test('a Chinese stem is found anywhere, and other scripts also in Latin letters', () => {
  expect(find({ mine: ['地雷'] }, '我看见地雷了')).toEqual(['mine']);
  expect(find({ find: ['нашел'] }, 'nashel chto to')).toEqual(['find']);
});
