/** Buttons that several handlers put under their replies. Each is a typed command. */
import type { Content } from '../content/content.ts';
import { topicTitle, type Reader } from '../content/entry.ts';
import { perReader } from '../content/kept.ts';
import { passedTitle, shortForm } from '../content/passed.ts';
import type { Button } from './handler.ts';

/** The command that shows a topic: `safety found-item`, `appeal 6`, `about day`. */
export const topicCommand = (content: Content, topic: string) => {
  const kind = content.kindOf(topic);
  return kind === 'safety' ? `safety ${topic}` : `topic ${topic}`;
};

export const topicButton = (content: Content, topic: string, locale: string): Button => ({
  label: topicTitle(content, topic, locale),
  sends: topicCommand(content, topic),
  ...(content.isLifeCritical(topic) ? { style: 'danger' as const } : {}),
});

/** The three life-critical topics, a row each: big under a thumb. */
export const urgentButtons = (content: Content, locale: string): Button[][] =>
  content.facts.topics['life-critical'].map((topic) => [topicButton(content, topic, locale)]);

/** Asks for the country while none was chosen, so that the numbers shown are the reader's own. */
export const countryButtons = (content: Content, { locale, country }: Reader): Button[][] =>
  country === undefined ? [[{ label: content.say(locale, 'shared.numbers.choose'), sends: 'emergency' }]] : [];

/** The safety card's own three buttons, worded so that a frightened reader can tell the cases apart. */
export const cardButtons = (content: Content, reader: Reader): Button[][] => [
  ...content.facts.topics['life-critical'].map((topic): Button[] => [
    { label: content.say(reader.locale, `safety.safety-card.buttons.${topic}`), sends: `safety ${topic}`, style: 'danger' },
  ]),
  ...countryButtons(content, reader),
];

/** Passes the tip on into any chat the reader picks: its title after the bot's name brings exactly this tip first. */
export const passButton = (content: Content, topic: string, locale: string): Button => ({
  label: content.say(locale, 'shared.reminder.share'),
  shares: passedTitle(content, topic, locale),
});

/** The number to call first in the reader's country, for the clipboard. */
function numberButton(content: Content, { locale, country = '' }: Reader): Button[] {
  const [first] = Object.hasOwn(content.facts.countries, country) ? (content.facts.countries[country]?.numbers ?? []) : [];
  if (first === undefined) return [];
  return [{ label: content.say(locale, 'shared.passing.number', { number: first.number }), copies: first.number }];
}

/** The whole tip in short, for people without Telegram. */
function shortButton(content: Content, topic: string, reader: Reader): Button[] {
  const text = shortForm(content, topic, reader);
  return text === undefined ? [] : [{ label: content.say(reader.locale, 'shared.passing.copy'), copies: text }];
}

/** Under every safety answer: the number to call where the country is known, and ways to pass the tip on. @param topic or the safety card */
export const shareButtons = perReader((content, topic, reader): readonly (readonly Button[])[] => [
  numberButton(content, reader),
  [passButton(content, topic, reader.locale), ...shortButton(content, topic, reader)],
]);

const commandButton = (content: Content, command: string, locale: string): Button => ({
  label: content.say(locale, `commands.${command}.menu`),
  sends: command,
});

/** What there is besides emergencies. */
export const mainMenu = (content: Content, locale: string): Button[][] =>
  [
    ['safety', 'emergency'],
    ['appeal', 'day'],
    ['subscribe', 'language'],
  ].map((row) => row.map((command) => commandButton(content, command, locale)));

/** Buttons in rows of `width`. */
export const rows = (buttons: readonly Button[], width: number): Button[][] =>
  Array.from({ length: Math.ceil(buttons.length / width) }, (_, row) => buttons.slice(row * width, (row + 1) * width));
