/** The words of all languages in telegraf-i18n, which finds a text by language and key and compares coverage. */
import TelegrafI18n from 'telegraf-i18n';

/** The language that every other is compared with. */
export const REFERENCE = 'en';

/** A tree of texts, as the files of one language hold them. */
export interface Words {
  readonly [key: string]: string | Words | readonly (string | Words)[];
}

export interface Catalogue {
  add(locale: string, words: Words): void;
  has(locale: string, key: string): boolean;
  /** The text as written, placeholders unfilled. @throws when there is none: no safety text falls back to another language */
  text(locale: string, key: string): string;
  /** The texts of a list, in order; empty when there is none. */
  list(locale: string, key: string): readonly string[];
  keys(locale: string): readonly string[];
  /** Keys of the reference language that this one lacks. */
  missing(locale: string): readonly string[];
  /** Keys of this language that the reference lacks. */
  unknown(locale: string): readonly string[];
}

/** The engine turns texts into functions in place, so it gets a copy; and goes through a list's texts letter by letter, so it gets none. */
const copyOf = (words: Words | readonly (string | Words)[]): Words =>
  Object.fromEntries(Object.entries(words).map(([key, value]) => [key, typeof value === 'string' ? value : copyOf(value)]));

export function createCatalogue(): Catalogue {
  const engine = new TelegrafI18n({ defaultLanguage: REFERENCE, allowMissing: false, defaultLanguageOnMissing: false });
  const keysOf = new Map<string, Set<string>>();
  const has = (locale: string, key: string) => keysOf.get(locale)?.has(key) === true;
  /** Found once each: the engine walks the key anew at every look-up, a tenth of the time of an answer. */
  const found = new Map<string, string>();
  const text = (locale: string, key: string) => {
    const place = `${locale} ${key}`;
    const known = found.get(place) ?? engine.t(locale, key);
    found.set(place, known);
    return known;
  };
  /** Not the engine's own comparison, which looks for each key in a list of all: a tenth of a second for each language. */
  const lacking = (locale: string, beside: string) => [...(keysOf.get(beside) ?? [])].filter((key) => !has(locale, key));
  return {
    add(locale, words) {
      // It would run `${` as code: the loader refuses that.
      engine.loadLocale(locale, copyOf(words));
      keysOf.set(locale, new Set(engine.resourceKeys(locale)));
    },
    has,
    text,
    list(locale, key) {
      const texts: string[] = [];
      while (has(locale, `${key}.${texts.length}`)) texts.push(text(locale, `${key}.${texts.length}`));
      return texts;
    },
    keys: (locale) => [...(keysOf.get(locale) ?? [])],
    missing: (locale) => lacking(locale, REFERENCE),
    unknown: (locale) => lacking(REFERENCE, locale),
  };
}
