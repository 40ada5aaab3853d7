/** What is due when: every zone, every trick of the clocks, no database. */
import { describe, expect, test } from 'vitest';
import { createCalendar, inWords } from '../../src/reminder/calendar.ts';

const HOUR = 3_600_000;
const BAKU = 'Asia/Baku';
const DAY = '2027-04-04';
const calendar = createCalendar({ cron: '0 9 4 4 *', zone: BAKU });
const on = (cron: string, zone = BAKU) => createCalendar({ cron, zone });
const utc = (time: string) => Date.parse(`${time}Z`);
const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString().slice(0, 16));

/** Every date opened between two instants, with when it was first seen, looking each minute as the tick does, or less often. */
const opened = (cron: string, from: string, to: string, stepMs = 60_000) => {
  const { openDates } = on(cron);
  const seen = new Map<string, string | undefined>();
  for (let at = utc(from); at < utc(to); at += stepMs) for (const date of openDates(at)) if (!seen.has(date)) seen.set(date, iso(at));
  return Object.fromEntries(seen);
};

describe('the hour of 4 April', () => {
  test('is nine by the clock of each chat, from the first place on Earth to the last', () => {
    const zones = {
      'Pacific/Kiritimati': '2027-04-03T19:00',
      'Asia/Tokyo': '2027-04-04T00:00',
      'Asia/Kathmandu': '2027-04-04T03:15',
      'Asia/Baku': '2027-04-04T05:00',
      'Europe/Kyiv': '2027-04-04T06:00',
      'America/St_Johns': '2027-04-04T11:30',
      'Pacific/Pago_Pago': '2027-04-04T20:00',
    };
    expect(Object.fromEntries(Object.keys(zones).map((zone) => [zone, iso(calendar.dueAt(DAY, zone))]))).toEqual(zones);
  });

  test('is that of the usual zone for a chat that chose none, or one this system does not know', () => {
    expect([null, 'Mars/Olympus', ''].map((zone) => iso(calendar.dueAt(DAY, zone)))).toEqual(Array(3).fill('2027-04-04T05:00'));
  });

  test('is safe in the night in which Sydney and Auckland leave summer time', () => {
    expect(iso(calendar.dueAt(DAY, 'Australia/Sydney'))).toBe('2027-04-03T23:00');
    expect(iso(calendar.dueAt(DAY, 'Pacific/Auckland'))).toBe('2027-04-03T21:00');
    expect(iso(calendar.dueAt(DAY, 'Australia/Lord_Howe'))).toBe('2027-04-03T22:30');
  });
});

describe('an hour that the clocks skip or repeat', () => {
  test('that is skipped comes as much later as the clocks are moved', () => {
    const skipped = on('30 3 28 3 *', 'Europe/Kyiv');
    expect(iso(skipped.dueAt('2027-03-28', null))).toBe('2027-03-28T01:30'); // 04:30 in Kyiv
    expect(iso(skipped.nextRun(utc('2027-01-01T00:00'))?.at)).toBe('2027-03-28T01:30');
    const midnight = on('0 0 * 4 *', 'Africa/Cairo'); // Cairo skips midnight on 30 April 2027
    expect(iso(midnight.dueAt('2027-04-30', null))).toBe('2027-04-29T22:00');
  });

  test('that comes twice is the first', () => {
    const twice = on('30 2 4 4 *', 'Australia/Sydney');
    expect(iso(twice.dueAt(DAY, null))).toBe('2027-04-03T15:30'); // still summer time
    expect(iso(twice.nextRun(utc('2027-04-03T15:30'))?.at)).toBe('2028-04-03T16:30'); // standard time by then
    expect(iso(on('45 1 * * *', 'Australia/Lord_Howe').dueAt(DAY, null))).toBe('2027-04-03T14:45');
  });
});

describe('a date', () => {
  test('is open from its hour in the east until it is over in the west', () => {
    expect(opened('0 9 4 4 *', '2027-03-30T00:00', '2027-04-08T00:00')).toEqual({ [DAY]: '2027-04-03T19:00' });
    expect(calendar.openDates(utc('2027-04-03T18:59'))).toEqual([]);
    expect(calendar.openDates(utc('2027-04-05T11:59'))).toEqual([DAY]);
    expect(calendar.openDates(utc('2027-04-05T12:00'))).toEqual([]);
  });

  test('is found whenever one starts to look: at 15:00, after a sleep, after a jump', () => {
    for (const at of ['2027-04-04T11:00', '2027-04-04T19:59', '2027-04-04T05:00:59']) expect(calendar.openDates(utc(at))).toEqual([DAY]);
  });

  test('is not found by one first installed on 10 April', () => {
    expect(calendar.openDates(utc('2027-04-10T08:00'))).toEqual([]);
  });

  test("is over by the chat's own clock at midnight", () => {
    expect(calendar.isOver(DAY, null, utc('2027-04-04T19:59:59'))).toBe(false);
    expect(calendar.isOver(DAY, null, utc('2027-04-04T20:00'))).toBe(true);
    expect(calendar.isOver(DAY, 'Pacific/Kiritimati', utc('2027-04-04T10:00'))).toBe(true);
    expect(calendar.isOver(DAY, 'Pacific/Pago_Pago', utc('2027-04-05T10:59'))).toBe(false);
    expect(calendar.isOverEverywhere(DAY, utc('2027-04-05T11:59'))).toBe(false);
    expect(calendar.isOverEverywhere(DAY, utc('2027-04-05T12:00'))).toBe(true);
    expect(on('0 9 30 12 *').isOver('2011-12-30', 'Pacific/Apia', utc('2011-12-30T11:00'))).toBe(true); // Samoa had no such day
  });

  test("is today's by the usual clock, whatever the hour", () => {
    expect(calendar.dateToday(utc('2027-04-03T19:59'))).toBeUndefined();
    expect(calendar.dateToday(utc('2027-04-03T20:00'))).toBe(DAY);
    expect(calendar.dateToday(utc('2027-04-04T19:59'))).toBe(DAY);
  });
});

