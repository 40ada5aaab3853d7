/**
 * `npm run remind -- --dry-run`: what would go out, to how many, when, by language. Sends nothing.
 * `npm run remind`: asks once, then sends the reminder to every subscribed chat now, with a progress bar; `--yes` does not ask.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createSendingApi } from '../bot/deliver.ts';
import { createReminding } from '../bot/reminding.ts';
import { createPrinter } from '../cards/printer.ts';
import { textOf } from '../cards/text.ts';
import { ConfigError, readConfig, type Config } from '../config.ts';
import type { Content } from '../content/content.ts';
import { plainText } from '../content/entry.ts';
import { ContentError, listLocales, loadContent } from '../content/load.ts';
import { withDotEnv } from '../environment.ts';
import { wordsNeeded } from '../handlers/index.ts';
import { reminderReply } from '../handlers/reminder.ts';
import { createLog } from '../log.ts';
import { LOCALES } from '../paths.ts';
import { createCalendar, inWords } from '../reminder/calendar.ts';
import type { Reminder } from '../reminder/reminder.ts';
import type { Audience, Progress } from '../store/broadcasts.ts';
import type { Database } from '../store/database.ts';
import { createStore, fileOf, openDatabase } from '../store/open.ts';
import { openSqlite } from '../store/sqlite.ts';
import { StoreError } from '../store/store.ts';

const BAR = 30;

/** The bot's store, also beside a running bot: then the bot itself delivers what is begun here. */
async function openBeside(config: Config): Promise<{ readonly database: Database; readonly botRuns: boolean }> {
  const place = { url: config.DATABASE_URL, dataFolder: config.DATA_DIR };
  if (config.DATABASE_URL === undefined && !existsSync(fileOf(place)))
    throw new StoreError(`There is no store at ${fileOf(place)} yet. Start the bot once, or set DATA_DIR.`);
  try {
    return { database: await openDatabase(place), botRuns: false };
  } catch (error) {
    if (config.DATABASE_URL !== undefined || !(error instanceof StoreError) || !error.message.startsWith('Another process')) throw error;
    return { database: openSqlite(fileOf(place)), botRuns: true };
  }
}

const chats = (count: number) => (count === 1 ? '1 chat' : `${count} chats`);

/** What each language would read, with its picture in words, and how many chats when. */
function describe(content: Content, config: Config, audience: readonly Audience[], date: string | undefined) {
  const calendar = createCalendar({ cron: config.REMINDER_CRON, zone: config.REMINDER_TIMEZONE });
  const year = Number(date?.slice(0, 4) ?? new Date().getUTCFullYear());
  for (const locale of content.locales) {
    const rows = audience.filter((row) => (row.locale ?? config.DEFAULT_LOCALE) === locale);
    if (rows.length === 0) continue;
    console.log(`\n== ${locale}: ${chats(rows.reduce((sum, { count }) => sum + count, 0))} ==`);
    for (const { zone, count } of rows) {
      const own = zone ?? config.REMINDER_TIMEZONE;
      console.log(`${count} on ${date === undefined ? 'no date' : inWords(calendar.dueAt(date, zone), own)}`);
    }
    const { html, photo, buttons } = reminderReply(content, { locale, country: undefined }, year, '');
    console.log(`\n[picture: ${textOf(photo.card).replaceAll('\n', ' / ')}]\n\n${plainText(html)}`);
    for (const { label } of buttons.flat()) console.log(`[${label}]`);
  }
}

const bar = ({ sent, left, blocked, failed, skipped }: Progress, rate: number) => {
  const done = sent + blocked + failed + skipped;
  const share = done + left === 0 ? 1 : done / (done + left);
  const filled = Math.round(share * BAR);
  const minutes = rate > 0 ? `${Math.ceil(left / rate / 60)} min to the end` : '';
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}] ${Math.floor(share * 100)} %  sent ${sent}, left ${left}, blocked ${blocked}, failed ${failed}  ${rate.toFixed(1)}/s  ${minutes}`;
};

/** Shows how the campaign goes until it is over. */
async function follow(reminder: Reminder, key: string): Promise<void> {
  let last = 0;
  for (;;) {
    await sleep(1000);
    const progress = await reminder.progress(key);
    if (progress === undefined) return;
    process.stdout.write(`\r${bar(progress, progress.sent - last)}\u001B[K`);
    last = progress.sent;
    if (progress.state === 'done' || progress.state === 'cancelled') break;
  }
  process.stdout.write('\n');
}

async function confirmed(count: number): Promise<boolean> {
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(`Send the reminder to ${chats(count)} now? This cannot be taken back. Type yes: `);
  prompt.close();
  return answer.trim().toLowerCase() === 'yes';
}

/** The bot's name, which its picture carries on. */
async function nameOf(api: ReturnType<typeof createSendingApi>): Promise<string> {
  try {
    return (await api.getMe()).username;
  } catch (error) {
    throw new ConfigError('Telegram does not say who the bot is: see to BOT_TOKEN and to the network, then try again.', { cause: error });
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false }, yes: { type: 'boolean', default: false } } });
  const config = readConfig(withDotEnv(process.env), listLocales(LOCALES));
  const content = loadContent(LOCALES, wordsNeeded);
  const { database, botRuns } = await openBeside(config);
  const store = createStore(database);
  const token = config.BOT_TOKEN ?? '0:none';
  const api = createSendingApi(token, config.TELEGRAM_API_ROOT);
  const printer = createPrinter(join(config.DATA_DIR, 'cards'));
  let name = '';
  const reminder = createReminding({
    api,
    bot: token.split(':')[0] ?? '',
    services: { content, store, printer },
    botName: () => name,
    config,
    log: createLog('silent'),
  });
  try {
    const audience = await reminder.audience();
    const count = audience.reduce((sum, row) => sum + row.count, 0);
    if (values['dry-run']) {
      console.log(`${chats(count)} would be reminded.`);
      describe(content, config, audience, reminder.nextRun()?.date);
      return 0;
    }
    if (config.BOT_TOKEN === undefined) throw new ConfigError('BOT_TOKEN: set it to send; --dry-run shows what would go out.');
    if (!values.yes && !(await confirmed(count))) return 1;
    if (!botRuns) {
      name = await nameOf(api);
      reminder.start();
    }
    await follow(reminder, await reminder.broadcast());
    return 0;
  } finally {
    await reminder.stop();
    await store.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof StoreError || error instanceof ConfigError || error instanceof ContentError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
