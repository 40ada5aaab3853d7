/** A Chromium before the playground's page, with a little bot behind it that has one of everything. */
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Bot, InlineKeyboard, InputFile } from 'grammy';
import { type Browser, type BrowserContextOptions, chromium, type Page as BrowserPage } from 'playwright-core';
import { createClock } from '../../src/playground/clock.ts';
import { createPage, type Page } from '../../src/playground/server.ts';
import { createFakeTelegram, type FakeTelegram } from '../../src/playground/telegram.ts';

const CHROMIUM = '/usr/bin/chromium';

const ARGUMENTS =
  '--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** False skips what needs it; with REQUIRE_CHROMIUM=1 its absence is a failure. */
export function hasChromium(): boolean {
  if (existsSync(CHROMIUM)) return true;
  if (process.env['REQUIRE_CHROMIUM'] === '1') throw new Error(`${CHROMIUM} is missing: apt-get install chromium fonts-noto-core`);
  process.stdout.write(`skipped: the page in a browser, for ${CHROMIUM} is missing\n`);
  return false;
}

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS.split(' ') });

const LANGUAGES = [
  { code: 'az', name: 'Azərbaycanca', direction: 'ltr' },
  { code: 'en', name: 'English', direction: 'ltr' },
  { code: 'ar', name: 'العربية', direction: 'rtl' },
] as const;

const GUIDANCE = 'A line of long guidance that nobody reads at once. '.repeat(20);

/** A picture of one colour, 8 by 8. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR42mP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC';

/** One command for each thing that the page draws. */
function teach(bot: Bot): void {
  const html = { parse_mode: 'HTML' } as const;
  const menu = new InlineKeyboard()
    .text('Danger', 'danger')
    .danger()
    .row()
    .text('Turn the page', 'turn')
    .primary()
    .text('Alert', 'alert')
    .row()
    .url('Site', 'https://example.org/')
    .copyText('Copy 112', '112')
    .switchInlineChosen('Share', { query: 'tip', allow_user_chats: true });
  const text = `<b>Hello</b>, see <a href="https://example.org/">this</a> and <code>112</code>, or /help.\n<blockquote expandable>${GUIDANCE}</blockquote>`;
  bot.command('start', (ctx) => ctx.reply(text, { ...html, reply_markup: menu }));
  bot.command('picture', (ctx) =>
    ctx.replyWithPhoto(new InputFile(Buffer.from(PNG, 'base64')), { caption: '<b>Stop.</b> Call.', ...html }),
  );
  bot.command('quiz', (ctx) =>
    ctx.replyWithPoll('What first?', [{ text: 'Pick it up' }, { text: 'Stop' }], {
      type: 'quiz',
      correct_option_ids: [1],
      explanation: 'Stop.',
    }),
  );
  bot.command('arabic', (ctx) =>
    ctx.reply('<b>قف.</b> لا تقترب.', { ...html, reply_markup: new InlineKeyboard().text('أنا في خطر', 'danger') }),
  );
  bot.command('broken', (ctx) => ctx.reply('<b>broken', html));
  bot.callbackQuery('turn', async (ctx) => {
    await ctx.answerCallbackQuery({ text: 'Turned' });
    await ctx.editMessageText('The next page', { reply_markup: new InlineKeyboard().text('Danger', 'danger').row().text('Back', 'turn') });
  });
  bot.callbackQuery('alert', (ctx) => ctx.answerCallbackQuery({ text: 'Mind your step', show_alert: true }));
  bot.on('callback_query', (ctx) => ctx.answerCallbackQuery());
  const tip = { type: 'article', id: 'tip', title: 'A tip', input_message_content: { message_text: 'Do not touch.' } } as const;
  bot.on('inline_query', (ctx) => ctx.answerInlineQuery([tip]));
  bot.on(['message:text', 'edited_message:text'], async (ctx) => {
    await ctx.replyWithChatAction('typing');
    await new Promise((resolve) => setTimeout(resolve, 150));
    await ctx.reply(`You said: ${ctx.msg.text} (${ctx.from?.language_code ?? 'no language'})`);
  });
  bot.on('message', (ctx) => ctx.reply('I pass nothing on.'));
}

export interface Site {
  readonly address: string;
  readonly telegram: FakeTelegram;
  close(): Promise<void>;
}

/** Serves a page. @param port 0 is any free one */
export async function listen(page: Page, port = 0): Promise<{ readonly address: string; close(): Promise<void> }> {
  const server = await new Promise<Server>((resolve) => {
    const started = serve({ fetch: page.app.fetch, port, hostname: '127.0.0.1' }, () => resolve(started as Server));
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${bound}/`,
    async close() {
      page.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export async function startSite(port = 0): Promise<Site> {
  const clock = createClock();
  const telegram = createFakeTelegram({ now: clock.now, onUpdate: (update) => bot.handleUpdate(update) });
  const bot = new Bot('0:test', { botInfo: telegram.me });
  bot.api.config.use(telegram.transformer);
  teach(bot);
  await bot.api.setMyCommands([
    { command: 'start', description: 'Begin' },
    { command: 'quiz', description: 'A question' },
  ]);
  await bot.api.setMyCommands([{ command: 'start', description: 'Başla' }], { language_code: 'az' });
  await bot.api.setMyDescription('What this bot does');
  const page = createPage({ telegram, clock, languages: LANGUAGES, log: { error: () => undefined }, host: '127.0.0.1' });
  const { address, close } = await listen(page, port);
  return { address, telegram, close };
}

/** A page that fails the test when the browser complains. */
export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<{ page: BrowserPage; complaints: string[] }> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 390, height: 844 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(address);
  await page.locator('#start').waitFor();
  return { page, complaints };
}

export async function type(page: BrowserPage, text: string): Promise<void> {
  await page.getByLabel('Message').fill(text);
  await page.keyboard.press('Enter');
}
