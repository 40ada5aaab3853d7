/** Which process answers an update that Telegram sends to several: it is taken in the database, for some seconds at a time. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { dialectOf } from './database.ts';
import type { Database } from './database.ts';
import type { Store, Whose } from './store.ts';

/** A killed process's updates are taken over after this long; a living one keeps them well before. */
const LEASE_MS = 10_000;

type Taking = Pick<Store, 'takeUpdate' | 'isTurn' | 'keepUpdates' | 'letUpdateGo'>;

/** SQLite has one process, which knows by itself what it has in hand: nothing is written, and every turn is its own. */
const createOwn = ({ db }: Database): Taking => ({
  async takeUpdate(updateId) {
    const row = await db.selectFrom('handled_update').select('update_id').where('update_id', '=', updateId).executeTakeFirst();
    return row === undefined ? 'mine' : 'handled';
  },
  isTurn: () => Promise.resolve(true),
  keepUpdates: () => Promise.resolve(),
  letUpdateGo: () => Promise.resolve(),
});

const createShared = (database: Database): Taking => {
  const { db } = database;
  const { now } = dialectOf(database);
  /** This process among those of the database, so that it never touches what another took over from it. */
  const taken_by = randomUUID();
  const leaseEnd = sql<number>`${now} + ${sql.lit(LEASE_MS)}`;

  /** Whose it is that somebody else has or had. One let go in this very moment counts as another's, and is asked for again. */
  const ownerOf = async (updateId: number): Promise<Whose> => {
    const row = await db.selectFrom('handled_update').select('taken_until').where('update_id', '=', updateId).executeTakeFirst();
    return row !== undefined && row.taken_until === null ? 'handled' : 'elsewhere';
  };
  return {
    async takeUpdate(updateId, chatId) {
      const taken = await db
        .insertInto('handled_update')
        .values({ update_id: updateId, at: now, chat_id: chatId ?? null, taken_until: leaseEnd, taken_by })
        .onConflict((known) =>
          known.column('update_id').doUpdateSet({ at: now, taken_until: leaseEnd, taken_by }).where('handled_update.taken_until', '<', now),
        )
        .returning('update_id')
        .executeTakeFirst();
      return taken === undefined ? ownerOf(updateId) : 'mine';
    },
    async isTurn(updateId, chatId) {
      const earlier = await db
        .selectFrom('handled_update')
        .select('update_id')
        .where('chat_id', '=', chatId)
        .where('update_id', '<', updateId)
        .where('taken_until', '>=', now)
        .limit(1)
        .executeTakeFirst();
      return earlier === undefined;
    },
    async keepUpdates(updateIds) {
      if (updateIds.length === 0) return;
      const rows = db.updateTable('handled_update').set({ taken_until: leaseEnd }).where('taken_by', '=', taken_by);
      await rows.where('update_id', 'in', updateIds).where('taken_until', 'is not', null).execute();
    },
    async letUpdateGo(updateId) {
      const row = db.deleteFrom('handled_update').where('update_id', '=', updateId);
      await row.where('taken_by', '=', taken_by).where('taken_until', 'is not', null).execute();
    },
  };
};

/** Returns the calls about updates in hand. */
export const createTaking = (database: Database): Taking => (database.engine === 'sqlite' ? createOwn(database) : createShared(database));
