/** The bot: update → Request → handler → Reply → message, one way for everything a person says or presses. */
import { autoRetry } from '@grammyjs/auto-retry';
import { sequentialize } from '@grammyjs/runner';
import { Bot, type Context, type Transformer } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { Handler, Services } from '../handlers/handler.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { StoreError } from '../store/store.ts';
import { chatIdOf, createArrivals, type Arrival } from './arrival.ts';
import { createGreetings } from './membership.ts';
import { declineInline, hearGuest, hearInline } from './inline.ts';
import { createLive } from './live.ts';
import { createLimits, type Limits } from './limits.ts';
import { createOnce } from './once.ts';
import { readVote } from './poll.ts';
import { answerPress, openBot } from './press.ts';
import { createResponder } from './responder.ts';
import { createRouter } from './route.ts';
import { isGone, isTransient } from './send.ts';
import { shapeFault } from './shape.ts';

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

type Answering = (ctx: Context, arrival: Arrival) => Promise<string>;

/** Takes each update in its chat's order; counts it, logs it, and rejects only where trying again may help. */
function createTaking({ services: { metrics, store }, log }: BotParts, arrive: (ctx: Context) => Arrival, answer: Answering) {
  const inOrder = sequentialize(({ update }: Context) => (chatIdOf(update) ?? update.poll_answer?.user?.id)?.toString());

  /** @returns what it was, for the counters */
  const settle = async (ctx: Context, arrival: Arrival): Promise<string> => {
    try {
      return await answer(ctx, arrival);
    } catch (error) {
      if (isTransient(error) || error instanceof StoreError) throw error;
      if (isGone(error)) return ctx.chatId === undefined ? 'gone' : store.setActive(ctx.chatId, false).then(() => 'gone');
      log.error({ err: error, update: ctx.update.update_id }, 'update failed');
      return 'failed';
    }
  };
  return async (ctx: Context): Promise<void> => {
    const { update_id: update } = ctx.update;
    const fault = shapeFault(ctx.update);
    if (fault !== undefined) {
      metrics.update('malformed');
      return log.warn({ update, fault }, 'not the shape of an update; let be');
    }
    const [started, arrival] = [performance.now(), arrive(ctx)];
    metrics.arrived();
    let handler = 'again';
    try {
      await inOrder(ctx, async () => void (handler = await settle(ctx, arrival)));
    } finally {
      const ms = performance.now() - started;
      metrics.left(handler, ms / 1000);
      log.info({ update, handler, ms: Math.round(ms) }, handler === 'again' ? 'not handled; it comes again' : 'handled');
    }
  };
}

/** Builds the bot. It neither polls nor listens by itself: `bot.handleUpdate` takes one update, and rejects only where trying again may help. */
export function createBot(parts: BotParts): Bot {
  const { token, apiRoot, services, log } = parts;
  const bot = new Bot(token, {
    client: { apiRoot, timeoutSeconds: SEND_TIMEOUT_S },
    ...(parts.botInfo === undefined ? {} : { botInfo: parts.botInfo }),
  });
  // Before the retrying: what is tried again counts each time.
  bot.api.config.use(countFloods(services.metrics));
  bot.api.config.use(autoRetry({ maxRetryAttempts: 2, maxDelaySeconds: 5, rethrowHttpErrors: true }));
  const limits = parts.limits ?? createLimits();
  const arrive = createArrivals(createRouter(parts), limits);
  const respond = createResponder(parts, createLive(bot.api, log), limits);

  const pressOnce = createOnce(parts);
  const greetings = createGreetings(parts);

  const answer = async (ctx: Context, arrival: Arrival): Promise<string> => {
    if (ctx.update.my_chat_member !== undefined) return greetings.hear(ctx, ctx.update.my_chat_member).then(() => 'membership');
    if (ctx.inlineQuery !== undefined) {
      if (!limits.admitsInline(ctx.inlineQuery.from.id)) return declineInline(ctx, ctx.inlineQuery, parts).then(() => 'limited');
      return hearInline(ctx, ctx.inlineQuery, parts).then(() => 'inline');
    }
    if (ctx.update.guest_message?.from !== undefined && !limits.admitsInline(ctx.update.guest_message.from.id)) return 'limited';
    if (ctx.update.guest_message !== undefined) return hearGuest(ctx, ctx.update.guest_message, parts).then(() => 'guest');
    if (ctx.message?.migrate_to_chat_id !== undefined)
      return services.store.moveChat(ctx.message.chat.id, ctx.message.migrate_to_chat_id).then(() => 'migration');
    if (ctx.pollAnswer !== undefined) {
      const vote = await readVote(ctx.pollAnswer, services.store);
      if (vote === undefined) return 'nothing';
      const heard = { handler: parts.answers.vote, section: 'answers', text: vote.text } as const;
      return respond(ctx, { ...arrival, incoming: vote.incoming, heard });
    }
    const { incoming, heard, isWithin } = arrival;
    if (ctx.callbackQuery !== undefined && incoming?.chat.kind === 'channel')
      return openBot(ctx, ctx.callbackQuery.id, incoming.said, services).then(() => 'channel');
    const isOnce = isWithin && heard?.handler.once === true;
    if (ctx.callbackQuery !== undefined && isWithin && !isOnce) await answerPress(ctx.api, ctx.callbackQuery.id);
    if (incoming === undefined || heard === undefined) return 'nothing';
    if (heard.handler.name === 'start' && greetings.isSaid(incoming.chat.id, heard.text)) return 'nothing';
    if (isOnce) return pressOnce(ctx, incoming, heard).then(() => heard.handler.name);
    return respond(ctx, { ...arrival, incoming, heard });
  };
  bot.use(createTaking(parts, arrive, answer));
  return bot;
}
