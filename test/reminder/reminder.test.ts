/** The whole reminder over a real store, with a clock that is set: who hears it, when, and how often. Only Telegram is not there. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Delivery, Send } from '../../src/reminder/delivery.ts';
import { createReminder } from '../../src/reminder/reminder.ts';
import type { ReminderParts } from '../../src/reminder/reminder.ts';
import { createStore } from '../../src/store/open.ts';
import { freshPlace, hasPostgres, openedDatabase } from '../fakes/databases.ts';
import type { Engine } from '../fakes/databases.ts';

const NINE = Date.parse('2027-04-04T05:00:00Z'); // in Baku
const HOUR = 3_600_000;
const KEY = 'reminder:2027-04-04';

/** Telegram as a test wants it: what it answers to a chat, in turn; then that it was sent. */
const createTelegram = () => {
  const sent: { readonly chat: number; readonly text: string; readonly at: number }[] = [];
  const tries: number[] = [];
  const answers = new Map<number, Delivery[]>();
  const send: Send = async ({ id }, { html }) => {
    tries.push(id);
    await sleep(2);
    const answer = answers.get(id)?.shift() ?? { kind: 'sent', messageId: tries.length };
    if (answer.kind === 'sent') sent.push({ chat: id, text: html, at: performance.now() });
    return answer;
  };
  return {
    sent,
    tries,
    send,
    answer: (chat: number, ...given: Delivery[]) => answers.set(chat, given),
    chats: () => sent.map(({ chat }) => chat).toSorted((a, b) => a - b),
  };
};

/** A clock that goes on by itself and can be set. */
const createClock = (start: number) => {
  let ahead = start - performance.now();
  return {
    at: () => Math.round(performance.now() + ahead),
    set(at: number) {
      ahead = at - performance.now();
    },
  };
};

const setUp = async (engine: Engine, start = NINE) => {
  const [database, telegram] = [await openedDatabase(await freshPlace(engine)), createTelegram()];
  const store = createStore(database);
  const clock = createClock(start);
  const lines: string[] = [];
  const note = (_fields: unknown, text?: string) => void lines.push(text ?? String(_fields));
  const parts: ReminderParts = {
    store,
    bot: '42',
    cron: '0 9 4 4 *',
    zone: 'Asia/Baku',
    rate: 1_000,
    say: (key, chat) => ({ html: `${key} ${chat.locale}` }),
    send: telegram.send,
    log: { debug: note, info: note, warn: note, error: note, fatal: note },
    now: () => new Date(clock.at()),
  };
  /** A process: it runs until it is stopped, or the test ends. */
  const begin = (own: Partial<ReminderParts> = {}) => {
    const reminder = createReminder({ ...parts, ...own });
    onTestFinished(() => reminder.stop());
    reminder.start();
    return reminder;
  };
  const subscribe = async (...ids: readonly number[]) => {
    for (const id of ids) await store.saveChat(id, 'private', { subscribed: true, locale: 'az' });
  };
  const until = async (holds: () => boolean | Promise<boolean>) => {
    await expect.poll(holds, { timeout: 8_000, interval: 20 }).toBe(true);
  };
  return { database, store, telegram, clock, lines, begin, subscribe, until };
};

/** Long enough for what must not happen to happen. */
const aWhile = () => sleep(700);

