/** The bot: update → Request → handler → Reply → message, one way for everything a person says or presses. */
import { autoRetry } from '@grammyjs/auto-retry';
import { Bot, type Transformer } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { Handler, Services } from '../handlers/handler.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { createAnswering } from './answering.ts';
import { createArrivals } from './arrival.ts';
import { callDirectly } from './direct.ts';
import { createLimits, type Limits } from './limits.ts';
import { createRouter } from './route.ts';
import { createTaking } from './taking.ts';

export interface BotParts {
  readonly token: string;
  readonly apiRoot: string;
  readonly commands: readonly Handler[];
  readonly answers: Readonly<Record<'question' | 'vote' | 'unsupported' | 'unknown' | 'limited' | 'trouble', Handler>>;
  readonly services: Services;
  /** Language of chats whose own is not offered. */
  readonly fallback: string;
  /** Whether a person is one of ADMIN_IDS. */
  readonly isOperator: (userId: number) => boolean;
  readonly log: Log;
  /** How much one may ask; the usual by default. */
  readonly limits?: Limits;
  /** Known beforehand in the playground and in tests; otherwise asked of Telegram. */
  readonly botInfo?: UserFromGetMe;
}

/** Sends wait no longer than this for Telegram, in seconds; grammY's own 500 would hang on a cut-off answer. */
const SEND_TIMEOUT_S = 15;

/** Counts the calls that Telegram answers with 429. */
export const countFloods =
  (metrics: Metrics): Transformer =>
  async (previous, method, payload, signal) => {
    const response = await previous(method, payload, signal);
    if (!response.ok && response.error_code === 429) metrics.flood();
    return response;
  };

/** Builds the bot. It neither polls nor listens by itself: `bot.handleUpdate` takes one update, and rejects only where trying again may help. */
export function createBot(parts: BotParts): Bot {
  const { token, apiRoot, services } = parts;
  const bot = new Bot(token, {
    client: { apiRoot, timeoutSeconds: SEND_TIMEOUT_S },
    ...(parts.botInfo === undefined ? {} : { botInfo: parts.botInfo }),
  });
  bot.api.config.use(callDirectly(token, apiRoot, SEND_TIMEOUT_S * 1_000));
  // Before the retrying: what is tried again counts each time.
  bot.api.config.use(countFloods(services.metrics));
  bot.api.config.use(autoRetry({ maxRetryAttempts: 2, maxDelaySeconds: 5, rethrowHttpErrors: true }));
  const limits = parts.limits ?? createLimits();
  const answer = createAnswering(parts, bot.api, limits);
  bot.use(createTaking(parts, createArrivals(createRouter(parts), limits), answer));
  return bot;
}
