import { expect, onTestFinished, test } from 'vitest';
import { createBotApi } from '../fakes/bot-api.ts';
import { freshFolder } from '../fakes/app.ts';
import { freePort } from '../fakes/free-port.ts';
import { startProgram, statusOf, until } from '../fakes/process.ts';

const USERS = 200;

/** A Telegram of its own, and the environment that leads to it. */
async function createScene() {
  const api = await createBotApi();
  onTestFinished(() => api.close());
  const port = await freePort();
  const environment = { BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.root, PORT: String(port), DATA_DIR: await freshFolder() };
  const ready = () => until('the bot is ready', async () => (await statusOf(port, '/readyz')) === 200);
  return { api, port, environment, ready };
}
type Api = Awaited<ReturnType<typeof createScene>>['api'];

const speakAll = ({ telegram }: Api, text: (index: number) => string, count = USERS) =>
  Array.from({ length: count }, (_, index) => {
    const person = telegram.person({ language_code: 'en', first_name: `<b>${index}</b>` });
    void telegram.says(person.id, text(index));
    return person.id;
  });

const answersTo = (api: Api, chatIds: readonly number[]) => {
  const wanted = new Set(chatIds);
  const counts = new Map<number, number>(chatIds.map((id) => [id, 0]));
  for (const { chatId } of api.deliveries) if (wanted.has(chatId)) counts.set(chatId, (counts.get(chatId) ?? 0) + 1);
  return [...counts.values()];
};

test('two hundred people at once are all answered, once each, and Telegram refuses no call', async () => {
  const { api, environment, ready } = await createScene();
  const program = startProgram(environment);
  await ready();
  const texts = [
    '/start',
    '/safety',
    '/appeal 6',
    '/emergency AZ',
    'I found a shell in my garden',
    'how many people died',
    '/language az',
    '🙂',
    '/nonsense',
    '<b>&',
  ];
  const people = speakAll(api, (index) => texts[index % texts.length] ?? '');
  await until('everybody has an answer', () => answersTo(api, people).every((count) => count === 1));
  expect(api.rejected).toEqual([]);
  program.kill('SIGTERM');
  expect(await program.ended).toBe(0);
});

test('SIGTERM in the middle of work loses nobody and answers nobody twice', async () => {
  const { api, environment, ready } = await createScene();
  api.faults.add({ kind: 'latency', ms: 20, method: 'sendMessage' });
  const first = startProgram(environment);
  await ready();
  const people = speakAll(api, () => 'what do mines look like');
  await until('some have an answer', () => api.deliveries.length > 20);
  first.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  startProgram(environment);
  await until('everybody has an answer', () => answersTo(api, people).every((count) => count >= 1));
  expect(answersTo(api, people)).toEqual(people.map(() => 1));
  expect(api.rejected).toEqual([]);
});

test('kill -9 in the middle of work loses nobody', async () => {
  const { api, environment, ready } = await createScene();
  api.faults.add({ kind: 'latency', ms: 20, method: 'sendMessage' });
  const first = startProgram(environment);
  await ready();
  const people = speakAll(api, () => 'what do mines look like');
  await until('some have an answer', () => api.deliveries.length > 20);
  first.kill('SIGKILL');
  await first.ended;
  startProgram(environment);
  await until('everybody has an answer', () => answersTo(api, people).every((count) => count >= 1));
  // At most those of the batch in flight hear it twice.
  expect(answersTo(api, people).filter((count) => count > 1).length).toBeLessThanOrEqual(100);
});

test('while Telegram cannot be reached the bot lives, is not ready, and goes on when it can', async () => {
  const port = await freePort();
  const apiPort = await freePort();
  const environment = {
    BOT_TOKEN: '1234:fake',
    TELEGRAM_API_ROOT: `http://127.0.0.1:${apiPort}`,
    PORT: String(port),
    DATA_DIR: await freshFolder(),
  };
  const program = startProgram(environment);
  await until('it listens', async () => (await statusOf(port, '/healthz')) === 200);
  expect(await statusOf(port, '/readyz')).toBe(503);
  const api = await createBotApi({ port: apiPort });
  onTestFinished(() => api.close());
  await until('it is ready', async () => (await statusOf(port, '/readyz')) === 200);
  expect(program.isRunning()).toBe(true);
  const person = api.telegram.person({});
  await api.telegram.says(person.id, '/help');
  await until('it answers', () => answersTo(api, [person.id])[0] === 1);
});

test('nothing of a person and nothing of the token stands in the log', async () => {
  const { api, environment, ready } = await createScene();
  const program = startProgram({ ...environment, LOG_LEVEL: 'trace' });
  await ready();
  const person = api.telegram.person({ first_name: 'Zulfiqar', username: 'zulfiqar99' });
  await api.telegram.says(person.id, 'xylophone in the quarry');
  await until('it answers', () => answersTo(api, [person.id])[0] === 1);
  program.kill('SIGTERM');
  await program.ended;
  expect(program.output() + program.errors()).not.toMatch(/xylophone|zulfiqar|1234:fake/i);
});