describe('another cron expression', () => {
  test('may come several times a year', () => {
    expect(Object.keys(opened('0 9 4 4,10 *', '2027-01-01T00:00', '2027-12-31T00:00', HOUR))).toEqual(['2027-04-04', '2027-10-04']);
    expect(Object.keys(opened('0 9 1-3 4 *', '2027-03-20T00:00', '2027-04-20T00:00', HOUR))).toEqual([
      '2027-04-01',
      '2027-04-02',
      '2027-04-03',
    ]);
  });

  test('may come several times a day, of which the first counts: a date has one reminder', () => {
    const often = on('*/20 9,18 4 4 *');
    expect(iso(often.dueAt(DAY, null))).toBe('2027-04-04T05:00');
    expect(often.nextRun(utc('2027-04-04T05:00'))?.date).toBe('2028-04-04');
  });

  test('may name 29 February, the last day of a month, or a weekday', () => {
    expect(on('0 9 29 2 *').nextRun(utc('2027-01-01T00:00'))?.date).toBe('2028-02-29');
    expect(on('0 9 29 2 *').nextRun(utc('2096-03-01T00:00'))?.date).toBe('2104-02-29');
    expect(Object.keys(opened('0 9 29 2 *', '2028-02-20T00:00', '2028-03-10T00:00', HOUR))).toEqual(['2028-02-29']);
    expect(on('0 9 L 2 *').nextRun(utc('2028-02-01T00:00'))?.date).toBe('2028-02-29');
    expect(on('0 9 4 4 1').nextRun(utc('2027-01-01T00:00'))?.date).toBe('2033-04-04'); // both hold: a Monday
  });

  test('may say midnight, when a date begins', () => {
    const midnight = on('0 0 4 4 *');
    expect(iso(midnight.dueAt(DAY, null))).toBe('2027-04-03T20:00');
    expect(iso(midnight.dueAt(DAY, 'Pacific/Kiritimati'))).toBe('2027-04-03T10:00');
    expect(midnight.openDates(utc('2027-04-03T10:00'))).toEqual([DAY]);
    expect(midnight.isOver(DAY, null, midnight.dueAt(DAY, null))).toBe(false);
  });

  test('may say the last minute of a date', () => {
    const late = on('59 23 4 4 *');
    expect(iso(late.dueAt(DAY, 'Pacific/Pago_Pago'))).toBe('2027-04-05T10:59');
    expect(late.openDates(late.dueAt(DAY, 'Pacific/Pago_Pago'))).toEqual([DAY]);
  });

  test('may have two dates under way at once', () => {
    expect(on('0 9 * * *').openDates(utc('2027-04-04T11:00'))).toEqual(['2027-04-03', '2027-04-04']);
  });

  test('may have a field of seconds or a name', () => {
    expect(iso(on('30 0 9 4 4 *').dueAt(DAY, null))).toBe('2027-04-04T05:00');
    expect(on('@yearly').nextRun(utc('2027-04-04T00:00'))?.date).toBe('2028-01-01');
  });
});

describe('the next run', () => {
  test('is the first after the instant', () => {
    expect(calendar.nextRun(utc('2026-11-24T00:00'))).toEqual({ date: DAY, at: utc('2027-04-04T05:00') });
    expect(calendar.nextRun(utc('2027-04-04T04:59:59'))?.date).toBe(DAY);
    expect(calendar.nextRun(utc('2027-04-04T05:00'))?.date).toBe('2028-04-04');
  });

  test('is told in words, with date and zone', () => {
    expect(inWords(utc('2027-04-04T05:00'), BAKU)).toBe('Sunday 4 April 2027 at 09:00, Asia/Baku (UTC+4)');
    expect(inWords(utc('2027-04-04T00:00'), 'Asia/Kathmandu')).toBe('Sunday 4 April 2027 at 05:45, Asia/Kathmandu (UTC+5:45)');
  });

  test('is the same at every hour of a leap year in every zone', () => {
    for (const zone of ['Asia/Baku', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/Santiago']) {
      const due = on('0 9 4 4 *', zone).nextRun(utc('2028-01-01T12:00'))?.at ?? 0;
      for (let at = utc('2028-01-01T12:00'); at < due; at += 731 * HOUR) expect(on('0 9 4 4 *', zone).nextRun(at)?.at).toBe(due);
    }
  });
});
