/** The pace of all processes of one bot: one row, moved on by the database's clock (the generic cell rate algorithm, without a burst). */
import { sql } from 'kysely';
import type { Broadcasts } from './broadcasts.ts';
import { dialectOf } from './database.ts';
import type { Database } from './database.ts';
import { bigint } from './moment.ts';

/** Returns the calls about the pace. */
export const createThrottle = (database: Database): Pick<Broadcasts, 'reserve' | 'ahead' | 'hold'> => {
  const { db } = database;
  const { now } = dialectOf(database);
  // SQLite's name for the greater of two is another one.
  const later = (time: number) =>
    sql<number>`case when throttle.tat > ${now} + ${bigint(time)} then throttle.tat else ${now} + ${bigint(time)} end`;
  /** Parts of a millisecond by which slots were rounded up or down, carried on so that the rate is exact. */
  let carried = 0;
  return {
    async reserve(bot, slots, slotMs) {
      const exact = slots * slotMs + carried;
      const whole = Math.floor(exact);
      const { wait } = await db
        .insertInto('throttle')
        .values({ key: bot, tat: sql`${now} + ${bigint(whole)}` })
        .onConflict((known) => known.column('key').doUpdateSet({ tat: sql`${later(0)} + ${bigint(whole)}` }))
        .returning(sql<number>`throttle.tat - ${bigint(whole)} - ${now}`.as('wait'))
        .executeTakeFirstOrThrow();
      carried = exact - whole;
      return Math.max(0, wait);
    },
    async ahead(bot) {
      const row = await db
        .selectFrom('throttle')
        .select(sql<number>`tat - ${now}`.as('wait'))
        .where('key', '=', bot)
        .executeTakeFirst();
      return Math.max(0, row?.wait ?? 0);
    },
    async hold(bot, forMs) {
      await db
        .insertInto('throttle')
        .values({ key: bot, tat: sql`${now} + ${bigint(forMs)}` })
        .onConflict((known) => known.column('key').doUpdateSet({ tat: later(forMs) }))
        .execute();
    },
  };
};
