/** How messages go out: in which pace, past what trouble, and how it ends. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Delivery, Send } from '../../src/reminder/delivery.ts';
import { aWhile, KEY, NINE, setUp, until } from './world.ts';

describe('the sending', () => {
  test('ends with a chat that is gone, goes with a group that moved, and gives up what Telegram refuses', async () => {
    const { store, telegram, begin, subscribe, database } = await setUp('sqlite');
    await subscribe(1, 2, -5, 4);
    telegram.answer(1, { kind: 'gone' });
    telegram.answer(2, { kind: 'failed', reason: 'Bad Request: no rights' });
    telegram.answer(-5, { kind: 'moved', toChatId: -1_005 });
    const reminder = begin();
    await until(async () => (await reminder.progress(KEY))?.left === 0);
    await aWhile();
    expect(telegram.chats()).toEqual([-1_005, 4]);
    expect(await reminder.progress(KEY)).toMatchObject({ sent: 2, blocked: 1, failed: 1 });
    expect([(await store.chat(1))?.active, (await store.chat(-1_005))?.locale]).toEqual([false, 'az']);
    const failed = await database.db.selectFrom('delivery').select('error').where('status', '=', 'failed').execute();
    expect(failed).toEqual([{ error: 'Bad Request: no rights' }]);
  });

  test('is held up by no chat that fails, hangs or throws', async () => {
    const { telegram, begin, subscribe, clock } = await setUp('sqlite');
    await subscribe(1, 2, 3, 4, 5);
    telegram.answer(1, { kind: 'later' }, { kind: 'later' });
    telegram.answer(2, { kind: 'later', afterMs: 3_000 });
    const hangs = sleep(2_000).then((): Delivery => ({ kind: 'later' }));
    const send: Send = (to, reply) =>
      to.id === 3 ? hangs : to.id === 4 ? Promise.reject(new Error('unforeseen')) : telegram.send(to, reply);
    begin({ send });
    await until(() => telegram.sent.length === 1);
    expect(telegram.chats()).toEqual([5]);
    // How the others ended is gathered for some milliseconds before it is written down; only then may time pass.
    await sleep(1_000);
    clock.set(clock.at() + 10_000);
    await until(() => telegram.sent.length === 3);
    expect(telegram.chats()).toEqual([1, 2, 5]);
  }, 20_000);

  test('gives a chat up after 20 attempts', async () => {
    const { database, telegram, begin, subscribe } = await setUp('sqlite');
    await subscribe(1, 2);
    const reminder = begin({ rate: 1 });
    await until(async () => (await reminder.progress(KEY))?.enqueued === true);
    await reminder.stop();
    await database.db.updateTable('delivery').set({ attempts: 19, status: 'pending', due_at: NINE }).where('chat_id', '=', 1).execute();
    await database.db.updateTable('delivery').set({ attempts: 20, status: 'pending', due_at: NINE }).where('chat_id', '=', 2).execute();
    telegram.tries.length = 0;
    telegram.answer(1, { kind: 'later' });
    const again = begin();
    await until(async () => (await again.progress(KEY))?.left === 0);
    expect(telegram.tries).toEqual([1]);
    expect(await again.progress(KEY)).toMatchObject({ failed: 2 });
  });

  test('waits together when Telegram is flooded, and says so once', async () => {
    const { telegram, begin, subscribe, lines, store } = await setUp('sqlite');
    await subscribe(...Array.from({ length: 60 }, (_, index) => index + 1));
    const flooded = performance.now() + 2_000;
    let refused = 0;
    const send: Send = (to, reply) => {
      const afterMs = flooded - performance.now();
      return afterMs < 0 ? telegram.send(to, reply) : Promise.resolve({ kind: 'later', afterMs: ((refused += 1), afterMs) });
    };
    const reminder = begin({ send, rate: 100 });
    await until(() => lines.some((line) => line.includes('waits for Telegram')));
    expect(await store.ahead('42')).toBeGreaterThan(500);
    await until(() => telegram.sent.length === 60);
    expect(refused).toBeLessThanOrEqual(5);
    expect(lines.filter((line) => line.includes('waits for Telegram'))).toHaveLength(1);
    await until(async () => (await reminder.progress(KEY))?.sent === 60);
  }, 20_000);

  test('counts no attempt while Telegram is down', async () => {
    const { telegram, begin, subscribe, lines, database } = await setUp('sqlite');
    const chats = Array.from({ length: 12 }, (_, index) => index + 1);
    await subscribe(...chats);
    for (const chat of chats) telegram.answer(chat, { kind: 'later' });
    begin({ rate: 100 });
    await until(() => lines.some((line) => line.includes('waits for Telegram')));
    await sleep(300);
    const rows = await database.db.selectFrom('delivery').select('attempts').execute();
    expect(rows.filter(({ attempts }) => attempts === 1)).toHaveLength(4);
    await until(() => telegram.sent.length >= 8);
  }, 20_000);

  test('keeps the pace in every second', async () => {
    const { telegram, begin, subscribe } = await setUp('sqlite');
    await subscribe(...Array.from({ length: 90 }, (_, index) => index + 1));
    begin({ rate: 30 });
    await until(() => telegram.sent.length === 90);
    const times = telegram.sent.map(({ at }) => at);
    const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
    expect(most).toBeLessThanOrEqual(32);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(89 * (1_000 / 28.5) + 500);
  }, 20_000);

  test('stops within 8 seconds though a sending hangs, and gives back the rest', async () => {
    const { begin, subscribe, database } = await setUp('sqlite');
    await subscribe(1, 2, 3);
    let begun = 0;
    const reminder = begin({ rate: 2, send: () => ((begun += 1), new Promise<never>(() => {})) });
    await until(() => begun === 1);
    const stopped = performance.now();
    await reminder.stop();
    expect(performance.now() - stopped).toBeLessThan(8_000);
    const rows = await database.db.selectFrom('delivery').select('attempts').execute();
    expect(rows.map(({ attempts }) => attempts).toSorted((a, b) => a - b)).toEqual([0, 0, 1]);
  }, 20_000);

  test('goes on when the database is back, with what it had claimed', async () => {
    const { store, telegram, begin, subscribe, lines } = await setUp('sqlite');
    await subscribe(1, 2, 3);
    let failures = 3;
    const fail =
      <A extends unknown[], R>(call: (...given: A) => Promise<R>) =>
      (...given: A) =>
        (failures -= 1) >= 0 ? Promise.reject(new Error('no database')) : call(...given);
    begin({ store: { ...store, reserve: fail(store.reserve) } });
    await until(() => telegram.sent.length === 3);
    expect(lines).toContain('the reminder waits for the database');
    expect(telegram.chats()).toEqual([1, 2, 3]);
  }, 20_000);
});
