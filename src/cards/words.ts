/** Makes the cards: which picture says what, from words and facts that stand elsewhere already. */
import { cite, countryName, emergencyNumbers, plainText, type Reader } from '../content/entry.ts';
import type { Content } from '../content/content.ts';
import { formatDate, formatNumber, leftToRight } from '../content/fill.ts';
import { CARD } from '../content/passed.ts';
import type { WordList } from '../content/schema.ts';
import type { Call, Card, ChartCard, Figure, PosterCard, TopicCard } from './card.ts';
import { urgencyOf } from './pictograms.ts';

/** Asked of each language under `shared`: what only pictures say. */
export const CARD_WORDS = {
  picture: {
    day: [],
    poster: [],
    ask: [],
    write: [],
    says: [],
    agency: ['date'],
    counted: ['label', 'count'],
    killed: [],
    injured: [],
    children: [],
    women: [],
  },
} as const satisfies Record<string, WordList>;

export const REMINDER = 'reminder';
export const CHART = 'appeal-figures';
export const POSTER = 'poster';

/** Every picture there is: one a safety topic, and those that are no topic. */
export const cardNames = ({ facts }: Content): readonly string[] => [CARD, ...facts.topics.safety, REMINDER, CHART, POSTER];

const MOST_SOURCES = 2;

/** The first sources by their short names, one an entry where there are several entries, and the day the older was checked. */
function sourceLine(content: Content, locale: string, topics: readonly string[]): string {
  const ids = topics.flatMap((topic) => content.list(locale, `safety.${topic}.source`).slice(0, topics.length > 1 ? 1 : undefined));
  const cited = [...new Set(ids)].flatMap((id) => content.facts.sources[id] ?? []);
  const names = new Map(cited.map(({ short, url, checked }) => [short ?? new URL(url).hostname, checked]));
  const shown = [...names].slice(0, MOST_SOURCES);
  const checked = shown.map(([, day]) => day).toSorted()[0] ?? '';
  const label = plainText(content.say(locale, 'shared.entry.sources', { checked: formatDate(checked, locale) }));
  return `${label}\n${shown.map(([name]) => name).join(' · ')}`;
}

/** Numbers only of a country that was chosen and has checked ones: a picture without a country's numbers is right everywhere. */
function callIn({ facts }: Content, { locale, country }: Reader): { readonly call?: Call } {
  if (country === undefined || !Object.hasOwn(facts.countries, country)) return {};
  const numbers = facts.countries[country]?.numbers.map(({ number }) => number) ?? [];
  return { call: { country: countryName(country, locale), numbers } };
}

function topicCard(content: Content, name: string, reader: Reader, link: string): TopicCard {
  const { locale } = reader;
  const topics = name === CARD ? content.facts.topics['life-critical'] : [name];
  return {
    kind: 'topic',
    locale,
    pictogram: name,
    urgency: urgencyOf(name),
    line: plainText(content.say(locale, `safety.${name}.card.line`)),
    ...callIn(content, reader),
    source: sourceLine(content, locale, topics),
    link,
  };
}

const reminderCard = (content: Content, { locale }: Reader, link: string): TopicCard => ({
  kind: 'topic',
  locale,
  pictogram: REMINDER,
  urgency: 'know',
  heading: plainText(content.say(locale, 'shared.picture.day')),
  line: plainText(content.say(locale, `safety.${CARD}.card.line`)),
  source: sourceLine(content, locale, content.facts.topics['life-critical']),
  link,
});

function figure(content: Content, locale: string, id: 'since-2020' | 'since-1991', topic: string, parts: readonly string[]): Figure {
  const values = content.facts.figures[id] ?? {};
  const countOf = (key: string) => Number(Object.entries(values).find(([name]) => name === key)?.[1]);
  const counted = (labelKey: string, count: number) => {
    const label = { html: content.say(locale, labelKey) };
    return plainText(content.say(locale, 'shared.picture.counted', { label, count: formatNumber(count, locale) }));
  };
  const [title, total] = [`appeal.${topic}.title`, countOf('total')];
  return {
    title: plainText(content.say(locale, title)),
    total,
    totalText: formatNumber(total, locale),
    text: counted(title, total),
    parts: parts.map((part) => ({ count: countOf(part), text: counted(`shared.picture.${part}`, countOf(part)) })),
  };
}

function chartCard(content: Content, { locale }: Reader, link: string): ChartCard {
  const date = formatDate(content.facts.figures['since-2020']?.['as-of'] ?? '', locale);
  return {
    kind: 'chart',
    locale,
    heading: plainText(content.say(locale, 'shared.picture.says')),
    figures: [
      figure(content, locale, 'since-2020', 'appeal-victims-2020', ['killed', 'injured']),
      figure(content, locale, 'since-1991', 'appeal-victims-1991', ['children', 'women']),
    ],
    agency: plainText(content.say(locale, 'shared.picture.agency', { date })),
    source: plainText(
      content.say(locale, 'shared.entry.cite', { paragraphs: { html: leftToRight(cite(content, 'appeal-victims-2020'), locale) } }),
    ),
    link,
  };
}

function posterCard(content: Content, { locale, country }: Reader, link: string): PosterCard {
  const known = country === undefined || !Object.hasOwn(content.facts.countries, country) ? undefined : content.facts.countries[country];
  const rules = content.list(locale, `safety.${CARD}.lines`, { emergency: emergencyNumbers(content, { locale, country }) });
  return {
    kind: 'poster',
    locale,
    heading: plainText(content.say(locale, 'shared.picture.poster')),
    rules: ['never-touch', 'in-minefield', 'away'].map((pictogram, index) => ({ pictogram, line: plainText(rules[index] ?? '') })),
    numbers: (known?.numbers ?? []).map(({ number, whose }) => ({ number, whose: plainText(content.say(locale, `services.${whose}`)) })),
    call: plainText(
      known === undefined
        ? content.say(locale, 'shared.picture.write')
        : content.say(locale, 'commands.emergency.numbers', { country: countryName(country ?? '', locale) }),
    ),
    ask: plainText(content.say(locale, 'shared.picture.ask')),
    source: sourceLine(content, locale, content.facts.topics['life-critical']),
    link,
    address: `https://${link}?start=poster`,
  };
}

/**
 * What a picture shows a reader.
 * @param bot the bot's name, as in `t.me/<name>`
 * @throws {RangeError} for a name that `cardNames` does not list
 */
export function cardOf(content: Content, name: string, reader: Reader, bot: string): Card {
  if (!cardNames(content).includes(name)) throw new RangeError(`no picture ${name}`);
  const link = `t.me/${bot}`;
  const others: Readonly<Record<string, typeof reminderCard | typeof chartCard | typeof posterCard>> = {
    [REMINDER]: reminderCard,
    [CHART]: chartCard,
    [POSTER]: posterCard,
  };
  return others[name]?.(content, reader, link) ?? topicCard(content, name, reader, link);
}
