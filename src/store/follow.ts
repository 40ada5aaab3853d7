/** Deliveries follow what chats choose while a campaign is open: joining, moving to another zone, leaving. */
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Broadcasts, DueIn } from './broadcasts.ts';
import { dialectOf } from './database.ts';
import type { Database } from './database.ts';
import { lockCampaign } from './enqueue.ts';
import { createColumnOf } from './series.ts';
import type { WantedColumn } from './series.ts';
import type { Tables } from './tables.ts';
import { addToTally, takeFromTally } from './tally.ts';

/** Some milliseconds of SQLite's one thread; between two pages others have their turn. */
const PAGE = 100;
/** A write may take as long as a query may (5 s) from reading the clock to being seen; thrice that. */
const OVERLAP_MS = 15_000;

interface Following {
  readonly id: number;
  readonly column: WantedColumn;
}

interface Changed {
  readonly id: number;
  readonly zone: string | null;
  readonly isWanted: boolean;
  readonly updatedAt: number;
}

/** The next page by time of change and then by id, in two steps: for `(updated_at, id) > (…)` SQLite uses the first column of an index alone. */
const readChanged = async (db: Kysely<Tables>, column: WantedColumn, since: number, afterId: number): Promise<Changed[]> => {
  const changed = db.selectFrom('chat').select(['id', 'zone', 'subscribed', 'weekly_tip', 'active', 'updated_at']);
  const same = await changed.where('updated_at', '=', since).where('id', '>', afterId).orderBy('id').limit(PAGE).execute();
  const later = changed.where('updated_at', '>', since).orderBy('updated_at').orderBy('id').limit(PAGE);
  const rows = same.length < PAGE ? [...same, ...(await later.limit(PAGE - same.length).execute())] : same;
  return rows.map((row) => ({ id: row.id, zone: row.zone, isWanted: row[column] * row.active === 1, updatedAt: row.updated_at }));
};

/** Gives new ones a delivery, moves those not yet attempted to their hour, and opens again what had ended with the chat away. */
const follow = async (db: Kysely<Tables>, id: number, dueIn: DueIn, chats: readonly Changed[]): Promise<void> => {
  const rows = chats
    .flatMap((chat) => {
      const due_at = dueIn(chat.zone);
      return due_at === undefined ? [] : [{ chat_id: chat.id, campaign_id: id, due_at }];
    })
    .toSorted((a, b) => a.chat_id - b.chat_id);
  if (rows.length === 0) return;
  const ids = rows.map((row) => row.chat_id);
  const away = ['skipped', 'blocked'] as const;
  const ended = db.selectFrom('delivery').select(['campaign_id', 'status']).where('chat_id', 'in', ids).where('campaign_id', '=', id);
  await takeFromTally(db, await ended.where('status', 'in', away).execute());
  await db
    .insertInto('delivery')
    .values(rows)
    .onConflict((known) =>
      known
        .columns(['chat_id', 'campaign_id'])
        .doUpdateSet({ due_at: sql`excluded.due_at`, status: 'pending', attempts: 0, error: null })
        .where((is) =>
          is.or([
            is('delivery.status', 'in', away),
            is.and([is('delivery.attempts', '=', 0), is('delivery.due_at', '!=', sql<number>`excluded.due_at`)]),
          ]),
        ),
    )
    .execute();
};

const skip = async (db: Kysely<Tables>, id: number, chats: readonly Changed[]): Promise<void> => {
  if (chats.length === 0) return;
  const rows = await db
    .updateTable('delivery')
    .set({ status: 'skipped', due_at: null })
    .where(
      'chat_id',
      'in',
      chats.map((chat) => chat.id),
    )
    // The plus keeps SQLite from reading all that is left of a campaign, 80 ms of a million, for these few.
    .where(sql<number>`+delivery.campaign_id`, '=', id)
    .where('due_at', 'is not', null)
    .where('attempts', '=', 0) // one on its way ends as it ends
    .returning(['campaign_id', 'status'])
    .execute();
  await addToTally(db, rows);
};

const followChats = async (database: Database, { id, column }: Following, dueIn: DueIn, since: number): Promise<number> => {
  const { db } = database;
  const { now } = dialectOf(database);
  const { start } = await db.selectNoFrom(now.as('start')).executeTakeFirstOrThrow();
  let [last, afterId] = [since, Number.MIN_SAFE_INTEGER];
  for (;;) {
    const chats = await readChanged(db, column, last, afterId);
    const done = await db.transaction().execute(async (transaction) => {
      if (chats.length > 0 && (await lockCampaign(database, transaction, id)) === undefined) return false;
      await follow(
        transaction,
        id,
        dueIn,
        chats.filter((chat) => chat.isWanted),
      );
      await skip(
        transaction,
        id,
        chats.filter((chat) => !chat.isWanted),
      );
      return true;
    });
    if (!done) return since; // another process is at it; once more next time
    if (chats.length < PAGE) return start - OVERLAP_MS;
    await setImmediate();
    [last, afterId] = [chats.at(-1)?.updatedAt ?? last, chats.at(-1)?.id ?? afterId];
  }
};

/** Returns the call that keeps deliveries true. */
export const createFollow = (database: Database): Pick<Broadcasts, 'followChats'> => {
  const columnOf = createColumnOf(database);
  return {
    followChats: async (id, dueIn, since) => followChats(database, { id, column: await columnOf(id) }, dueIn, since),
  };
};
