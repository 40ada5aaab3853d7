/** What operators send, pause and cancel. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { hasPostgres } from '../fakes/databases.ts';
import type { Engine } from '../fakes/databases.ts';
import { aWhile, HOUR, KEY, NINE, setUp, until } from './world.ts';

const contract = (engine: Engine) => {
  test('is sent by an operator: on the day as the reminder itself, so that nobody hears it twice', async () => {
    const { telegram, begin, subscribe, store } = await setUp(engine, NINE - HOUR);
    await subscribe(1, 2);
    await store.saveChat(2, 'private', { zone: 'America/Los_Angeles' });
    const reminder = begin();
    await until(async () => (await reminder.progress(KEY))?.left === 2);
    expect(await reminder.broadcast()).toBe(KEY);
    await until(() => telegram.sent.length === 2);
    expect(await reminder.broadcast()).toBe(KEY);
    await aWhile();
    expect(telegram.chats()).toEqual([1, 2]);
  });

  test("closes a campaign of its own when all are reached, and the day's when it is over everywhere", async () => {
    const { begin, subscribe, clock } = await setUp(engine, NINE - 240 * HOUR);
    await subscribe(1);
    const reminder = begin();
    const key = await reminder.broadcast();
    await until(async () => (await reminder.progress(key))?.state === 'done');
    clock.set(NINE);
    await reminder.look();
    await until(async () => (await reminder.progress(KEY))?.sent === 1);
    expect(await reminder.progress(KEY)).toMatchObject({ state: 'open' });
    clock.set(NINE + 31 * HOUR);
    await reminder.look();
    expect(await reminder.progress(KEY)).toMatchObject({ state: 'done', sent: 1 });
  });
};

describe('a broadcast on SQLite', () => {
  contract('sqlite');

  test('is sent by an operator on any other day under a key of its own, paused, gone on with and cancelled', async () => {
    const { telegram, begin, subscribe } = await setUp('sqlite', NINE - 240 * HOUR);
    await subscribe(...Array.from({ length: 30 }, (_, index) => index + 1));
    const reminder = begin({ rate: 20 });
    expect(await reminder.audience()).toEqual([{ locale: 'az', zone: null, count: 30 }]);
    const key = await reminder.broadcast();
    expect(key).toMatch(/^manual:2027-03-25T05:00:00\.\d{3}Z$/);
    await until(() => telegram.sent.length >= 3);
    expect(await reminder.pause(key)).toBe(true);
    await sleep(300);
    const paused = telegram.sent.length;
    await aWhile();
    expect([telegram.sent.length, (await reminder.progress(key))?.state]).toEqual([paused, 'paused']);
    expect(await reminder.goOn(key)).toBe(true);
    await until(() => telegram.sent.length >= paused + 3);
    expect(await reminder.cancel(key)).toBe(true);
    await sleep(300);
    const cancelled = telegram.sent.length;
    await aWhile();
    expect(telegram.sent.length).toBe(cancelled);
    expect(await reminder.progress(key)).toMatchObject({ state: 'cancelled', left: 30 - cancelled, sent: cancelled });
    expect(await reminder.goOn(key)).toBe(false);
  }, 20_000);
});

describe.skipIf(!hasPostgres)('a broadcast on PostgreSQL', () => {
  contract('postgres');
});
