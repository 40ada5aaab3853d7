/** What a campaign says to a chat, in its language and with its country's numbers: the message of 4 April, or the week's tip. */
import type { Content } from '../content/content.ts';
import type { Reader } from '../content/entry.ts';
import { tipMessage } from '../content/weekly.ts';
import type { Reply } from '../handlers/handler.ts';
import { reminderReply } from '../handlers/reminder.ts';
import { chooseLocale } from '../locale/choose.ts';
import type { StoredChat } from '../store/store.ts';
import type { Say } from './delivery.ts';
import { turnOf } from './weekly.ts';

/** The tip of a week: the safety topics take turns in the order of the menu, so that nobody hears the same twice in a row. */
export function tipReply(content: Content, reader: Reader, turn: number): Reply {
  const { locale } = reader;
  const topics = content.facts.topics.safety;
  return {
    html: tipMessage(content, reader, topics[turn % topics.length] ?? ''),
    buttons: [[{ label: content.say(locale, 'shared.reminder.learn'), sends: 'safety' }]],
    locale,
  };
}

/** The year stands in every key: `reminder:2027-04-04`, `manual:2027-03-01T…`. */
const yearOf = (campaignKey: string) => Number(/:(\d{4})-/.exec(campaignKey)?.[1]);

/**
 * Each message is made once: a broadcast asks for the same few up to a thousand times a second.
 * @param fallback language of chats that chose none
 * @param bot the bot's name; asked when something is said, since only Telegram knows it
 */
export function createSay(content: Content, fallback: string, bot: () => string): Say {
  const said = new Map<string, Reply>();
  return (campaignKey, { locale: chosen, country }: StoredChat) => {
    const turn = turnOf(campaignKey);
    const reader = { locale: chooseLocale(chosen, undefined, content.locales, fallback), country: country ?? undefined };
    const occasion = turn === undefined ? `year ${yearOf(campaignKey)}` : `turn ${turn % content.facts.topics.safety.length}`;
    const key = `${occasion} ${reader.locale} ${country}`;
    const reply =
      said.get(key) ?? (turn === undefined ? reminderReply(content, reader, yearOf(campaignKey), bot()) : tipReply(content, reader, turn));
    said.set(key, reply);
    return reply;
  };
}
