/** Makes the message of an entry: the life-critical lines first, the numbers to call, what never to do, then sources. */
import type { Content } from './content.ts';
import { escapeHtml, formatDate, leftToRight, perLocale, unescapeHtml, type Html } from './fill.ts';
import { perReader, type Reader } from './kept.ts';
import type { WordList } from './schema.ts';

export type { Reader } from './kept.ts';

/** Words that every entry's message is built with, asked of each language under `shared`. */
export const ENTRY_WORDS = {
  entry: { never: [], sources: ['checked'], cite: ['paragraphs'], unofficial: [] },
  numbers: { unchecked: [], checked: ['checked'], above: [], choose: [] },
} as const satisfies Record<string, WordList>;

const regionNames = perLocale((locale) => new Intl.DisplayNames(locale, { type: 'region' }));
export const countryName = (country: string, locale: string) => regionNames(locale).of(country) ?? country;

/** Whose numbers stand where the reader's country is not known. */
export function severalCountries({ facts }: Content, passedFrom: string | undefined): readonly string[] {
  const usual = facts['countries-unchosen'];
  return passedFrom !== undefined && Object.hasOwn(facts.countries, passedFrom) ? [...new Set([passedFrom, ...usual])] : usual;
}

const bold = (number: string, locale: string) => leftToRight(`<b>${number}</b>`, locale);

function numbersFor(content: Content, { locale, country, underCard, passedFrom }: Reader): Html {
  const { countries } = content.facts;
  if (underCard === true) return { html: content.say(locale, 'shared.numbers.above') };
  if (country === undefined) {
    const lines = severalCountries(content, passedFrom).map((code) => {
      const numbers = countries[code]?.numbers ?? [];
      return `${escapeHtml(countryName(code, locale))}: ${numbers.map(({ number }) => bold(number, locale)).join(' · ')}`;
    });
    return { html: `\n${lines.join('\n')}` };
  }
  const numbers = Object.hasOwn(countries, country) ? countries[country]?.numbers : undefined;
  if (numbers === undefined) return { html: content.say(locale, 'shared.numbers.unchecked') };
  return { html: numbers.map(({ number, whose }) => `${bold(number, locale)} (${content.say(locale, `services.${whose}`)})`).join(' · ') };
}

const keptNumbers = perReader((content, _topic, reader) => numbersFor(content, reader));
/** The chosen country's numbers with whose they are; without a choice, those of a few countries, each by name. */
export const emergencyNumbers = (content: Content, reader: Reader) => keptNumbers(content, '', reader);

const keptCard = perReader((content, _topic, reader) => {
  const lines = content.list(reader.locale, 'safety.safety-card.lines', { emergency: emergencyNumbers(content, reader) });
  return lines.map((line, index) => `${index + 1}. ${line}`).join('\n');
});
/** The safety card: four lines that are right whichever of the life-critical cases it is. */
export const safetyCard = (content: Content, reader: Reader) => keptCard(content, '', reader);

export const folded = (parts: readonly string[]) => (parts.length === 0 ? '' : `<blockquote expandable>${parts.join('\n\n')}</blockquote>`);

/** What a message rests on, with the day it was checked; one part of a message, or none. */
export function sourceList(content: Content, locale: string, ids: readonly string[]) {
  const cited = ids.flatMap((id) => content.facts.sources[id] ?? []);
  if (cited.length === 0) return [];
  const checked = formatDate(cited.map((source) => source.checked).toSorted()[0] ?? '', locale);
  const links = cited.map(({ title, url }) => leftToRight(`<a href="${escapeHtml(url)}">${escapeHtml(title)}</a>`, locale));
  return [`${content.say(locale, 'shared.entry.sources', { checked })}\n${links.join('\n')}`];
}

function safetyMessage(content: Content, topic: string, reader: Reader) {
  const { locale } = reader;
  const key = `safety.${topic}`;
  const parameters = { emergency: emergencyNumbers(content, reader) };
  const never = content.list(locale, `${key}.never`, parameters);
  return [
    `<b>${content.say(locale, `${key}.title`)}</b>`,
    content
      .list(locale, `${key}.steps`, parameters)
      .map((step, index) => `${index + 1}. ${step}`)
      .join('\n'),
    content.say(locale, `${key}.closing`, parameters),
    never.length === 0 ? '' : `<b>${content.say(locale, 'shared.entry.never')}</b>\n${never.map((line) => `✗ ${line}`).join('\n')}`,
    folded([...content.list(locale, `${key}.notes`, parameters), ...sourceList(content, locale, content.list(locale, `${key}.source`))]),
  ];
}

/** The paragraphs an entry rests on, as every answer cites them: `¶5, ¶9`. */
export const cite = (content: Content, topic: string) =>
  (content.facts.topics.appeal[topic] ?? []).map((paragraph) => `¶${paragraph}`).join(', ');

function appealMessage(content: Content, topic: string, { locale }: Reader) {
  const key = `appeal.${topic}`;
  const source = content.facts.sources['appeal'];
  return [
    `<b>${content.say(locale, `${key}.title`)}</b>`,
    content.say(locale, `${key}.answer`),
    content.has(locale, `${key}.later`) ? content.say(locale, `${key}.later`) : '',
    `<a href="${source?.url}">${content.say(locale, 'shared.entry.cite', { paragraphs: cite(content, topic) })}</a>\n<i>${content.say(locale, 'shared.entry.unofficial')}</i>`,
  ];
}

function aboutMessage(content: Content, topic: string, reader: Reader) {
  const { locale } = reader;
  return [
    `<b>${content.say(locale, `about.${topic}.title`)}</b>`,
    content.say(locale, `about.${topic}.answer`, { emergency: emergencyNumbers(content, reader) }),
    folded(sourceList(content, locale, content.list(locale, `about.${topic}.source`))),
  ];
}

/**
 * The message of one topic as Telegram HTML.
 * @throws {RangeError} for a topic that the facts do not list
 */
export const entryMessage = perReader((content, topic, reader): string => {
  const kind = content.kindOf(topic);
  if (kind === undefined) throw new RangeError(`no topic ${topic}`);
  const make = { safety: safetyMessage, appeal: appealMessage, about: aboutMessage }[kind];
  return make(content, topic, reader)
    .filter((part) => part !== '')
    .join('\n\n');
});

export const topicTitle = (content: Content, topic: string, locale: string) =>
  content.say(locale, `${content.kindOf(topic)}.${topic}.title`);

/** What is refused, and why, in the reader's language. `unknown` when nothing fits. */
export const refusal = (content: Content, id: string, reader: Reader) =>
  content.say(reader.locale, `refusals.${id}`, { emergency: emergencyNumbers(content, reader) });

/** Telegram's HTML as a terminal or a plain-text chat shows it. */
export const plainText = (html: string, { links = true } = {}) =>
  unescapeHtml(
    html
      .replace(/<a href="([^"]*)">([^<]*)<\/a>/g, links ? '$2 ($1)' : '$2')
      .replace(/<\/?[a-z]+[^>]*>/g, '')
      .replace(/ +$/gm, ''),
  );
