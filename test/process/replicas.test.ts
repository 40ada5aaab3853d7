import { Client } from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createBotApi } from '../fakes/bot-api.ts';
import { startBalancer } from '../fakes/balancer.ts';
import { freshPlace, hasPostgres } from '../fakes/databases.ts';
import { freePort } from '../fakes/free-port.ts';
import { startProgram, statusOf, until, type Program } from '../fakes/process.ts';

const SECRET = 'of-the-office';
const PEOPLE = 300;

/** A Telegram that sends to a balancer, and replicas behind it on one database. */
async function createScene() {
  const api = await createBotApi();
  onTestFinished(() => api.close());
  const balancer = await startBalancer();
  const place = await freshPlace('postgres');
  const environment = {
    BOT_TOKEN: api.token,
    TELEGRAM_API_ROOT: api.root,
    DATABASE_URL: place.url ?? '',
    DATA_DIR: place.dataFolder,
    WEBHOOK_URL: balancer.base,
    WEBHOOK_SECRET: SECRET,
  };
  const start = async (): Promise<{ readonly program: Program; readonly port: number }> => {
    const port = await freePort();
    const program = startProgram({ ...environment, PORT: String(port) });
    await until('the replica is ready', async () => (await statusOf(port, '/readyz')) === 200, 30_000);
    balancer.ports.push(port);
    return { program, port };
  };
  const replicas = await Promise.all([start(), start()]);
  const speakAll = (text: string) =>
    Array.from({ length: PEOPLE }, () => {
      const { id } = api.telegram.person({ language_code: 'en' });
      void api.telegram.says(id, text);
      return id;
    });
  const answersTo = (ids: readonly number[]) => {
    const counts = new Map(ids.map((id) => [id, 0]));
    for (const { chatId } of api.deliveries) counts.set(chatId, (counts.get(chatId) ?? 0) + 1);
    return ids.map((id) => counts.get(id) ?? 0);
  };
  return { api, balancer, place, start, replicas, speakAll, answersTo };
}

describe.skipIf(!hasPostgres)('two replicas on one database', () => {
  test('answer an update once that reaches both at the same instant', async () => {
    const { api, balancer, speakAll, answersTo } = await createScene();
    balancer.toAll = true;
    const people = speakAll('/safety found-item');
    await until('all are taken', () => api.webhook.waiting() === 0, 60_000);
    expect(answersTo(people)).toEqual(people.map(() => 1));
    expect(new Set(api.webhook.statuses)).toEqual(new Set([200]));
    expect(api.rejected).toEqual([]);
  });

  test('lose nothing and answer nothing twice when one is ended by SIGTERM under load', async () => {
    const { api, balancer, replicas, speakAll, answersTo } = await createScene();
    api.faults.add({ kind: 'latency', ms: 50, method: 'sendMessage' });
    const people = speakAll('/safety found-item');
    await until('some have an answer', () => api.deliveries.length > 20);
    replicas[0].program.kill('SIGTERM');
    expect(await replicas[0].program.ended).toBe(0);
    balancer.ports.splice(balancer.ports.indexOf(replicas[0].port), 1);
    await until('all are taken', () => api.webhook.waiting() === 0, 60_000);
    expect(answersTo(people)).toEqual(people.map(() => 1));
    expect(replicas[0].program.output()).not.toMatch(/"level":[56]0/);
  });

  test('lose nothing when one is killed under load, and answer at most those twice that it had in hand', async () => {
    const { api, balancer, replicas, speakAll, answersTo } = await createScene();
    api.faults.add({ kind: 'latency', ms: 50, method: 'sendMessage' });
    const people = speakAll('/safety found-item');
    await until('some have an answer', () => api.deliveries.length > 20);
    const inHand = balancer.inHand(replicas[0].port);
    replicas[0].program.kill('SIGKILL');
    await replicas[0].program.ended;
    balancer.ports.splice(balancer.ports.indexOf(replicas[0].port), 1);
    await until('all are taken', () => api.webhook.waiting() === 0, 60_000);
    const counts = answersTo(people);
    expect(counts.filter((count) => count === 0)).toEqual([]);
    expect(counts.filter((count) => count > 1).length).toBeLessThanOrEqual(inHand);
    expect(Math.max(...counts)).toBeLessThanOrEqual(2);
  }, 60_000);

  test('answer one chat in the order of its updates, whichever replica gets them', async () => {
    const { api, replicas, place } = await createScene();
    const person = api.telegram.person({ language_code: 'en' });
    const post = (index: number, { port }: (typeof replicas)[number]) => {
      const message = {
        message_id: 10 + index,
        date: 1,
        chat: { id: person.id, type: 'private', first_name: 'A' },
        from: person,
        text: `/language q${index}`,
      };
      return fetch(`http://127.0.0.1:${port}/telegram`, {
        method: 'POST',
        headers: { 'X-Telegram-Bot-Api-Secret-Token': SECRET },
        body: JSON.stringify({ update_id: 100 + index, message }),
      });
    };
    api.faults.add({ kind: 'latency', ms: 1000, method: 'sendMessage', times: 1 });
    const database = new Client({ connectionString: place.url });
    await database.connect();
    onTestFinished(() => database.end());
    const first = post(0, replicas[0]);
    await until('the first is in hand', async () => {
      const { rows } = await database.query('select 1 from handled_update where taken_until is not null');
      return rows.length === 1;
    });
    const rest = Array.from({ length: 30 }, (_, index) => post(index + 1, replicas[(index + 1) % 2 === 0 ? 0 : 1]));
    const statuses = (await Promise.all([first, ...rest])).map(({ status }) => status);
    expect(statuses).toEqual(statuses.map(() => 200));
    expect(api.deliveries.map(({ text }) => /q(\d+)/.exec(text)?.[1])).toEqual(statuses.map((_, index) => String(index)));
  });
});
