/** What the bot can say, in every language: looked up by language and key, filled and escaped. */
import { createCatalogue, type Catalogue, type Words } from './catalogue.ts';
import { directionOf, factValues, fill, isolateCommands, type Parameters } from './fill.ts';
import { topicsOf, type Facts } from './schema.ts';

/** Files of a language that readers never see. */
export interface Working {
  readonly questions: Readonly<Record<string, readonly string[]>>;
  readonly 'out-of-scope': readonly string[];
  readonly lexicon: Readonly<Record<string, readonly string[]>>;
  readonly glossary: Readonly<Record<string, readonly string[]>>;
}

export type Kind = 'safety' | 'appeal' | 'about';

export interface Content {
  /** Codes of the folders under `locales/`, sorted. */
  readonly locales: readonly string[];
  readonly facts: Facts;
  /** Every topic in menu order. */
  readonly topics: readonly string[];
  kindOf(topic: string): Kind | undefined;
  isLifeCritical(topic: string): boolean;
  /** What is for answering and checking: phrasings, lexicon, glossary. */
  working(locale: string): Working;
  /** One text, filled. @throws when the language has no such key, which the loader has ruled out for keys it knows */
  say(locale: string, key: string, parameters?: Parameters): string;
  has(locale: string, key: string): boolean;
  list(locale: string, key: string, parameters?: Parameters): readonly string[];
  /** A count in words, in the plural form that the language asks for. */
  plural(locale: string, name: string, count: number): string;
  /** The text as written by the translator, facts and placeholders unfilled. */
  raw(locale: string, key: string): string;
  keys(locale: string): readonly string[];
  direction(locale: string): 'ltr' | 'rtl';
  /** The letters the language writes, in lower case; undefined when it declares none. */
  alphabet(locale: string): ReadonlySet<string> | undefined;
}

export interface LanguageFiles {
  readonly words: Words;
  readonly working: Working;
}

function createSpeaker(catalogue: Catalogue, facts: Facts) {
  const factsIn = new Map<string, Parameters>();
  const factsFor = (locale: string) => {
    const values = factsIn.get(locale) ?? factValues(facts, locale);
    factsIn.set(locale, values);
    return values;
  };
  const filled = (locale: string, text: string, parameters: Parameters) =>
    isolateCommands(text.includes('{') ? fill(text, { ...factsFor(locale), ...parameters }, locale) : text, locale);
  /** Filled once each, where only facts fill it. */
  const said = new Map<string, string>();
  const sayPlain = (locale: string, key: string) => {
    const place = `${locale} ${key}`;
    const text = said.get(place) ?? filled(locale, catalogue.text(locale, key), {});
    said.set(place, text);
    return text;
  };
  return {
    say: (locale: string, key: string, parameters?: Parameters) =>
      parameters === undefined ? sayPlain(locale, key) : filled(locale, catalogue.text(locale, key), parameters),
    list: (locale: string, key: string, parameters: Parameters = {}) =>
      catalogue.list(locale, key).map((text) => filled(locale, text, parameters)),
  };
}

/** Joins checked files into one content; the loader has seen to it that nothing is missing. */
export function createContent(facts: Facts, languages: ReadonlyMap<string, LanguageFiles>): Content {
  const catalogue = createCatalogue();
  for (const [locale, { words }] of languages) catalogue.add(locale, words);
  const { say, list } = createSpeaker(catalogue, facts);
  const kinds = new Map<string, Kind>([
    ...facts.topics.safety.map((topic) => [topic, 'safety'] as const),
    ...Object.keys(facts.topics.appeal).map((topic) => [topic, 'appeal'] as const),
    ...facts.topics.about.map((topic) => [topic, 'about'] as const),
  ]);
  return {
    locales: [...languages.keys()],
    facts,
    topics: topicsOf(facts),
    kindOf: (topic) => kinds.get(topic),
    isLifeCritical: (topic) => facts.topics['life-critical'].includes(topic),
    working(locale) {
      const files = languages.get(locale);
      if (files === undefined) throw new RangeError(`no language ${locale}`);
      return files.working;
    },
    say,
    list,
    has: catalogue.has,
    plural: (locale, name, count) => say(locale, `plurals.${name}.${new Intl.PluralRules(locale).select(count)}`, { count }),
    raw: catalogue.text,
    keys: catalogue.keys,
    direction: directionOf,
    alphabet: (locale) => (catalogue.has(locale, 'language.letters') ? new Set(catalogue.text(locale, 'language.letters')) : undefined),
  };
}

/** Tells, of each language, the keys it lacks or has too many against the reference language. Plural forms are the language's own. */
export function coverageOf(languages: ReadonlyMap<string, LanguageFiles>) {
  const catalogue = createCatalogue();
  for (const [code, { words: all }] of languages) {
    const { plurals, language: _own, ...words } = all as { readonly plurals?: Words } & Words;
    catalogue.add(code, { ...words, plurals: Object.fromEntries(Object.keys(plurals ?? {}).map((name) => [name, 'plural'])) });
  }
  return (locale: string) => ({ missing: catalogue.missing(locale), unknown: catalogue.unknown(locale) });
}

/** What the question answering learns from. */
export const knowledgeInput = ({ facts, locales, working }: Content) => ({
  topics: facts.topics,
  languages: Object.fromEntries(locales.map((locale) => [locale, working(locale)])),
});
