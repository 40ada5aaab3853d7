/** The bot's link to Telegram: introduces itself, then takes updates until stopped. */
import { setTimeout } from 'node:timers/promises';
import type { Bot } from 'grammy';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { createPolling } from './polling.ts';
import { isTransient, isUnauthorized } from './send.ts';

/** Telegram does not know the token. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
}

export interface LinkParts {
  readonly bot: Bot;
  readonly token: string;
  readonly apiRoot: string;
  readonly store: Store;
  readonly log: Log;
  /** Done once Telegram has answered for the first time, such as publishing the command menu. */
  readonly onReached: () => Promise<void>;
}

const RETRY_MS = 2000;

/** Nothing talks to Telegram before `run`. */
export function createLink({ bot, token, apiRoot, store, log, onReached }: LinkParts) {
  const stopping = new AbortController();
  let reached = false;
  const onReach = (now: boolean) => {
    reached = now;
  };
  const polling = createPolling({ token, apiRoot, store, log, onReach, handle: (update) => bot.handleUpdate(update) });

  /** Asks who the bot is, for as long as Telegram does not answer. A webhook of an earlier set-up would keep updates from us. */
  async function introduce() {
    while (!stopping.signal.aborted) {
      try {
        await bot.init();
        if ((await bot.api.getWebhookInfo()).url !== '') await bot.api.deleteWebhook();
        reached = true;
        return;
      } catch (error) {
        if (isUnauthorized(error))
          throw new TokenError('BOT_TOKEN is wrong: Telegram does not know it. Copy it again from @BotFather.', { cause: error });
        if (!isTransient(error)) throw error;
        log.warn({ err: error }, 'Telegram does not answer; trying again');
        await setTimeout(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  return {
    /** Whether Telegram answered the last call for updates. */
    isReached: () => reached,
    /** Resolves when stopped. @throws {TokenError | ConflictError} */
    async run(): Promise<void> {
      await introduce();
      if (stopping.signal.aborted) return;
      log.info({ bot: bot.botInfo.username }, 'Telegram reached');
      void onReached().catch((error: unknown) => log.warn({ err: error }, 'the profile was not published'));
      await polling.run();
    },
    async stop(): Promise<void> {
      const running = !stopping.signal.aborted && bot.isInited();
      stopping.abort();
      if (running) await polling.stop();
    },
  };
}
export type Link = ReturnType<typeof createLink>;
