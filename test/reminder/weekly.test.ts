/** The weekly tip: when it is due, to whom, how often, and what it says. */
import { describe, expect, test } from 'vitest';
import { createSay } from '../../src/reminder/say.ts';
import { createWeeklyTips, turnOf, weeklyKey } from '../../src/reminder/weekly.ts';
import type { StoredChat } from '../../src/store/store.ts';
import { realContent } from '../fakes/app.ts';
import { hasPostgres } from '../fakes/databases.ts';
import type { Engine } from '../fakes/databases.ts';
import { aWhile, HOUR, KEY, NINE, setUp, until } from './world.ts';

const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** Monday 5 April 2027, ten in Baku; the reminder was the day before. */
const TEN = Date.parse('2027-04-05T06:00:00Z');
const FIRST = 'weekly:2027-W14';
const tips = (cron = '0 9 4 4 *') => createWeeklyTips({ cron, zone: 'Asia/Baku' });
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

describe('the day of the tip', () => {
  test('is Monday at ten by the clock of each chat, also on the days when clocks change', () => {
    const { calendar } = tips();
    expect(iso(calendar.dueAt('2027-04-05', null))).toBe('2027-04-05T06:00');
    expect(iso(calendar.dueAt('2027-04-05', 'Pacific/Kiritimati'))).toBe('2027-04-04T20:00');
    expect(iso(calendar.dueAt('2027-04-05', 'America/Los_Angeles'))).toBe('2027-04-05T17:00');
    // The clocks of Paris changed on the Sunday before.
    expect([iso(calendar.dueAt('2027-03-22', 'Europe/Paris')), iso(calendar.dueAt('2027-03-29', 'Europe/Paris'))]).toEqual([
      '2027-03-22T09:00',
      '2027-03-29T08:00',
    ]);
  });

  test('comes once in each of 700 weeks, each under a key of its own, over every turn of a year', () => {
    const { calendar, dateOfKey } = tips();
    const dates = new Set<string>();
    for (let at = NINE; at < NINE + 700 * WEEK; at += DAY) for (const date of calendar.openDates(at)) dates.add(date);
    const keys = [...dates].map(weeklyKey);
    expect(new Set(keys).size).toBe(dates.size);
    expect(dates.size).toBeGreaterThanOrEqual(700);
    expect(keys.map(dateOfKey)).toEqual([...dates]);
    const turns = keys.map((key) => turnOf(key) ?? 0);
    expect(turns.slice(1).every((turn, index) => turn === (turns[index] ?? 0) + 1)).toBe(true);
  });

  test('knows the weeks of ISO 8601, in which the last days of December may lie in the first week', () => {
    expect(['2026-12-28', '2027-01-04', '2024-12-30', '2027-04-05'].map(weeklyKey)).toEqual([
      'weekly:2026-W53',
      'weekly:2027-W01',
      'weekly:2025-W01',
      FIRST,
    ]);
    expect([turnOf('reminder:2027-04-04'), turnOf('manual:2027-01-01T00:00:00.000Z')]).toEqual([undefined, undefined]);
  });

  test('leaves a Monday to the reminder, in whatever hour that comes', () => {
    // 4 April 2033 is a Monday.
    for (const cron of ['0 9 4 4 *', '0 10 4 4 *']) {
      const { calendar, dateOfKey } = tips(cron);
      expect(dateOfKey('weekly:2033-W14')).toBe('2033-04-05');
      expect(calendar.openDates(Date.parse('2033-04-04T12:00:00Z'))).not.toContain('2033-04-04');
      expect(iso(calendar.dueAt('2033-04-05', null))).toBe('2033-04-05T06:00');
    }
  });

  test('is Monday all the same when every day has a reminder', () => {
    expect(tips('0 9 * * *').dateOfKey(FIRST)).toBe('2027-04-05');
  });
});

describe('what the tip says', () => {
  const chat: StoredChat = {
    id: 1,
    kind: 'private',
    locale: 'az',
    country: 'AZ',
    zone: null,
    subscribed: false,
    active: true,
    weeklyTip: true,
    threadId: null,
  };
  const keys = Array.from({ length: 60 }, (_, week) => weeklyKey(iso(TEN + week * WEEK).slice(0, 10)));

  test('is each safety topic in turn, in the chat’s language, and never the same twice in a row', async () => {
    const { content } = realContent();
    const say = createSay(content, 'en', () => 'a_bot');
    const { safety } = content.facts.topics;
    const titles = safety.map((topic) => content.say('az', `safety.${topic}.title`));
    const said: number[] = [];
    for (const key of keys) {
      const { html } = await say(key, chat);
      const shown = titles.findIndex((title) => html.includes(`<b>${title}</b>`));
      expect(html).toContain(content.say('az', 'shared.weekly.stop'));
      expect(html).toContain('112');
      said.push(shown);
    }
    expect(said.every((turn, index) => index === 0 || turn === ((said[index - 1] ?? 0) + 1) % safety.length)).toBe(true);
    expect(new Set(said).size).toBe(safety.length);
  });
});

