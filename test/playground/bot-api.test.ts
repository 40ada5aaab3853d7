/** The fake Bot API server before real clients: long polling, webhooks, faults, speed. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bot, InputFile } from 'grammy';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BotApi, createBotApi } from '../fakes/bot-api.ts';

let api: BotApi;

beforeEach(async () => {
  api = await createBotApi();
});
afterEach(() => api.close());

const createBot = () => new Bot(api.token, { client: { apiRoot: api.root, timeoutSeconds: 5 } });
const call = async (method: string, payload: object, token = api.token) => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(payload) };
  const response = await fetch(`${api.root}/bot${token}/${method}`, init);
  return {
    status: response.status,
    body: (await response.json()) as { ok: boolean; result: unknown; description: string; parameters: unknown },
  };
};

it('serves a real bot over long polling', async () => {
  const bot = createBot();
  bot.on('message:text', (ctx) => ctx.reply(`<b>${ctx.message.text}</b>`, { parse_mode: 'HTML' }));
  const running = bot.start();
  const person = api.telegram.person();
  await api.telegram.says(person.id, 'salam');
  await api.until(() => api.deliveries.length === 1);
  const start = performance.now();
  await api.telegram.says(person.id, 'again');
  await api.until(() => api.deliveries.length === 2);
  expect(performance.now() - start).toBeLessThan(500);
  await bot.stop();
  await running;
  expect(api.deliveries).toMatchObject([{ chatId: person.id, text: 'salam' }, { text: 'again' }]);
  expect(api.rejected).toEqual([]);
  expect(api.telegram.world.mailbox.waiting()).toBe(0);
});

it('gives an update again until a later offset confirms it', async () => {
  await api.telegram.says(api.telegram.person().id, 'one');
  const first = (await call('getUpdates', {})).body.result as { update_id: number }[];
  expect((await call('getUpdates', {})).body.result).toEqual(first);
  expect((await call('getUpdates', { offset: (first[0]?.update_id ?? 0) + 1 })).body.result).toEqual([]);
});

it('waits no longer than the timeout, and ends the first of two pollers with 409', async () => {
  const start = performance.now();
  const first = call('getUpdates', { timeout: 20 });
  await api.until(() => performance.now() - start > 50);
  const second = call('getUpdates', { timeout: 1 });
  expect(await first).toMatchObject({
    status: 409,
    body: { description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running' },
  });
  expect(await second).toMatchObject({ status: 200, body: { result: [] } });
  expect(performance.now() - start).toBeGreaterThan(1000);
});

it('knows its token and its methods', async () => {
  expect(await call('getMe', {}, '1:wrong')).toMatchObject({ status: 401, body: { description: 'Unauthorized' } });
  expect(await call('getNobody', {})).toMatchObject({ status: 404, body: { description: 'Not Found: method not found' } });
  expect(await call('GETME', {})).toMatchObject({ status: 200 });
});

it('reads forms, addresses and uploads', async () => {
  const { id } = api.telegram.person();
  const form = new URLSearchParams({
    chat_id: String(id),
    text: 'by form',
    reply_markup: '{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}',
  });
  const sent = await fetch(`${api.root}/bot${api.token}/sendMessage`, { method: 'POST', body: form });
  expect(await sent.json()).toMatchObject({ result: { text: 'by form', reply_markup: { inline_keyboard: [[{ text: 'a' }]] } } });
  expect((await fetch(`${api.root}/bot${api.token}/sendMessage?chat_id=${id}&text=by+address`)).status).toBe(200);
  const png = Buffer.alloc(300, 'x\r\n--');
  png.writeUInt32BE(0x89_50_4e_47, 0);
  png.writeUInt32BE(640, 16);
  png.writeUInt32BE(360, 20);
  const message = await createBot().api.sendPhoto(id, new InputFile(png, 'card.png'), { caption: 'Stop.' });
  expect(message).toMatchObject({ caption: 'Stop.', photo: [{ width: 640, height: 360, file_size: 300 }] });
  expect(api.telegram.world.files.get(message.photo[0]?.file_id ?? '')).toMatchObject({ name: 'card.png', type: 'image/png' });
});

it('fails as it is told', async () => {
  const { id } = api.telegram.person();
  const send = () => call('sendMessage', { chat_id: id, text: 'a' });
  api.faults.add({ kind: 'flood', retryAfter: 3, method: 'sendMessage', times: 1 });
  expect(await send()).toMatchObject({ status: 429, body: { parameters: { retry_after: 3 } } });
  api.faults.add({ kind: 'server', times: 1 });
  expect(await send()).toMatchObject({ status: 502 });
  api.faults.add({ kind: 'answer', code: 403, description: 'Forbidden: bot was blocked by the user', chatId: id, times: 1 });
  expect(await send()).toMatchObject({ status: 403 });
  expect(api.deliveries).toHaveLength(0);
  for (const fault of [{ kind: 'drop' }, { kind: 'drop', done: true }, { kind: 'truncate' }] as const) {
    api.faults.add({ ...fault, times: 1 });
    await expect(send()).rejects.toThrow(/fetch failed|terminated|JSON|aborted/);
  }
  expect(api.deliveries).toHaveLength(2);
  api.faults.add({ kind: 'latency', ms: 120, times: 1 });
  const start = performance.now();
  expect(await send()).toMatchObject({ status: 200 });
  expect(performance.now() - start).toBeGreaterThan(110);
});

it('has a flood limit over all chats', async () => {
  const { id } = api.telegram.person();
  api.flood.perSecond = 5;
  const answers = await Promise.all(Array.from({ length: 30 }, () => call('sendMessage', { chat_id: id, text: 'a' })));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(20);
  expect(refused[0]?.body).toMatchObject({ description: 'Too Many Requests: retry after 1', parameters: { retry_after: 1 } });
});

it('sends updates to a webhook with its secret, again until they are taken, a chat in order', async () => {
  const seen: { readonly text: string; readonly secret: unknown }[] = [];
  let failures = 2;
  const hook = createServer((request, response) => {
    request.setEncoding('utf8').once('data', (body: string) => {
      failures -= 1;
      if (failures < 0)
        seen.push({
          text: (JSON.parse(body) as { message: { text: string } }).message.text,
          secret: request.headers['x-telegram-bot-api-secret-token'],
        });
      response.writeHead(failures < 0 ? 200 : 500).end();
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/telegram`;
  await call('setWebhook', { url, secret_token: 'hush' });
  expect(await call('getUpdates', {})).toMatchObject({ status: 409 });
  const { id } = api.telegram.person();
  await api.telegram.says(id, 'one');
  await api.telegram.says(id, 'two');
  await api.until(() => api.webhook.waiting() === 0);
  expect(seen).toEqual([
    { text: 'one', secret: 'hush' },
    { text: 'two', secret: 'hush' },
  ]);
  expect(api.webhook.statuses).toEqual([500, 500, 200, 200]);
  hook.close();
  hook.closeAllConnections();
});

/** A client in a process of its own: it must not count against the server. */
const CLIENT = `
  import { Agent, request } from 'node:http';
  const [root, chat] = process.argv.slice(1);
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const body = JSON.stringify({ chat_id: Number(chat), text: '<b>Stop.</b> Do not touch it.', parse_mode: 'HTML', reply_markup: { inline_keyboard: [[{ text: 'Next', callback_data: 'next' }]] } });
  const options = { agent, method: 'POST', headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } };
  const once = () => new Promise((resolve, reject) => request(root + '/sendMessage', options, (response) => response.resume().on('end', resolve)).on('error', reject).end(body));
  const lane = async (times) => { for (let index = 0; index < times; index += 1) await once(); };
  await Promise.all(Array.from({ length: 32 }, () => lane(20)));
  const start = performance.now();
  await Promise.all(Array.from({ length: 32 }, () => lane(150)));
  console.log((32 * 150) / ((performance.now() - start) / 1000));
  agent.destroy();
`;

it('answers at least 1,000 calls a second on a busy machine', async () => {
  const { id } = api.telegram.person();
  const client = spawn(process.execPath, ['--input-type=module', '-e', CLIENT, `${api.root}/bot${api.token}`, String(id)]);
  let output = '';
  client.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise((resolve) => client.once('close', resolve));
  process.stdout.write(`fake Bot API: ${Math.round(Number(output))} calls a second\n`);
  expect(Number(output)).toBeGreaterThan(1000);
});
