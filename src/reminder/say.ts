/** What a campaign says to a chat: the message of 4 April, in its language and with its country's numbers. */
import type { Content } from '../content/content.ts';
import { reminderMessage } from '../content/reminder.ts';
import type { Reply } from '../handlers/handler.ts';
import { chooseLocale } from '../locale/choose.ts';
import type { StoredChat } from '../store/store.ts';
import type { Say } from './delivery.ts';

export function reminderReply(
  content: Content,
  { locale, country }: { readonly locale: string; readonly country: string | undefined },
  year: number,
): Reply {
  return {
    html: reminderMessage(content, { locale, country }, year),
    buttons: [
      [{ label: content.say(locale, 'shared.reminder.learn'), sends: 'safety' }],
      [{ label: content.say(locale, 'shared.reminder.share'), sends: 'safety share' }],
    ],
    locale,
  };
}

/** The year stands in every key: `reminder:2027-04-04`, `manual:2027-03-01T…`. */
const yearOf = (campaignKey: string) => Number(/:(\d{4})-/.exec(campaignKey)?.[1]);

/**
 * Each message is made once: a broadcast asks for the same few up to a thousand times a second.
 * @param fallback language of chats that chose none
 */
export function createSay(content: Content, fallback: string): Say {
  const said = new Map<string, Reply>();
  return (campaignKey, { locale: chosen, country }: StoredChat) => {
    const year = yearOf(campaignKey);
    const locale = chooseLocale(chosen, undefined, content.locales, fallback);
    const key = `${year} ${locale} ${country}`;
    const reply = said.get(key) ?? reminderReply(content, { locale, country: country ?? undefined }, year);
    said.set(key, reply);
    return reply;
  };
}
