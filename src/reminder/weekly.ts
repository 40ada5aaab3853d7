/** The weekly tip: its weeks, its day, whose turn it is among the topics. Pure functions of the date. */
import { calendarOf, createWallTimes } from './calendar.ts';
import type { Calendar, WallTime } from './calendar.ts';
import { dateOf, midnight } from './zones.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** Ten in the morning. */
const TIP_HOUR_MS = 10 * HOUR_MS;
/** A Monday. */
const FIRST_MONDAY = Date.UTC(1970, 0, 5);
const KEY = /^weekly:(\d{4})-W(\d\d)$/;

const mondayBefore = (wall: number) => wall - ((((wall - FIRST_MONDAY) % WEEK_MS) + WEEK_MS) % WEEK_MS);
/** The first week of a year is the one with 4 January in it (ISO 8601). */
const firstMondayOf = (year: number) => mondayBefore(Date.UTC(year, 0, 4));

/** `weekly:2027-W14`, by the ISO week that the date lies in. */
export const weeklyKey = (date: string): string => {
  const monday = mondayBefore(midnight(date));
  const year = new Date(monday + 3 * DAY_MS).getUTCFullYear(); // the year that the week's Thursday lies in
  const week = 1 + (monday - firstMondayOf(year)) / WEEK_MS;
  return `weekly:${year}-W${String(week).padStart(2, '0')}`;
};

/** The Monday of a key's week as epoch milliseconds; undefined for other keys. */
const mondayOf = (key: string): number | undefined => {
  const [, year, week] = KEY.exec(key) ?? [];
  return year === undefined ? undefined : firstMondayOf(Number(year)) + (Number(week) - 1) * WEEK_MS;
};

/** How many weeks went before: from week to week one more, also over the turn of a year. Undefined for other keys. */
export const turnOf = (key: string): number | undefined => {
  const monday = mondayOf(key);
  return monday === undefined ? undefined : Math.round((monday - FIRST_MONDAY) / WEEK_MS);
};

export interface WeeklyTips {
  readonly calendar: Calendar;
  /** The tip's date in the week of a key; undefined for other keys. */
  dateOfKey(key: string): string | undefined;
}

/**
 * Monday at ten by each chat's own clock. A Monday with a reminder leaves the day to it: the tip comes on the first day of the week without one.
 * @param zone IANA zone of chats that chose none
 */
export const createWeeklyTips = ({ cron, zone }: { readonly cron: string; readonly zone: string }): WeeklyTips => {
  const reminderOn = createWallTimes(cron);
  const dayOf = (monday: number): string => {
    const week = Array.from({ length: 7 }, (_, day) => dateOf(monday + day * DAY_MS));
    return week.find((date) => reminderOn(date) === undefined) ?? dateOf(monday);
  };
  const wallTime: WallTime = (date) => {
    const day = midnight(date);
    return dayOf(mondayBefore(day)) === date ? day + TIP_HOUR_MS : undefined;
  };
  return {
    calendar: calendarOf(wallTime, zone),
    dateOfKey(key) {
      const monday = mondayOf(key);
      return monday === undefined ? undefined : dayOf(monday);
    },
  };
};