const contract = (engine: Engine) => {
  const wanting = async (world: Awaited<ReturnType<typeof setUp>>, ...ids: readonly number[]) => {
    for (const id of ids) await world.store.saveChat(id, 'private', { weeklyTip: true, locale: 'az' });
  };

  test('comes once to each chat that wants it, at its own hour, and to nobody who only wants the reminder', async () => {
    const world = await setUp(engine, TEN - 60_000);
    const { store, telegram, clock, begin, subscribe } = world;
    await wanting(world, 1, 2, 3);
    await store.saveChat(2, 'private', { locale: 'ru', zone: 'Europe/Kyiv' });
    await subscribe(3, 4);
    const reminder = begin();
    await aWhile();
    expect(telegram.sent.filter(({ text }) => text.startsWith(FIRST))).toEqual([]);
    clock.set(TEN);
    await reminder.look();
    await until(async () => (await reminder.progress(FIRST))?.sent === 2);
    clock.set(TEN + HOUR);
    await reminder.look();
    await until(async () => (await reminder.progress(FIRST))?.sent === 3);
    await reminder.look();
    await aWhile();
    expect(telegram.sent.map(({ chat, text }) => `${chat} ${text}`).toSorted()).toEqual([
      `1 ${FIRST} az`,
      `2 ${FIRST} ru`,
      `3 ${FIRST} az`,
    ]);
  });

  test('comes again a week later, and is not repeated after a restart', async () => {
    const world = await setUp(engine, TEN);
    const { telegram, clock, begin } = world;
    await wanting(world, 1);
    const first = begin();
    await until(() => telegram.sent.length === 1);
    await first.stop();
    clock.set(TEN + HOUR);
    const second = begin();
    await aWhile();
    expect(telegram.sent).toHaveLength(1);
    clock.set(TEN + WEEK);
    await second.look();
    await until(() => telegram.sent.length === 2);
    expect(telegram.sent.map(({ text }) => text)).toEqual([`${FIRST} az`, 'weekly:2027-W15 az']);
  });

  test('leaves the reminder as it is: both come, each once, on their own days', async () => {
    const world = await setUp(engine, NINE);
    const { telegram, clock, begin, subscribe } = world;
    await subscribe(1);
    await wanting(world, 1, 2);
    const reminder = begin();
    await until(() => telegram.sent.length === 1);
    clock.set(TEN);
    await reminder.look();
    await until(() => telegram.sent.length === 3);
    await aWhile();
    expect(telegram.sent.map(({ chat, text }) => `${chat} ${text}`).toSorted()).toEqual([`1 ${KEY} az`, `1 ${FIRST} az`, `2 ${FIRST} az`]);
  });

  test('stops with /weekly off and with blocking, is not stopped by /unsubscribe, and the reminder not by it', async () => {
    const world = await setUp(engine, TEN - HOUR);
    const { store, telegram, clock, begin, subscribe } = world;
    await wanting(world, 1, 2, 3);
    await subscribe(1, 2, 3);
    const reminder = begin();
    await until(async () => (await reminder.progress(FIRST))?.left === 3);
    await store.saveChat(1, 'private', { weeklyTip: false });
    await store.saveChat(2, 'private', { subscribed: false });
    telegram.answer(3, { kind: 'gone' });
    clock.set(TEN);
    await reminder.look();
    await until(async () => (await reminder.progress(FIRST))?.left === 0);
    expect(telegram.sent.filter(({ text }) => text.startsWith('weekly')).map(({ chat }) => chat)).toEqual([2]);
    expect(await store.chat(1)).toMatchObject({ subscribed: true, weeklyTip: false });
    expect(await store.chat(3)).toMatchObject({ active: false });
    expect(await reminder.progress(FIRST)).toMatchObject({ sent: 1, skipped: 1, blocked: 1 });
  });

  test('comes at once to a chat that turns it on later on the Monday, and on no other day', async () => {
    const world = await setUp(engine, TEN + 3 * HOUR);
    const { telegram, clock, begin } = world;
    const reminder = begin();
    await wanting(world, 1);
    await until(() => telegram.sent.length === 1);
    clock.set(TEN + DAY);
    await reminder.look();
    await wanting(world, 2);
    await reminder.look();
    await aWhile();
    expect(telegram.chats()).toEqual([1]);
  });
};

describe('the weekly tip on SQLite', () => {
  contract('sqlite');
});

describe.skipIf(!hasPostgres)('the weekly tip on PostgreSQL', () => {
  contract('postgres');
});
