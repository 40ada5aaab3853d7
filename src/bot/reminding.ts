/** The reminder with Telegram at its end: what it says, how it is sent, and whom the office always reminds. */
import type { Api } from 'grammy';
import type { Config } from '../config.ts';
import type { Services } from '../handlers/handler.ts';
import type { Log } from '../log.ts';
import { createReminder, type Reminder } from '../reminder/reminder.ts';
import { createSay } from '../reminder/say.ts';
import { createDeliver, PICTURE_PATIENCE_MS } from './deliver.ts';
import { createPhotos } from './photos.ts';
import { isTransient } from './send.ts';

export interface RemindingParts {
  /** An API client of its own, without auto-retry. */
  readonly api: Api;
  /** The bot's id, the part of its token before the colon. */
  readonly bot: string;
  readonly services: Pick<Services, 'content' | 'store' | 'printer'>;
  /** The bot's name on Telegram, once it is known. */
  readonly botName: () => string;
  readonly config: Pick<Config, 'REMINDER_CRON' | 'REMINDER_TIMEZONE' | 'BROADCAST_RATE' | 'PAID_BROADCAST' | 'DEFAULT_LOCALE'>;
  readonly log: Log;
  /** Another clock than the database's, in the playground. */
  readonly now?: () => Date;
}

export function createReminding({ api, bot, services, botName, config, log, now }: RemindingParts): Reminder {
  const { content, store, printer } = services;
  const photos = createPhotos({ store, printer, bot, log, patienceMs: PICTURE_PATIENCE_MS });
  return createReminder({
    store,
    bot,
    cron: config.REMINDER_CRON,
    zone: config.REMINDER_TIMEZONE,
    rate: config.BROADCAST_RATE,
    say: createSay(content, config.DEFAULT_LOCALE, botName),
    send: createDeliver({ api, paid: config.PAID_BROADCAST, direction: content.direction, photos }),
    log,
    now,
  });
}

/** Subscribes the chats of REMINDER_CHATS. One that Telegram does not show to the bot is warned of, and the rest go on. */
export async function subscribeChats(
  api: Api,
  chats: Config['REMINDER_CHATS'],
  { store }: Pick<Services, 'store'>,
  log: Log,
): Promise<void> {
  for (const { chat, locale } of chats) {
    try {
      const { id, type } = await api.getChat(chat);
      await store.saveChat(id, type, { subscribed: true, active: true, ...(locale === undefined ? {} : { locale }) });
    } catch (error) {
      log.warn(
        { err: error, chat },
        isTransient(error)
          ? 'REMINDER_CHATS: Telegram did not answer; tried again at the next start'
          : 'REMINDER_CHATS: the bot cannot see this chat; add it there',
      );
    }
  }
}
