/** The playground's HTTP: who is let in, what is taken, what the page's stream tells. */
import { Bot } from 'grammy';
import { beforeEach, expect, it } from 'vitest';
import { createClock, type Clock } from '../../src/playground/clock.ts';
import { createPage, type Page } from '../../src/playground/server.ts';
import { createFakeTelegram, type FakeTelegram } from '../../src/playground/telegram.ts';

const CHAT = 1_234_567_890_123;
const HOST = { host: '127.0.0.1:8080' };

let telegram: FakeTelegram;
let clock: Clock;
let page: Page;
let logged: string[];

beforeEach(() => {
  logged = [];
  clock = createClock(() => new Date('2026-11-24T08:00:00Z'));
  telegram = createFakeTelegram({ now: clock.now, onUpdate: (update) => bot.handleUpdate(update) });
  const bot = new Bot('0:test', { botInfo: telegram.me });
  bot.api.config.use(telegram.transformer);
  bot.command('throw', () => Promise.reject(new Error('meant')));
  bot.on('message:text', (ctx) => ctx.reply(`You said: ${ctx.message.text}`));
  const log = { error: (_: object, message: string) => void logged.push(message) };
  page = createPage({ telegram, clock, languages: [{ code: 'az', name: 'Azərbaycanca', direction: 'ltr' }], log, host: 'bot.example' });
});

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
  page.app.request(path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { ...HOST, 'content-type': 'application/json', ...headers },
  });
const say = (headers: Record<string, string> = {}) => post('/say', { chat: CHAT, text: 'salam' }, headers);

/** The events of a stream, as many as are asked for. */
async function events(count: number, meanwhile: () => Promise<unknown>): Promise<readonly Record<string, unknown>[]> {
  const response = await page.app.request(`/events?chat=${CHAT}&language=az`, { headers: HOST });
  const told: Record<string, unknown>[] = [];
  const done = meanwhile();
  for await (const chunk of response.body ?? []) {
    for (const [, data] of new TextDecoder().decode(chunk).matchAll(/^data: (.+)$/gm))
      told.push(JSON.parse(data ?? '') as Record<string, unknown>);
    if (told.length >= count) break;
  }
  await done;
  return told;
}

