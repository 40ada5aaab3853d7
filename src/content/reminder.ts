/** The message of 4 April: what the Day is, its theme, three rules, the numbers to call. */
import type { Content } from './content.ts';
import { emergencyNumbers, type Reader } from './entry.ts';
import { escapeHtml, leftToRight } from './fill.ts';
import type { WordList } from './schema.ts';

/** Asked of each language under `shared`. */
export const REMINDER_WORDS = {
  reminder: {
    title: [],
    day: [],
    theme: ['year', 'theme'],
    touch: [],
    step: [],
    tell: [],
    call: ['emergency'],
    learn: [],
    share: [],
    stop: [],
  },
} as const satisfies Record<string, WordList>;

/** The theme of a year as the facts have it; nothing when no sourced one is known. */
export function themeOf(content: Content, year: number, locale: string) {
  const theme = content.facts.themes[String(year)];
  return theme === undefined ? undefined : { html: leftToRight(escapeHtml(theme.text), locale) };
}

/** Telegram HTML, at most 1,024 characters after entities are read, so that it fits under a picture. @param year of the Day */
export function reminderMessage(content: Content, reader: Reader, year: number): string {
  const { locale } = reader;
  const say = (word: string, parameters = {}) => content.say(locale, `shared.reminder.${word}`, parameters);
  const theme = themeOf(content, year, locale);
  const rules = ['touch', 'step', 'tell'].map((rule, index) => `${index + 1}. ${say(rule)}`);
  return [
    `<b>${say('title')}</b>`,
    [say('day'), ...(theme === undefined ? [] : [say('theme', { year, theme })])].join('\n'),
    rules.join('\n'),
    say('call', { emergency: emergencyNumbers(content, reader) }),
    `<i>${say('stop')}</i>`,
  ].join('\n\n');
}
