/** The weekly tip: a safety topic as /safety shows it, and how to stop it. */
import type { Content } from './content.ts';
import { entryMessage, type Reader } from './entry.ts';
import type { WordList } from './schema.ts';

/** Asked of each language under `shared`. */
export const WEEKLY_WORDS = { weekly: { title: [], stop: [] } } as const satisfies Record<string, WordList>;

/** Telegram HTML, at most 4,096 characters after entities are read. */
export function tipMessage(content: Content, reader: Reader, topic: string): string {
  const say = (word: string) => content.say(reader.locale, `shared.weekly.${word}`);
  return [`<i>${say('title')}</i>`, entryMessage(content, topic, reader), `<i>${say('stop')}</i>`].join('\n\n');
}
