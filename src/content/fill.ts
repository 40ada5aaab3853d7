/** Puts values into texts: `{name}` parameters escaped and isolated, facts formatted as the language writes them. */
import type { Facts } from './schema.ts';

/** A value that is Telegram HTML already. */
export interface Html {
  readonly html: string;
}
export type Value = string | number | Html;
export type Parameters = Readonly<Record<string, Value>>;

export const PLACEHOLDER = /\{([a-z][\w.-]*)\}/gi;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Telegram refuses half a character, as cutting a text in the middle of an emoji leaves it: it becomes U+FFFD. */
export const escapeHtml = (text: string) => text.toWellFormed().replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
/** The characters that `escapeHtml` wrote as entities. */
export const unescapeHtml = (html: string) =>
  html
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

/** Keeps what is made for a language: a formatter of Intl takes up to a millisecond to make, and a start asks for thousands. */
export function perLocale<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>();
  return (locale) => {
    const known = made.get(locale);
    if (known !== undefined) return known;
    const value = make(locale);
    made.set(locale, value);
    return value;
  };
}

export const directionOf = perLocale((locale): 'ltr' | 'rtl' =>
  new Intl.Locale(locale).getTextInfo?.().direction === 'rtl' ? 'rtl' : 'ltr',
);

/** First-strong isolate: keeps a value's direction from turning the sentence around it. Left-to-right languages need none. */
const isolate = (text: string, locale: string) => (directionOf(locale) === 'rtl' ? `\u2068${text}\u2069` : text);
/** Left-to-right isolate, for numbers to call and for what is English everywhere. */
export const leftToRight = (text: string, locale: string) => (directionOf(locale) === 'rtl' ? `\u2066${text}\u2069` : text);

/** A command or a time zone's name that stands in a sentence; without isolation its slash would jump to the other side. */
const COMMAND = /(?<![<\w/:."])\/[a-z]{3,}(?: [A-Z][a-z]+\/[A-Z][a-z]+)?/g;

/** Keeps commands readable within right-to-left text. */
export const isolateCommands = (text: string, locale: string) =>
  directionOf(locale) === 'rtl' ? text.replace(COMMAND, (command) => `\u2066${command}\u2069`) : text;

/** Fills `{name}` placeholders; one without a value stays as it is, for a later fill. */
export const fill = (text: string, parameters: Parameters, locale: string) =>
  text.replace(PLACEHOLDER, (placeholder, name: string) => {
    if (!Object.hasOwn(parameters, name)) return placeholder;
    const value = parameters[name] ?? '';
    return typeof value === 'object' ? value.html : isolate(escapeHtml(String(value)), locale);
  });

/** Plain English writes the day before the month. */
const regional = (locale: string) => (locale === 'en' ? 'en-GB' : locale);

const numberFormat = perLocale((locale) => new Intl.NumberFormat(locale, { numberingSystem: 'latn', useGrouping: 'min2' }));
/** ASCII digits in every language; four digits stay together, as the appeal writes 3368. */
export const formatNumber = (count: number, locale: string) => numberFormat(locale).format(count);

const dateFormat = perLocale(
  (locale) =>
    new Intl.DateTimeFormat(regional(locale), { dateStyle: 'long', timeZone: 'UTC', calendar: 'gregory', numberingSystem: 'latn' }),
);
/** A day such as `2023-04-04`, in the Gregorian calendar and ASCII digits. */
export const formatDate = (date: string, locale: string) => dateFormat(locale).format(new Date(date));

/** Every fact a text may name, formatted: `{figures.since-2020.total}`, `{names.ombudsman}`, `{themes}`. */
export function factValues(facts: Facts, locale: string): Parameters {
  const figures = Object.entries(facts.figures).flatMap(([id, { source: _source, ...values }]) =>
    Object.entries(values).map(([key, value]) => [
      `figures.${id}.${key}`,
      typeof value === 'number' ? formatNumber(value, locale) : formatDate(value, locale),
    ]),
  );
  const names = Object.entries(facts.names).map(([id, { text, in: written }]) => [`names.${id}`, written?.[locale] ?? text]);
  const themes = Object.entries(facts.themes)
    .toSorted(([a], [b]) => Number(b) - Number(a))
    .map(([year, { text }]) => leftToRight(`<b>${year}</b> ${escapeHtml(text)}`, locale));
  return { ...Object.fromEntries([...figures, ...names]), themes: { html: themes.join('\n') } };
}

/** The time of day somewhere, such as 09:00, by the 24-hour clock. */
export const formatTime = (instant: Date, zone: string, locale: string) =>
  new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: zone, hourCycle: 'h23', numberingSystem: 'latn' }).format(instant);