it.each([
  ['its own page', {}, 200],
  ['its own page, as the browser says', { origin: 'http://127.0.0.1:8080', 'sec-fetch-site': 'same-origin' }, 200],
  ['the host it was given', { host: 'bot.example:8080', origin: 'http://bot.example:8080' }, 200],
  ['localhost', { host: 'localhost:8080', origin: 'http://localhost:8080' }, 200],
  ['IPv6', { host: '[::1]:8080', origin: 'http://[::1]:8080' }, 200],
  ['another site', { origin: 'https://evil.example' }, 403],
  ['another port of this machine', { origin: 'http://127.0.0.1:9999' }, 403],
  ['a page without an origin', { origin: 'null' }, 403],
  ['another site that hides its origin', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a name that was made to point here', { host: 'evil.example:8080', origin: 'http://evil.example:8080' }, 421],
  ['a form', { 'content-type': 'text/plain' }, 415],
])('answers %s as it should', async (_, headers, status) => {
  expect((await say(headers)).status).toBe(status);
  expect(telegram.world.people.size).toBe(status === 200 ? 1 : 0);
});

it('lets no other page read its stream, nor frame it', async () => {
  const foreign = await page.app.request(`/events?chat=${CHAT}`, { headers: { ...HOST, 'sec-fetch-site': 'cross-site' } });
  expect(foreign.status).toBe(403);
  const own = await page.app.request('/', { headers: { ...HOST, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' } });
  expect(own.status).toBe(200);
  expect(own.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(own.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(own.headers.get('access-control-allow-origin')).toBeNull();
});

it('takes 64 KB and no more, and only what it understands', async () => {
  expect((await post('/say', { chat: CHAT, text: 'a', more: 'x'.repeat(70_000) })).status).toBe(413);
  for (const body of [
    '{',
    'null',
    '[]',
    { chat: CHAT },
    { chat: -5, text: 'a' },
    { chat: CHAT, text: '' },
    { chat: 2 ** 53, text: 'a' },
    { chat: CHAT, text: 'a'.repeat(4097) },
  ]) {
    expect((await post('/say', body)).status).toBe(400);
  }
  expect((await post('/language', { chat: CHAT, language: '__proto__' })).status).toBe(400);
  expect((await page.app.request('/events?chat=x', { headers: HOST })).status).toBe(400);
  expect((await page.app.request('/events?chat=0', { headers: HOST })).status).toBe(400);
  expect((await page.app.request('/file/nothing', { headers: HOST })).status).toBe(404);
  expect((await page.app.request('/../server.ts', { headers: HOST })).status).toBe(404);
});

it('greets with all that stands in the chat, then tells what happens', async () => {
  await say();
  const told = await events(3, () => post('/say', { chat: CHAT, text: '/help' }));
  expect(told[0]).toMatchObject({
    kind: 'hello',
    language: 'az',
    languages: [{ code: 'az' }],
    messages: [
      { mine: true, text: 'salam' },
      { mine: false, text: 'You said: salam' },
    ],
  });
  expect(told.slice(1, 3)).toMatchObject([
    { kind: 'message', message: { mine: true, text: '/help', entities: [{ type: 'bot_command' }] } },
    { kind: 'message', message: { mine: false, text: 'You said: /help' } },
  ]);
});

it('tells no page what happens in the chat of another', async () => {
  const told = await events(3, async () => {
    await post('/say', { chat: CHAT + 1, text: 'not for you' });
    await post('/say', { chat: CHAT, text: 'for you' });
  });
  expect(JSON.stringify(told)).not.toContain('not for you');
});

it('sets the clock for all, and back', async () => {
  expect((await post('/clock', { instant: '2027-04-04T04:59:00Z' })).status).toBe(200);
  expect(clock.now().toISOString()).toBe('2027-04-04T04:59:00.000Z');
  expect((await post('/clock', { instant: 'tomorrow' })).status).toBe(400);
  await post('/clock', { instant: null });
  expect(clock.now().toISOString()).toBe('2026-11-24T08:00:00.000Z');
});

it('says that the bot failed, and logs it; a press that cannot be is no failure', async () => {
  const told = await events(3, () => post('/say', { chat: CHAT, text: '/throw' }));
  expect(told.at(-1)).toMatchObject({ kind: 'failed', chatId: CHAT });
  expect(logged).toEqual(['the bot failed on what was done: say']);
  expect((await post('/press', { chat: CHAT, message: 5, data: 'x' })).status).toBe(200);
  expect((await post('/vote', { chat: CHAT, poll: 'none', options: [0] })).status).toBe(200);
  expect(logged).toHaveLength(1);
});

it('keeps the answers of a quiz to itself until it is answered', async () => {
  await say();
  const quiz = {
    chat_id: CHAT,
    question: 'q',
    options: [{ text: 'a' }, { text: 'b' }],
    type: 'quiz',
    correct_option_ids: [1],
    explanation: 'because',
  };
  await telegram.call('sendPoll', quiz);
  const id = telegram.messages(CHAT).at(-1)?.poll?.id;
  const told = await events(2, () => post('/vote', { chat: CHAT, poll: id, options: [0] }));
  expect(JSON.stringify(told[0])).not.toContain('because');
  expect(told[1]).toMatchObject({ kind: 'poll', poll: { chosen: [0], correct: [1], explanation: 'because' } });
});

it('forgets the chats longest unseen, so that its memory has an end', async () => {
  for (let index = 0; index < 260; index += 1) await post('/say', { chat: CHAT + index, text: 'a' });
  expect(telegram.world.people.size).toBeLessThanOrEqual(200);
  expect(telegram.world.people.has(CHAT)).toBe(false);
});