const contract = (engine: Engine) => {
  test('reminds each subscribed chat once, in its language, at its own hour', async () => {
    const { store, telegram, clock, begin, subscribe, until } = await setUp(engine, NINE - 60_000);
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
    const { telegram, begin, subscribe, until } = await setUp(engine);
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

  test('sends once when started at 15:00, and never the day after', async () => {
    for (const [start, count] of [
      [NINE + 6 * HOUR, 1],
      [NINE + 16 * HOUR, 0],
      [NINE + 6 * 24 * HOUR, 0],
    ] as const) {
      const { telegram, begin, subscribe } = await setUp(engine, start);
      await subscribe(1);
      const reminder = begin();
      await reminder.look();
      await aWhile();
      expect(telegram.sent).toHaveLength(count);
      await reminder.stop();
    }
  });

  test('does not wake on the fifth with what was prepared for the fourth', async () => {
    const { store, telegram, clock, begin, subscribe, until } = await setUp(engine, NINE - 5 * HOUR);
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

  test('goes on past midnight with what is under way', async () => {
    const { telegram, clock, begin, subscribe, until } = await setUp(engine, NINE + 14.9 * HOUR);
    await subscribe(1, 2, 3, 4);
    const first = begin({ rate: 4 });
    await until(() => telegram.sent.length === 1);
    await first.stop();
    clock.set(clock.at() + 0.5 * HOUR);
    begin();
    await until(() => telegram.sent.length === 4);
  });

  test('sends at once to one who subscribes after the hour, and follows a change of zone', async () => {
    const { store, telegram, begin, subscribe, until } = await setUp(engine, NINE + HOUR);
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

  test('reminds nobody who left before the hour', async () => {
    const { store, telegram, clock, begin, subscribe, until } = await setUp(engine, NINE - HOUR);
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

  test('ends with a chat that is gone, goes with a group that moved, and gives up what Telegram refuses', async () => {
    const { store, telegram, begin, subscribe, until, database } = await setUp(engine);
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
    const { telegram, begin, subscribe, until, clock } = await setUp(engine);
    await subscribe(1, 2, 3, 4, 5);
    telegram.answer(1, { kind: 'later' }, { kind: 'later' });
    telegram.answer(2, { kind: 'later', afterMs: 3_000 });
    const hangs = sleep(2_000).then((): Delivery => ({ kind: 'later' }));
    const send: Send = (to, reply) =>
      to.id === 3 ? hangs : to.id === 4 ? Promise.reject(new Error('unforeseen')) : telegram.send(to, reply);
    begin({ send });
    await until(() => telegram.sent.length === 1);
    expect(telegram.chats()).toEqual([5]);
    clock.set(clock.at() + 10_000);
    await until(() => telegram.sent.length === 3);
    expect(telegram.chats()).toEqual([1, 2, 5]);
  }, 20_000);

  test('gives a chat up after 20 attempts', async () => {
    const { database, telegram, begin, subscribe, until } = await setUp(engine);
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
    const { telegram, begin, subscribe, until, lines, store } = await setUp(engine);
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
    const { telegram, begin, subscribe, until, lines, database } = await setUp(engine);
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
    const { telegram, begin, subscribe, until } = await setUp(engine);
    await subscribe(...Array.from({ length: 90 }, (_, index) => index + 1));
    begin({ rate: 30 });
    await until(() => telegram.sent.length === 90);
    const times = telegram.sent.map(({ at }) => at);
    const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
    expect(most).toBeLessThanOrEqual(32);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(89 * (1_000 / 28.5) + 500);
  }, 20_000);

  test('is sent by an operator: on the day as the reminder itself, so that nobody hears it twice', async () => {
    const { telegram, begin, subscribe, until, store } = await setUp(engine, NINE - HOUR);
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

  test('is sent by an operator on any other day under a key of its own, paused, gone on with and cancelled', async () => {
    const { telegram, begin, subscribe, until } = await setUp(engine, NINE - 240 * HOUR);
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

  test("closes a campaign of its own when all are reached, and the day's when it is over everywhere", async () => {
    const { begin, subscribe, until, clock } = await setUp(engine, NINE - 240 * HOUR);
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

describe('the reminder on SQLite', () => {
  contract('sqlite');

  test('tells at start when it goes out next', async () => {
    const { begin, lines } = await setUp('sqlite');
    begin();
    expect(lines).toContain('the next reminder goes out on Tuesday 4 April 2028 at 09:00, Asia/Baku (UTC+4)');
  });

  test('sends nothing while the calendar has not been looked at, as after a machine slept', async () => {
    const { telegram, clock, begin, subscribe, until } = await setUp('sqlite', NINE - HOUR);
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

  test('stops within 8 seconds though a sending hangs, and gives back the rest', async () => {
    const { begin, subscribe, until, database } = await setUp('sqlite');
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
});

describe.skipIf(!hasPostgres)('the reminder on PostgreSQL', () => {
  contract('postgres');
});
