/** The real bot, content, knowledge and store before the fake Telegram: what a test talks to. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from 'grammy';
import type { Message } from 'grammy/types';
import { expect, onTestFinished } from 'vitest';
import { createBot } from '../../src/bot/bot.ts';
import { createLimits, type Limits } from '../../src/bot/limits.ts';
import { createPrinter } from '../../src/cards/printer.ts';
import { readConfig } from '../../src/config.ts';
import { knowledgeInput, type Content } from '../../src/content/content.ts';
import { loadContent } from '../../src/content/load.ts';
import { answers, commands, wordsNeeded } from '../../src/handlers/index.ts';
import type { Handler, Services } from '../../src/handlers/handler.ts';
import { loadKnowledge, type Asked } from '../../src/knowledge/load.ts';
import { createOperators } from '../../src/bot/operators.ts';
import { createReminding } from '../../src/bot/reminding.ts';
import { createRecent } from '../../src/knowledge/recent.ts';
import { createLog, type Log } from '../../src/log.ts';
import { CACHE, LOCALES } from '../../src/paths.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createFakeTelegram } from '../../src/playground/telegram.ts';
import { openStore } from '../../src/store/open.ts';

let loaded: { readonly content: Content; readonly knowledge: Asked } | undefined;

const raise = (error: unknown): never => {
  throw error instanceof Error ? error : new Error(String(error));
};

/** The project's own content, loaded once a test file. */
export function realContent() {
  if (loaded === undefined) {
    const content = loadContent(LOCALES, wordsNeeded);
    loaded = { content, knowledge: loadKnowledge(knowledgeInput(content), [CACHE], { onTraining: () => undefined, onFailure: raise }) };
  }
  return loaded;
}

export const freshFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mine-awareness-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

export interface TestOptions {
  readonly now?: () => Date;
  readonly operators?: readonly number[];
  readonly commands?: readonly Handler[];
  /** Silent unless a test listens. */
  readonly log?: Log;
  /** None by default: a test says in a second what a person says in an hour. */
  readonly limits?: Limits;
  /** Messages the fake Telegram keeps of each chat. */
  readonly keepMessages?: number;
  /** Parts that differ from the real ones. */
  readonly services?: Partial<Services>;
}

const UNLIMITED: Limits = { ...createLimits(), admits: () => true, admitsInline: () => true };

/** A bot with nothing behind it yet. Every call that Telegram would refuse fails the test at its end. */
export async function createTestApp({
  now = () => new Date('2026-11-24T08:00:00Z'),
  operators = [],
  commands: heard = commands,
  log = createLog('silent'),
  limits = UNLIMITED,
  keepMessages = 1000,
  services: own = {},
}: TestOptions = {}) {
  const { content, knowledge } = realContent();
  const store = await openStore({ dataFolder: await freshFolder() });
  const printer = createPrinter(join(await freshFolder(), 'cards'));
  const troubles: unknown[] = [];
  const telegram = createFakeTelegram({ now, keepMessages, onUpdate: (update) => bot.handleUpdate(update) });
  const config = readConfig({}, content.locales);
  const api = new Api('1:test');
  api.config.use(telegram.transformer);
  const reminder = createReminding({
    api,
    bot: '1',
    services: { content, store, printer, ...own },
    botName: () => telegram.me.username,
    config,
    log,
    now,
  });
  const services: Services = {
    content,
    knowledge,
    store,
    printer,
    broadcasts: reminder,
    operators: createOperators({ api, ids: operators, now, log }),
    botName: () => telegram.me.username,
    recent: createRecent(now),
    metrics: createMetrics(),
    onTrouble: (error) => void troubles.push(error),
    now,
    zone: 'Asia/Baku',
    ...own,
  };
  const bot = createBot({
    token: '1:test',
    apiRoot: 'http://127.0.0.1:9',
    commands: heard,
    answers,
    services,
    fallback: 'en',
    isOperator: (userId) => operators.includes(userId),
    log,
    limits,
    botInfo: telegram.me,
  });
  bot.api.config.use(telegram.transformer);
  onTestFinished(async () => {
    await reminder.stop();
    await store.close();
    expect(telegram.rejected).toEqual([]);
  });
  return { telegram, bot, store, content, services, reminder, troubles };
}
export type TestApp = Awaited<ReturnType<typeof createTestApp>>;

const isFromBot = (message: Message | undefined) => message?.from?.is_bot === true;

/** One chat as a person sees it: what was said last, and its buttons. */
export function openChat({ telegram }: Pick<TestApp, 'telegram'>, chatId: number, from?: number) {
  const by = from === undefined ? {} : { from };
  const last = () => telegram.messages(chatId).at(-1);
  const buttons = (message = last()) => message?.reply_markup?.inline_keyboard.flat() ?? [];
  const shown = () => {
    const message = last();
    return isFromBot(message) ? (message?.text ?? message?.caption ?? message?.poll?.question ?? '') : '';
  };
  return {
    last,
    buttons,
    labels: () => buttons().map(({ text }) => text),
    commands: () => buttons().flatMap((button) => ('callback_data' in button ? [button.callback_data] : [])),
    /** All messages of the bot, oldest first. */
    answers: () => telegram.messages(chatId).filter(isFromBot),
    async says(text: string) {
      await telegram.says(chatId, text, by);
      return shown();
    },
    async presses(data: string) {
      await telegram.presses(chatId, last()?.message_id ?? 0, data, by);
      return shown();
    },
  };
}

/** A person's private chat. @param language Telegram's `language_code` */
export function openPerson(app: Pick<TestApp, 'telegram'>, language?: string) {
  const person = app.telegram.person(language === undefined ? {} : { language_code: language });
  return { person, ...openChat(app, person.id) };
}
