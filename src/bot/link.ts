/** The bot's link to Telegram: introduces itself, then takes updates until stopped. */
import { setTimeout } from 'node:timers/promises';
import type { Bot } from 'grammy';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { ALLOWED_UPDATES, createPolling } from './polling.ts';
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
  /** Where Telegram sends updates; undefined for long polling. */
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
  /** Done once Telegram has answered for the first time, such as publishing the command menu. */
  readonly onReached: () => Promise<void>;
}

const RETRY_MS = 2000;
/** How often it is asked whether Telegram still answers, where it brings updates by itself. */
const LOOK_MS = 20_000;

/** Asks who the bot is, for as long as Telegram does not answer, and settles how updates come. */
async function introduce({ bot, log, webhook }: LinkParts, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      // Not `bot.init()`, which tries again without a word.
      if (!bot.isInited()) bot.botInfo = await bot.api.getMe();
      await settleWebhook(bot, webhook);
      return;
    } catch (error) {
      if (isUnauthorized(error))
        throw new TokenError('BOT_TOKEN is wrong: Telegram does not know it. Copy it again from @BotFather.', { cause: error });
      if (!isTransient(error)) throw error;
      log.warn({ err: error }, 'Telegram does not answer; trying again');
      await setTimeout(RETRY_MS, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
}

/** Registers the webhook only where it differs; without one, a webhook of an earlier set-up would keep updates from us. */
async function settleWebhook(bot: Bot, webhook: LinkParts['webhook']): Promise<void> {
  const { url = '', allowed_updates: allowed = [] } = await bot.api.getWebhookInfo();
  if (webhook === undefined) {
    if (url !== '') await bot.api.deleteWebhook();
    return;
  }
  const isSame =
    url === webhook.url && ALLOWED_UPDATES.every((kind) => allowed.includes(kind)) && allowed.length === ALLOWED_UPDATES.length;
  if (!isSame)
    await bot.api.setWebhook(webhook.url, {
      secret_token: webhook.secret,
      allowed_updates: ALLOWED_UPDATES,
    });
}

/** By a webhook nothing is heard while nobody writes: so it is asked now and then, for as long as it runs. */
async function watch(bot: Bot, onReach: (reached: boolean) => void, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await setTimeout(LOOK_MS, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) return;
    onReach(
      await bot.api.getWebhookInfo().then(
        () => true,
        () => false,
      ),
    );
  }
}

/** Nothing talks to Telegram before `run`. */
export function createLink(parts: LinkParts) {
  const { bot, token, apiRoot, store, log, onReached, webhook } = parts;
  const stopping = new AbortController();
  const stopped = Promise.withResolvers<void>();
  let reached = false;
  const onReach = (now: boolean) => {
    reached = now;
  };
  const polling = createPolling({
    token,
    apiRoot,
    store,
    log,
    onReach,
    handle: (update) => bot.handleUpdate(update),
  });

  return {
    /** Whether Telegram answered the last call for updates. */
    isReached: () => reached,
    /** Resolves when stopped. @throws {TokenError | ConflictError} */
    async run(): Promise<void> {
      await introduce(parts, stopping.signal);
      if (stopping.signal.aborted) return;
      reached = true;
      log.info({ bot: bot.botInfo.username }, 'Telegram reached');
      void onReached().catch((error: unknown) => log.warn({ err: error }, 'the profile was not published'));
      await (webhook === undefined ? polling.run() : Promise.race([watch(bot, onReach, stopping.signal), stopped.promise]));
    },
    async stop(): Promise<void> {
      const polls = webhook === undefined && !stopping.signal.aborted && bot.isInited();
      stopping.abort();
      stopped.resolve();
      if (polls) await polling.stop();
    },
  };
}
export type Link = ReturnType<typeof createLink>;
