/** Texts that still say in English what another language should say. Checked before a release, never at start. */
import { REFERENCE } from './catalogue.ts';
import type { Content } from './content.ts';
import { PLACEHOLDER } from './fill.ts';
import type { Fault } from './rules.ts';

/** What is the same in every language by nature. */
const SAME = /^language\.|\.source\.\d+$/;
/** Shorter texts may be alike by chance: a name, an abbreviation. */
const LETTERS = 4;

const letters = (text: string) =>
  text
    .replace(/<[^>]*>/g, '')
    .replace(PLACEHOLDER, '')
    .replace(/[^\p{L}]/gu, '');

export function untranslated(content: Content, locale: string): Fault[] {
  if (locale === REFERENCE) return [];
  return content
    .keys(locale)
    .filter((key) => !SAME.test(key) && content.has(REFERENCE, key))
    .filter((key) => content.raw(locale, key) === content.raw(REFERENCE, key) && letters(content.raw(locale, key)).length > LETTERS)
    .map((key) => ({ file: `${locale}/`, key, what: 'is still in English' }));
}
