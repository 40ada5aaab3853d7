/** How many words stand on a card: as many as are read in passing. The number to call, the sources and the bot's address stand apart from them. */
import type { Content } from './content.ts';
import { perLocale } from './fill.ts';
import { CARD } from './passed.ts';
import type { Fault } from './rules.ts';

const MOST_WORDS = 12;
/** Where no spaces part the words, its readers count characters: two a word, marks among them. */
const MOST_CHARACTERS = 24;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const segmenters = perLocale((locale) => new Intl.Segmenter(locale, { granularity: 'word' }));

/** Words as Unicode parts them: a hyphen parts two, an apostrophe does not. */
const wordsIn = (text: string, locale: string) => [...segmenters(locale).segment(text)].filter(({ isWordLike }) => isWordLike).length;

/** What is wrong with the length of what a card says; nothing when it is short enough. */
export function cardFault(text: string, locale: string): string | undefined {
  const [length, most, unit] = UNSPACED.test(text)
    ? [Array.from(text.replace(/\s/gu, '')).length, MOST_CHARACTERS, 'characters']
    : [wordsIn(text, locale), MOST_WORDS, 'words'];
  return length > most ? `is ${length} ${unit}: “${text}”; a card says at most ${most}` : undefined;
}

const lineOf = (name: string) => `safety.${name}.card.line`;

/** The lines of a language that are too long for a card; the reminder's card says the day above the safety card's line. */
export function cardFaults(content: Content, locale: string): Fault[] {
  const reminder = `${content.raw(locale, 'shared.picture.day')} ${content.raw(locale, lineOf(CARD))}`;
  const cards = [CARD, ...content.facts.topics.safety].map((name) => [lineOf(name), content.raw(locale, lineOf(name))] as const);
  return [...cards, ['shared.picture.day with safety.safety-card.card.line', reminder] as const].flatMap(([key, text]) => {
    const what = cardFault(text, locale);
    return what === undefined ? [] : [{ file: `${locale}/`, key, what }];
  });
}
