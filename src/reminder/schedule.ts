/** What is said by the calendar: the reminder, and the weekly tip. */
import type { Campaign, Series } from '../store/broadcasts.ts';
import { createCalendar } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import { createWeeklyTips, weeklyKey } from './weekly.ts';

/** One series: its dates, and the campaigns they make. */
export interface Schedule {
  readonly series: Series;
  readonly calendar: Calendar;
  /** The key of a date's campaign. */
  keyOf(date: string): string;
  /** The date that a key stands for; undefined for what is said on no date of the calendar. */
  dateOfKey(key: string): string | undefined;
}

export type Schedules = Readonly<Record<Series, Schedule>>;

/** @param zone IANA zone of chats that chose none */
export const createSchedules = (settings: { readonly cron: string; readonly zone: string }): Schedules => {
  const { calendar, dateOfKey } = createWeeklyTips(settings);
  return {
    reminder: {
      series: 'reminder',
      calendar: createCalendar(settings),
      keyOf: (date) => `reminder:${date}`,
      dateOfKey: (key) => /^reminder:(\d{4}-\d\d-\d\d)$/.exec(key)?.[1],
    },
    'weekly-tip': { series: 'weekly-tip', calendar, keyOf: weeklyKey, dateOfKey },
  };
};

/** A campaign's date with the calendar it stands in; undefined for what is said on no date. */
export const datedBy = (schedules: Schedules, { series, key }: Pick<Campaign, 'series' | 'key'>) => {
  const { calendar, dateOfKey } = schedules[series];
  const date = dateOfKey(key);
  return date === undefined ? undefined : { calendar, date };
};
