/** The window of update ids handled lately, by which an update Telegram sends again is not answered twice. */
import { sql } from 'kysely';
import { dialectOf } from './database.ts';
import type { Database } from './database.ts';
import { pruneQuizzes } from './quizzes.ts';
import type { Store } from './store.ts';

/** Telegram keeps an update for 24 hours at most, https://core.telegram.org/bots/api#getting-updates; twice that, for its clock and ours. */
const KEPT_MS = 48 * 60 * 60 * 1_000;
/** Bounds the table of a busy bot: at 100 updates a second still a quarter of an hour, and a redelivery follows within seconds. */
const KEPT_IDS = 100_000;
/** By time and not by id: after a quiet week Telegram goes on from a random id. */
const PRUNE_EVERY_MS = 60_000;
/** Rows deleted in one statement: some milliseconds of SQLite's one thread. */
const PRUNE_ROWS = 5_000;

/** When the oldest id to be kept was handled. */
const windowStart = async ({ db, ...database }: Database): Promise<number> => {
  const { now } = dialectOf(database);
  const { start } = await db.selectNoFrom((make) => make(now, '-', KEPT_MS).$castTo<number>().as('start')).executeTakeFirstOrThrow();
  const last = await db.selectFrom('handled_update').select('at').orderBy('at', 'desc').limit(1).offset(KEPT_IDS).executeTakeFirst();
  return Math.max(start, last === undefined ? 0 : last.at + 1);
};

const prune = async (database: Database): Promise<void> => {
  const start = await windowStart(database);
  let deleted = PRUNE_ROWS;
  while (deleted === PRUNE_ROWS) {
    const old = database.db.selectFrom('handled_update').select('update_id').where('at', '<', start).orderBy('at').limit(PRUNE_ROWS);
    const { numDeletedRows } = await database.db.deleteFrom('handled_update').where('update_id', 'in', old).executeTakeFirst();
    deleted = Number(numDeletedRows);
  }
};

/** Returns the calls about handled updates. The window is the last 48 hours or the newest 100,000 ids, whichever is less. */
export const createUpdates = (database: Database): Pick<Store, 'handled' | 'markHandled'> => {
  const { db } = database;
  const { now, rowsOf } = dialectOf(database);
  let pruneAt = 0;
  return {
    async handled(updateIds) {
      if (updateIds.length === 0) return new Set();
      const asked = sql<number>`(select cast(value as bigint) from ${rowsOf(updateIds)})`;
      const known = db.selectFrom('handled_update').select('update_id').where('update_id', 'in', asked);
      const rows = await known.where('taken_until', 'is', null).execute();
      return new Set(rows.map((row) => row.update_id));
    },
    async markHandled(updateIds) {
      if (updateIds.length === 0) return;
      // In one order, so that two replicas with the same ids never wait for each other.
      const ids = rowsOf(updateIds.toSorted((a, b) => a - b));
      // Who had it and for which chat is forgotten once it is handled. SQLite asks for a condition before `on conflict`.
      await sql`insert into handled_update (update_id, at) select cast(value as bigint), ${now} from ${ids} where true
        on conflict (update_id) do update set chat_id = null, taken_until = null, taken_by = null`.execute(db);
      if (performance.now() < pruneAt) return;
      pruneAt = performance.now() + PRUNE_EVERY_MS;
      await prune(database);
      await pruneQuizzes(database);
    },
  };
};
