/** The message of 4 April with its picture and its buttons: what a campaign sends, and what operators see before they send it. */
import { cardOf, REMINDER } from '../cards/words.ts';
import type { Content } from '../content/content.ts';
import type { Reader } from '../content/entry.ts';
import { reminderMessage } from '../content/reminder.ts';
import type { Button, Photo, Reply } from './handler.ts';

export interface ReminderReply extends Reply {
  readonly photo: Photo;
  readonly buttons: readonly (readonly Button[])[];
}

/** @param bot the bot's name, which its picture carries on */
export function reminderReply(content: Content, { locale, country }: Reader, year: number, bot: string): ReminderReply {
  return {
    html: reminderMessage(content, { locale, country }, year),
    // Without numbers, so that it is one picture a language: they stand under it.
    photo: { card: cardOf(content, REMINDER, { locale, country: undefined }, bot) },
    buttons: [
      [{ label: content.say(locale, 'shared.reminder.learn'), sends: 'safety' }],
      [{ label: content.say(locale, 'shared.reminder.share'), sends: 'safety share' }],
    ],
    locale,
  };
}
