/** Which dates have a reminder, and when it is due in each zone: pure functions of the instant, the cron expression and the zone. */
import cron from 'node-cron';
import { dateOf, instantOf, isZone, midnight, wallClock } from './zones.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A date begins first in Kiritimati, at UTC+14, and ends last at UTC-12, on Baker Island: 50 hours in all. */
const EASTMOST_MS = 14 * HOUR_MS;
const WESTMOST_MS = 12 * HOUR_MS;
/** 29 February on a given weekday comes back after 40 years at most. */
const SEARCHED_DAYS = 41 * 366;

export interface Calendar {
  /** Dates (`YYYY-MM-DD`) whose hour has struck somewhere on Earth while the date is not yet over everywhere; at most three. */
  openDates(at: number): string[];
  /** When the date's reminder is due by the clock of a zone, epoch milliseconds. A zone that is null or unknown is the usual one. */
  dueAt(date: string, zone: string | null): number;
  /** Whether the date has ended by that clock: from then on its reminder would come on another day. */
  isOver(date: string, zone: string | null, at: number): boolean;
  /** Whether the date has ended everywhere. */
  isOverEverywhere(date: string, at: number): boolean;
  /** Today's date by the usual clock when it has a reminder, whatever the hour. */
  dateToday(at: number): string | undefined;
  /** The first reminder due after the instant by the usual clock; undefined when the cron expression never comes. */
  nextRun(at: number): { readonly date: string; readonly at: number } | undefined;
}

/** A date's hour by a wall clock, as if it were UTC; undefined when the date has none. */
export type WallTime = (date: string) => number | undefined;

/** node-cron also takes a field of seconds before the five; a minute is as fine as the reminder goes. */
const withoutSeconds = (expression: string) => {
  const fields = expression.trim().split(/\s+/);
  return fields.length === 6 ? fields.slice(1).join(' ') : expression;
};

/**
 * The cron expression's wall clock on a date, undefined when the date has none. A cron expression speaks of a wall clock, so it is
 * matched as if everywhere were UTC. Of several times in a day the first counts: a date has one reminder.
 */
export const createWallTimes = (expression: string): WallTime => {
  const pattern = withoutSeconds(expression);
  const { hour, minute } = cron.parse(pattern);
  const firstMinute = Math.min(...hour) * HOUR_MS + Math.min(...minute) * MINUTE_MS;
  const task = cron.createTask(pattern, () => {}, { timezone: 'UTC' });
  void task.destroy(); // it is asked, never run
  return (date) => {
    const wall = midnight(date) + firstMinute;
    return task.match(new Date(wall)) ? wall : undefined;
  };
};

const isOverEverywhere = (date: string, at: number) => at >= midnight(date) + DAY_MS + WESTMOST_MS;

/** @param usual IANA zone of chats that chose none */
export const calendarOf = (wallTime: WallTime, usual: string): Calendar => {
  const zoneOf = (zone: string | null) => (zone !== null && isZone(zone) ? zone : usual);
  const endOf = (date: string, zone: string | null) => instantOf(midnight(date) + DAY_MS, zoneOf(zone));
  const dueAt = (date: string, zone: string | null) => instantOf(wallTime(date) ?? midnight(date), zoneOf(zone));
  return {
    openDates: (at) =>
      [at - DAY_MS, at, at + DAY_MS].map(dateOf).filter((date) => {
        const wall = wallTime(date);
        return wall !== undefined && at >= wall - EASTMOST_MS && !isOverEverywhere(date, at);
      }),
    dueAt,
    isOver: (date, zone, at) => at >= endOf(date, zone),
    isOverEverywhere,
    dateToday(at) {
      const date = dateOf(wallClock(at, usual));
      return wallTime(date) === undefined ? undefined : date;
    },
    nextRun(at) {
      const today = midnight(dateOf(wallClock(at, usual)));
      for (let day = 0; day < SEARCHED_DAYS; day += 1) {
        const date = dateOf(today + day * DAY_MS);
        const due = wallTime(date) === undefined ? undefined : dueAt(date, usual);
        if (due !== undefined && due > at) return { date, at: due };
      }
      return undefined;
    },
  };
};

/** @param zone IANA zone of chats that chose none. @throws {Error} for an expression that node-cron refuses; `readConfig` has asked it before */
export const createCalendar = ({ cron: expression, zone }: { readonly cron: string; readonly zone: string }): Calendar =>
  calendarOf(createWallTimes(expression), zone);

/** An instant in words, for whoever starts the bot: `Sunday 4 April 2027 at 09:00, Asia/Baku (UTC+4)`. */
export const inWords = (at: number, zone: string): string => {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
  });
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  const { weekday, day, month, year, hour, minute, timeZoneName = '' } = part;
  return `${weekday} ${day} ${month} ${year} at ${hour}:${minute}, ${zone} (${timeZoneName.replace('GMT', 'UTC')})`;
};
