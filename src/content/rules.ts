/** Rules that every text of every language keeps, present and future. A rule answers with what is wrong, or with nothing. */
import { PLACEHOLDER } from './fill.ts';
import type { Words } from './catalogue.ts';

export interface Fault {
  /** Path below `locales/`. */
  readonly file: string;
  readonly key: string;
  readonly what: string;
}

/** Characters that turn the direction of text; the bot puts them in itself where they are needed. */
const BIDI = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
const INVISIBLE = /[\u00AD\u200B\u2060\uFEFF]/u;
const TAG = /<(\/?)([a-z]+)([^<>]*)>/gi;
/** Tags of Telegram's HTML that texts may use. */
const TAGS = new Set(['b', 'i', 'u', 's', 'code', 'a', 'blockquote']);

/** Leaves of a tree of texts, with their keys. */
export function* leaves(words: Words | readonly (string | Words)[], prefix = ''): Generator<readonly [key: string, text: unknown]> {
  for (const [name, value] of Object.entries(words) as [string, string | Words][]) {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    if (typeof value === 'object' && value !== null) yield* leaves(value, key);
    else yield [key, value];
  }
}

export const placeholdersOf = (text: string) => [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
/** Number of UTF-16 units Telegram counts: tags away, entities read. */
export const visibleLength = (html: string) => html.replace(TAG, '').replace(/&(lt|gt|amp|quot);/g, '.').length;

function tagFault(text: string): string | undefined {
  const open: string[] = [];
  for (const [tag, closing, name = '', attributes = ''] of text.matchAll(TAG)) {
    if (!TAGS.has(name)) return `${tag} is no tag of Telegram's`;
    if (closing === '/' && open.pop() !== name) return `${tag} closes what is not open`;
    if (closing === '' && !(attributes === '' || (name === 'a' && /^ href="https?:\/\/[^"\s]+"$/.test(attributes))))
      return `${tag} has attributes Telegram does not know`;
    if (closing === '') open.push(name);
  }
  if (open.length > 0) return `<${open.at(-1)}> is not closed`;
  if (/[<>]/.test(text.replace(TAG, ''))) return 'write &lt; and &gt; for the signs < and >';
  return /&(?!(?:lt|gt|amp|quot);)/.test(text) ? 'write &amp; for the sign &' : undefined;
}

/** What is wrong with one text, whatever its language; one fault a rule. */
export function textFaults(text: unknown): string[] {
  if (typeof text !== 'string') return ['must be a text; put it in quotation marks'];
  if (text.trim() === '') return ['is empty'];
  const tag = tagFault(text);
  return [
    ...(text.includes('${') ? ['holds "${", which the catalogue would run as code; placeholders are {name}'] : []),
    ...(BIDI.test(text) ? ['holds a typed direction mark; the bot isolates values itself'] : []),
    ...(INVISIBLE.test(text) ? ['holds an invisible character'] : []),
    ...(tag === undefined ? [] : [tag]),
    ...(/[{}]/.test(text.replace(PLACEHOLDER, '')) ? ['holds a brace that is no {placeholder}'] : []),
  ];
}

/** What is wrong with a text of a poll, which knows neither tags nor placeholders. */
export const plainFaults = (text: unknown): string[] =>
  typeof text === 'string' && /[<>&{}]/.test(text) ? ['holds one of the signs < > & { }; a poll shows plain text only'] : textFaults(text);

/** Exactly the categories that CLDR gives the language, each naming `{count}`. */
export function pluralFaults(locale: string, forms: Readonly<Record<string, string>>): string[] {
  const wanted = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  return [
    ...wanted.filter((category) => !Object.hasOwn(forms, category)).map((category) => `lacks the plural form "${category}"`),
    ...Object.keys(forms)
      .filter((category) => !(wanted as string[]).includes(category))
      .map((category) => `"${category}" is no plural form of this language; it has ${wanted.join(', ')}`),
  ];
}
