import { expect, onTestFinished, test } from 'vitest';
import { createBotApi } from '../fakes/bot-api.ts';
import { freshFolder } from '../fakes/app.ts';
import { freePort } from '../fakes/free-port.ts';
import { startProgram, statusOf, until } from '../fakes/process.ts';

const SECRET = 'a-secret_of-the-office';

async function createScene() {
  const api = await createBotApi();
  onTestFinished(() => api.close());
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const environment = {
    BOT_TOKEN: api.token,
    TELEGRAM_API_ROOT: api.root,
    PORT: String(port),
    DATA_DIR: await freshFolder(),
    WEBHOOK_URL: base,
    WEBHOOK_SECRET: SECRET,
  };
  const start = async () => {
    const program = startProgram(environment);
    await until('the bot is ready', async () => (await statusOf(port, '/readyz')) === 200);
    return program;
  };
  const post = (body: string, secret: string | undefined = SECRET) =>
    fetch(`${base}/telegram`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', ...(secret === undefined ? {} : { 'X-Telegram-Bot-Api-Secret-Token': secret }) },
    });
  return { api, base, start, post };
}

test('updates come by webhook, are answered once even when they come again, and the webhook is registered only where it differs', async () => {
  const { api, start, post } = await createScene();
  const first = await start();
  const person = api.telegram.person({ language_code: 'en' });
  await api.telegram.says(person.id, '/help');
  await until('it is answered', () => api.deliveries.length === 1);
  const update = JSON.stringify({
    update_id: 7,
    message: { message_id: 5, date: 1, chat: { id: person.id, type: 'private', first_name: 'A' }, from: person, text: '/privacy' },
  });
  const statuses = await Promise.all([post(update), post(update)]);
  expect(statuses.map(({ status }) => status)).toEqual([200, 200]);
  expect((await post(update)).status).toBe(200);
  expect(api.deliveries).toHaveLength(2);
  first.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  await start();
  expect((await post(update)).status).toBe(200);
  expect(api.deliveries).toHaveLength(2);
  expect(api.count('setWebhook')).toBe(1);
  expect(api.rejected).toEqual([]);
});

test('without the right secret, too large, or no update: refused, and nothing is handled', async () => {
  const { api, base, start, post } = await createScene();
  await start();
  const update = JSON.stringify({ update_id: 1 });
  expect((await post(update, '')).status).toBe(401);
  expect((await post(update, `${SECRET}x`)).status).toBe(401);
  expect((await fetch(`${base}/telegram`, { method: 'POST', body: update })).status).toBe(401);
  expect((await post(JSON.stringify({ update_id: 1, text: 'x'.repeat(2_000_000) }))).status).toBe(413);
  for (const body of ['', '{', '[]', 'null', '{}', '{"update_id":"1"}', '{"update_id":-1}'])
    expect((await post(body)).status, body).toBe(400);
  // With an id it is an update; what is told in it in no shape of Telegram's would be no better the next time.
  for (const part of [
    '{"message":5}',
    '{"message":{"chat":{"id":"x"}}}',
    '{"callback_query":null}',
    '{"edited_message":{"chat":{"id":[]}}}',
  ])
    expect((await post(JSON.stringify({ update_id: 2, ...JSON.parse(part) }))).status, part).toBe(200);
  expect((await post(update)).status).toBe(200);
  expect(api.deliveries).toEqual([]);
});

test('/metrics counts updates and answers, and names nobody', async () => {
  const { api, base, start } = await createScene();
  await start();
  const person = api.telegram.person({ language_code: 'en', first_name: 'Zulfiqar' });
  await api.telegram.says(person.id, 'how many people were killed by mines after the war');
  await until('it is answered', () => api.deliveries.length === 1);
  const response = await fetch(`${base}/metrics`);
  expect(response.headers.get('content-type')).toContain('text/plain');
  const text = await response.text();
  expect(text).toMatch(/^bot_updates_total\{kind="question"\} 1$/m);
  expect(text).toMatch(/^bot_answers_total\{outcome="answer",kind="appeal",topic="appeal-victims-2020",locale="en"\} 1$/m);
  expect(text).toContain('nodejs_eventloop_lag_seconds');
  expect(text).not.toMatch(/Zulfiqar|killed by mines/);
});
