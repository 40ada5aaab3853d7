/** The bot: update → Request → handler → Reply → message, one way for everything a person says or presses. */
import { autoRetry } from '@grammyjs/auto-retry';
import { sequentialize } from '@grammyjs/runner';
import { Bot, type Context, type Transformer } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { Handler, Services } from '../handlers/handler.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { readUpdate, type Incoming } from './incoming.ts';
import { hearMembership } from './membership.ts';
import { createLive } from './live.ts';
import { createResponder, type Heard } from './responder.ts';
import { isGone, isRefused } from './send.ts';

export interface BotParts {
  readonly token: string;
  readonly apiRoot: string;
  readonly commands: readonly Handler[];
  readonly answers: Readonly<Record<'question' | 'unsupported' | 'unknown' | 'trouble', Handler>>;
  readonly services: Services;
  /** Language of chats whose own is not offered. */
  readonly fallback: string;
  /** Whether a person is one of ADMIN_IDS. */
  readonly isOperator: (userId: number) => boolean;
  readonly log: Log;
  /** Known beforehand in the playground and in tests; otherwise asked of Telegram. */
  readonly botInfo?: UserFromGetMe;
}

/** Sends wait no longer than this for Telegram, in seconds; grammY's own 500 would hang on a cut-off answer. */
const SEND_TIMEOUT_S = 15;

function createRouter({ commands, answers, isOperator }: Pick<BotParts, 'commands' | 'answers' | 'isOperator'>) {
  const byName = new Map(commands.map((command) => [command.name, command]));
  return ({ said, from }: Incoming): Heard | undefined => {
    switch (said.kind) {
      case 'nothing':
        return undefined;
      case 'question':
        return { handler: answers.question, section: 'answers', text: said.text };
      case 'unsupported':
        return { handler: answers.unsupported, section: 'answers', text: '' };
      case 'command': {
        const handler = byName.get(said.name);
        const hidden = handler?.operators === true && !isOperator(from?.id ?? 0);
        return handler === undefined || hidden
          ? { handler: answers.unknown, section: 'answers', text: '' }
          : { handler, section: 'commands', text: said.text };
      }
    }
  };
}

/** Stops the spinner of a pressed button. One pressed too long ago cannot be answered any more, and need not be. */
async function answerPress(ctx: Context, pressId: string | undefined) {
  if (pressId === undefined) return;
  try {
    await ctx.api.answerCallbackQuery(pressId);
  } catch (error) {
    if (!isRefused(error)) throw error;
  }
}

/** Counts the calls that Telegram answers with 429. */
const countFloods =
  (metrics: Metrics): Transformer =>
  async (previous, method, payload, signal) => {
    const response = await previous(method, payload, signal);
    if (!response.ok && response.error_code === 429) metrics.flood();
    return response;
  };

/** Builds the bot. It neither polls nor listens by itself: `bot.handleUpdate` takes one update, and rejects only where trying again may help. */
export function createBot(parts: BotParts): Bot {
  const { token, apiRoot, services, log } = parts;
  const bot = new Bot(token, {
    client: { apiRoot, timeoutSeconds: SEND_TIMEOUT_S },
    ...(parts.botInfo === undefined ? {} : { botInfo: parts.botInfo }),
  });
  bot.api.config.use(autoRetry({ maxRetryAttempts: 2, maxDelaySeconds: 5, rethrowHttpErrors: true }));
  const route = createRouter(parts);
  const respond = createResponder(parts, createLive(bot.api, log));

  bot.api.config.use(countFloods(services.metrics));

  const answer = async (ctx: Context): Promise<string> => {
    if (ctx.update.my_chat_member !== undefined) return hearMembership(ctx, ctx.update.my_chat_member, parts).then(() => 'membership');
    if (ctx.message?.migrate_to_chat_id !== undefined)
      return services.store.moveChat(ctx.message.chat.id, ctx.message.migrate_to_chat_id).then(() => 'migration');
    const incoming = readUpdate(ctx.update, ctx.me);
    if (ctx.callbackQuery !== undefined) await answerPress(ctx, ctx.callbackQuery.id);
    const heard = incoming === undefined ? undefined : route(incoming);
    if (incoming === undefined || heard === undefined) return 'nothing';
    try {
      await respond(ctx, incoming, heard);
    } catch (error) {
      if (!isGone(error)) throw error;
      await services.store.setActive(incoming.chat.id, false);
    }
    return heard.handler.name;
  };
  bot.use(sequentialize((ctx) => ctx.chatId?.toString()));
  bot.use(async (ctx) => {
    const started = performance.now();
    const kind = await answer(ctx);
    const ms = performance.now() - started;
    services.metrics.update(kind);
    services.metrics.took(ms / 1000);
    log.debug({ update: ctx.update.update_id, handler: kind, ms: Math.round(ms) }, 'handled');
  });
  return bot;
}
