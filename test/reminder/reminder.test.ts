/** Who hears the reminder, when, and how often. */
import { describe, expect, test } from 'vitest';
import { hasPostgres } from '../fakes/databases.ts';
import type { Engine } from '../fakes/databases.ts';
import { aWhile, HOUR, KEY, NINE, setUp, until } from './world.ts';

const contract = (engine: Engine) => {
  test('reminds each subscribed chat once, in its language, at its own hour', async () => {
    const { store, telegram, clock, begin, subscribe } = await setUp(engine, NINE - 60_000);
    await subscribe(1, 2);
    await store.saveChat(2, 'private', { locale: 'ru', zone: 'Europe/Kyiv' });
    await store.saveChat(3, 'private', { locale: 'az' });
    const reminder = begin();
    await aWhile();
    expect(telegram.sent).toEqual([]);
    clock.set(NINE);
    await until(() => telegram.sent.length === 1);
    clock.set(NINE + HOUR);
    await reminder.look();
    await until(() => telegram.sent.length === 2);
    await aWhile();
    expect(telegram.sent.map(({ text }) => text)).toEqual([`${KEY} az`, `${KEY} ru`]);
    expect(await reminder.progress(KEY)).toMatchObject({ sent: 2, left: 0, state: 'open' });
  });

  test('goes on after a restart with those not yet reminded', async () => {
    const { telegram, begin, subscribe } = await setUp(engine);
    await subscribe(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    const first = begin({ rate: 20 });
    await until(() => telegram.sent.length >= 3);
    await first.stop();
    const before = telegram.sent.length;
    expect(before).toBeLessThan(10);
    begin();
    await until(() => telegram.sent.length === 10);
    await aWhile();
    expect(telegram.chats()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('does not wake on the fifth with what was prepared for the fourth', async () => {
    const { store, telegram, clock, begin, subscribe } = await setUp(engine, NINE - 5 * HOUR);
    await subscribe(1, 2);
    await store.saveChat(2, 'private', { zone: 'America/Los_Angeles' });
    const first = begin();
    await until(async () => (await first.progress(KEY))?.left === 2);
    await first.stop();
    clock.set(NINE + 16 * HOUR); // the fifth in Baku, still the fourth in Los Angeles
    const second = begin();
    await until(() => telegram.sent.length === 1);
    await aWhile();
    expect(telegram.chats()).toEqual([2]);
    expect(await second.progress(KEY)).toMatchObject({ sent: 1, skipped: 1, left: 0 });
  });

  test('sends at once to one who subscribes after the hour, and follows a change of zone', async () => {
    const { store, telegram, begin, subscribe } = await setUp(engine, NINE + HOUR);
    await subscribe(1, 2);
    await store.saveChat(2, 'private', { zone: 'America/Los_Angeles' });
    const reminder = begin();
    await until(() => telegram.sent.length === 1);
    await subscribe(3);
    await until(() => telegram.sent.length === 2);
    await store.saveChat(2, 'private', { zone: 'Asia/Tokyo' });
    await until(() => telegram.sent.length === 3);
    expect(telegram.chats()).toEqual([1, 2, 3]);
    await until(async () => (await reminder.progress(KEY))?.left === 0);
  });
};

describe('the reminder on SQLite', () => {
  contract('sqlite');

  test('sends once when started at 15:00, and never the day after', async () => {
    for (const [start, count] of [
      [NINE + 6 * HOUR, 1],
      [NINE + 16 * HOUR, 0],
      [NINE + 6 * 24 * HOUR, 0],
    ] as const) {
      const { telegram, begin, subscribe } = await setUp('sqlite', start);
      await subscribe(1);
      const reminder = begin();
      await reminder.look();
      await aWhile();
      expect(telegram.sent).toHaveLength(count);
      await reminder.stop();
    }
  });

  test('goes on past midnight with what is under way', async () => {
    const { telegram, clock, begin, subscribe } = await setUp('sqlite', NINE + 14.9 * HOUR);
    await subscribe(1, 2, 3, 4);
    const first = begin({ rate: 4 });
    await until(() => telegram.sent.length === 1);
    await first.stop();
    clock.set(clock.at() + 0.5 * HOUR);
    begin();
    await until(() => telegram.sent.length === 4);
  });

  test('reminds nobody who left before the hour', async () => {
    const { store, telegram, clock, begin, subscribe } = await setUp('sqlite', NINE - HOUR);
    await subscribe(1, 2, 3, 4);
    const reminder = begin();
    await until(async () => (await reminder.progress(KEY))?.left === 4);
    await store.saveChat(1, 'private', { subscribed: false });
    await store.forget(2);
    await store.setActive(3, false);
    clock.set(NINE);
    await reminder.look();
    await until(() => telegram.sent.length === 1);
    await aWhile();
    expect(telegram.tries).toEqual([4]);
  });

  test('sends nothing while the calendar has not been looked at, as after a machine slept', async () => {
    const { telegram, clock, begin, subscribe } = await setUp('sqlite', NINE - HOUR);
    await subscribe(1);
    const reminder = begin();
    await until(async () => (await reminder.progress(KEY))?.left === 1);
    clock.set(NINE + 20 * HOUR); // it slept for a day
    await aWhile();
    expect(telegram.tries).toEqual([]);
    await reminder.look();
    await aWhile();
    expect(telegram.tries).toEqual([]);
    expect(await reminder.progress(KEY)).toMatchObject({ skipped: 1 });
  });

  test('goes on by itself after its clock was set back by hours', async () => {
    const { telegram, clock, begin, subscribe } = await setUp('sqlite', NINE + 6 * HOUR);
    begin();
    await aWhile();
    clock.set(NINE + HOUR);
    await subscribe(1);
    await expect.poll(() => telegram.sent.length, { timeout: 15_000 }).toBe(1);
  }, 20_000);

  test('tells at start when it goes out next', async () => {
    const { begin, lines } = await setUp('sqlite');
    begin();
    expect(lines).toContain('the next reminder goes out on Tuesday 4 April 2028 at 09:00, Asia/Baku (UTC+4)');
  });
});

describe.skipIf(!hasPostgres)('the reminder on PostgreSQL', () => {
  contract('postgres');
});
