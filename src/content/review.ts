/** What a machine can hold against a translation: its numbers, its letters, its fixed terms, its length, the words on its cards, the words it must not say. */
import { cardFaults } from './card-words.ts';
import { REFERENCE } from './catalogue.ts';
import type { Content } from './content.ts';
import { PLACEHOLDER } from './fill.ts';
import type { Fault } from './rules.ts';

/** In a glossary, the words that safety texts never say: they take no side. */
export const SIDES = 'not in safety texts';
/** How far an entry's length may lie from the language's usual ratio to the reference. */
const LENGTH = { least: 0.6, most: 1.7 } as const;
/** Shorter entries vary too much to be judged. */
const LEAST_LENGTH = 120;

const bare = (text: string) => text.replace(/<[^>]*>/g, ' ').replace(PLACEHOLDER, ' ');
const entryOf = (key: string) => key.split('.').slice(0, 2).join('.');

/** Words that stand under keys an editor may see, without sources and names. */
const prose = (content: Content, locale: string) =>
  content.keys(locale).filter((key) => !/^language\.|\.source\.\d+$|^plurals\./.test(key));

/** Keys of the reference that the language has, too: all, but for a quiz that is still to come. */
const compared = (content: Content, locale: string) => prose(content, REFERENCE).filter((key) => content.has(locale, key));

/** Texts of an entry joined, in the order of its keys. */
function entries(content: Content, locale: string, keys = prose(content, locale)): ReadonlyMap<string, string> {
  const joined = new Map<string, string>();
  for (const key of keys) joined.set(entryOf(key), `${joined.get(entryOf(key)) ?? ''} ${bare(content.raw(locale, key))}`);
  return joined;
}

const numbers = (text: string) => bare(text).match(/\d+/g) ?? [];

/** Every number of the reference stands in the translation, text by text. */
function numberFaults(content: Content, locale: string): Fault[] {
  return compared(content, locale).flatMap((key) => {
    const own = new Set(numbers(content.raw(locale, key)));
    const lost = numbers(content.raw(REFERENCE, key)).filter((number) => !own.has(number));
    return lost.map((number) => ({ file: `${locale}/`, key, what: `does not say the number ${number}, which ${REFERENCE} says` }));
  });
}

const scriptOf = (locale: string) => {
  const script = new Intl.Locale(locale).maximize().script ?? 'Latn';
  return script === 'Hans' || script === 'Hant' ? 'Hani' : script;
};

/** A word is of one script, and one of the language's own script uses the letters that the language has. */
function letterFaults(content: Content, locale: string): Fault[] {
  const own = new RegExp(`\\p{Script=${scriptOf(locale)}}`, 'u');
  const alphabet = content.alphabet(locale);
  return prose(content, locale).flatMap((key) => {
    const words = bare(content.raw(locale, key)).match(/[\p{L}\p{M}]+/gu) ?? [];
    const strange = words.find((word) => {
      const letters = word.normalize('NFC').toLocaleLowerCase(locale).match(/\p{L}/gu) ?? [];
      const native = letters.filter((letter) => own.test(letter));
      const foreign = native.length > 0 && native.length < letters.length;
      return foreign || (alphabet !== undefined && scriptOf(locale) !== 'Latn' && native.some((letter) => !alphabet.has(letter)));
    });
    return strange === undefined ? [] : [{ file: `${locale}/`, key, what: `"${strange}" has letters that this language does not write` }];
  });
}

/** Where the reference uses a fixed term, the translation uses one of its fixed renderings. */
function termFaults(content: Content, locale: string): Fault[] {
  const [glossary, own] = [content.working(locale).glossary, entries(content, locale)];
  return [...entries(content, REFERENCE, compared(content, locale))].flatMap(([entry, text]) =>
    Object.entries(glossary)
      .filter(([term]) => term !== SIDES && new RegExp(`\\b${term}s?\\b`, 'i').test(text))
      .filter(
        ([, renderings]) =>
          !renderings.some((rendering) => (own.get(entry) ?? '').toLocaleLowerCase(locale).includes(rendering.toLocaleLowerCase(locale))),
      )
      .map(([term, renderings]) => ({
        file: `${locale}/`,
        key: entry,
        what: `does not say "${term}" as its glossary does: ${renderings.join(', ')}`,
      })),
  );
}

function sideFaults(content: Content, locale: string): Fault[] {
  const words = content.working(locale).glossary[SIDES] ?? [];
  if (words.length === 0)
    return [{ file: `${locale}/glossary.yaml`, key: SIDES, what: 'is missing: the words for liberated, occupied and enemy, as stems' }];
  return prose(content, locale)
    .filter((key) => /^(safety|quiz)\./.test(key))
    .flatMap((key) =>
      words
        .filter((word) => content.raw(locale, key).toLocaleLowerCase(locale).includes(word))
        .map((word) => ({ file: `${locale}/`, key, what: `says "${word}"; safety texts take no side` })),
    );
}

/** Lengths of a language's entries by the reference's. */
function ratios(content: Content, locale: string) {
  const own = entries(content, locale);
  return [...entries(content, REFERENCE, compared(content, locale))]
    .filter(([, text]) => text.length >= LEAST_LENGTH)
    .map(([entry, text]) => ({ entry, ratio: (own.get(entry) ?? '').length / text.length }));
}

/** The language's usual length, as a multiple of the reference's. */
export function usualRatio(content: Content, locale: string): number {
  const sorted = ratios(content, locale)
    .map(({ ratio }) => ratio)
    .toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
}

function lengthFaults(content: Content, locale: string): Fault[] {
  const usual = usualRatio(content, locale);
  return ratios(content, locale)
    .filter(({ ratio }) => ratio < usual * LENGTH.least || ratio > usual * LENGTH.most)
    .map(({ entry, ratio }) => ({
      file: `${locale}/`,
      key: entry,
      what: `is ${(ratio / usual).toFixed(2)} times as long as this language usually is; something may be missing or added`,
    }));
}

/** All that a machine finds; a person has still to read. */
export const reviewFaults = (content: Content, locale: string): Fault[] =>
  (locale === REFERENCE
    ? [sideFaults, cardFaults]
    : [numberFaults, letterFaults, termFaults, sideFaults, cardFaults, lengthFaults]
  ).flatMap((rule) => rule(content, locale));
