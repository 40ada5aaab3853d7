/** What is passed on to somebody else, who may be in any country: a tip as a message, and its short form for a clipboard. */
import type { Content } from './content.ts';
import { countryName, entryMessage, folded, safetyCard, severalCountries, sourceList } from './entry.ts';
import type { WordList } from './schema.ts';

/** Asked of each language under `shared`. */
export const PASSING_WORDS = {
  passing: { card: [], open: [], ask: [], copy: [], number: ['number'], group: [] },
} as const satisfies Record<string, WordList>;

/** Stands for the safety card where a topic's id may stand. */
export const CARD = 'safety-card';

/** The card rests on the sources of the life-critical topics. */
function sourcesOf(content: Content, topic: string, locale: string): readonly string[] {
  const topics = topic === CARD ? content.facts.topics['life-critical'] : [topic];
  return [...new Set(topics.flatMap((one) => content.list(locale, `safety.${one}.source`)))];
}

/** Who passes it on. */
export interface Sender {
  readonly locale: string;
  /** As a reader's; its numbers stand first among those of several countries. */
  readonly country: string | undefined;
}

/**
 * A safety topic or the card as it lands in another chat, as Telegram HTML of at most 4,096 characters.
 * Whoever reads it chose no country here, so it names the numbers of several, each with its country.
 */
export function passedOn(content: Content, topic: string, { locale, country }: Sender): string {
  const reader = { locale, country: undefined, passedFrom: country };
  if (topic !== CARD) return entryMessage(content, topic, reader);
  return [safetyCard(content, reader), folded(sourceList(content, locale, sourcesOf(content, topic, locale)))].join('\n\n');
}

/** One line that says what to do: at most 12 words. */
export const shortLine = (content: Content, topic: string, locale: string) => content.say(locale, `safety.${topic}.card.line`);

/** The title it is offered by. */
export const passedTitle = (content: Content, topic: string, locale: string) =>
  topic === CARD ? content.say(locale, 'shared.passing.card') : content.say(locale, `safety.${topic}.title`);

/** Bot API: characters that a button copies. */
const COPIED = 256;

/** Numbers as plain text: all of the sender's country, or the first of each of several. */
function plainNumbers(content: Content, { locale, country }: Sender): string {
  const { countries } = content.facts;
  const isKnown = country !== undefined && Object.hasOwn(countries, country);
  return (isKnown ? [country] : severalCountries(content, undefined))
    .map((code) => {
      const numbers = (countries[code]?.numbers ?? []).map(({ number }) => number);
      return `${countryName(code, locale)}: ${isKnown ? numbers.join(', ') : numbers[0]}`;
    })
    .join('\n');
}

/**
 * The tip for people without Telegram, as plain text of at most 256 characters: what to do, the numbers, and a source.
 * The source is the first of the tip's own that still fits.
 * @returns undefined where none fits: numbers do not travel without one
 */
export function shortForm(content: Content, topic: string, sender: Sender): string | undefined {
  const start = `${shortLine(content, topic, sender.locale)}\n${plainNumbers(content, sender)}`;
  const addresses = sourcesOf(content, topic, sender.locale).flatMap((id) => content.facts.sources[id]?.url ?? []);
  return addresses.map((address) => `${start}\n${address}`).find(({ length }) => length <= COPIED);
}
