/** What stands before the bot: Telegram, by long polling or webhook. The playground stands in its place without a token. */
import type { Hono } from 'hono';
import { chatIdOf } from './bot/arrival.ts';
import { countFloods, createBot } from './bot/bot.ts';
import { createSendingApi } from './bot/deliver.ts';
import { createLink } from './bot/link.ts';
import { createOperators } from './bot/operators.ts';
import { publishProfile } from './bot/profile.ts';
import { createReminding, subscribeChats } from './bot/reminding.ts';
import type { Config } from './config.ts';
import { answers, commands } from './handlers/index.ts';
import type { Log } from './log.ts';
import type { OpenServices } from './services.ts';
import { createWebhook } from './web/webhook.ts';

/** What runs until stopped: the bot on Telegram, or the same bot on a local page. */
export interface Front {
  readonly page?: Hono;
  isReached(): boolean;
  run(): Promise<void>;
  stop(): Promise<void>;
}

/** Nothing talks to Telegram before `run`. */
export function createTelegramFront(token: string, config: Config, services: OpenServices, log: Log): Front {
  const apiRoot = config.TELEGRAM_API_ROOT;
  const { content, store } = services;
  const api = createSendingApi(token, apiRoot);
  api.config.use(countFloods(services.metrics));
  const botName = () => bot.botInfo.username;
  const reminder = createReminding({ api, bot: token.split(':')[0] ?? '', services, botName, config, log });
  const operators = createOperators({ api, ids: config.ADMIN_IDS, now: services.now, log });
  const bot: ReturnType<typeof createBot> = createBot({
    token,
    apiRoot,
    commands,
    answers,
    services: { ...services, broadcasts: reminder, operators, botName },
    fallback: config.DEFAULT_LOCALE,
    isOperator: (userId) => config.ADMIN_IDS.includes(userId),
    log,
  });
  const onReached = async () => {
    if (!bot.botInfo.supports_inline_queries) log.warn('inline mode is off, so nobody can pass a tip on: send /setinline to @BotFather');
    reminder.start();
    await subscribeChats(bot.api, config.REMINDER_CHATS, services, log);
    await publishProfile(bot.api, content, commands, config.DEFAULT_LOCALE);
  };
  const { WEBHOOK_URL: base, WEBHOOK_SECRET: secret } = config;
  const webhook = base === undefined || secret === undefined ? undefined : { url: `${base}/telegram`, secret };
  const link = createLink({ bot, token, apiRoot, store, log, onReached, webhook });
  const hook =
    webhook === undefined
      ? undefined
      : createWebhook({ secret: webhook.secret, store, log, chatOf: chatIdOf, handle: (update) => bot.handleUpdate(update) });
  const stop = async () => void (await Promise.all([hook?.stop(), link.stop(), reminder.stop()]));
  return { ...link, stop, ...(hook === undefined ? {} : { page: hook.page }) };
}
