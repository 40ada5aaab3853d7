/** Gives chats their deliveries, in steps that hold nobody up, and keeps them true to what chats choose meanwhile. */
import { sql } from 'kysely';
import type { Kysely, RawBuilder, Transaction } from 'kysely';
import type { Broadcasts, DueIn } from './broadcasts.ts';
import { dialectOf } from './database.ts';
import type { Database } from './database.ts';
import { bigint } from './moment.ts';
import { createColumnOf } from './series.ts';
import type { WantedColumn } from './series.ts';
import type { Tables } from './tables.ts';

/** Chats in one step: 3 ms of SQLite's one thread. */
const STEP = 2_000;

interface Page {
  readonly last: number | undefined;
  readonly zones: readonly (string | null)[];
}

/** Chats that want it by id, after the cursor. */
const readPage = async (db: Kysely<Tables>, column: WantedColumn, cursor: number): Promise<Page> => {
  const rows = await db
    .selectFrom('chat')
    .select(['id', 'zone'])
    .where('id', '>', cursor)
    .where(column, '=', 1)
    .where('active', '=', 1)
    .orderBy('id')
    .limit(STEP)
    .execute();
  return { last: rows.length < STEP ? undefined : rows.at(-1)?.id, zones: [...new Set(rows.map((row) => row.zone))] };
};

/** A chat's due time by its zone as SQL; null where `dueIn` gives none, and for zones that are not on the page. */
const dueByZone = (zones: Page['zones'], dueIn: DueIn): RawBuilder<number> => {
  const branches = zones.flatMap((zone) => {
    const due = dueIn(zone);
    if (due === undefined) return [];
    return zone === null ? [sql`when chat.zone is null then ${bigint(due)}`] : [sql`when chat.zone = ${zone} then ${bigint(due)}`];
  });
  return branches.length === 0 ? bigint(null) : sql`case ${sql.join(branches, sql` `)} end`;
};

/** What is given, to whom, and when. */
interface Giving {
  readonly id: number;
  readonly column: WantedColumn;
  readonly dueIn: DueIn;
}

/** Gives the chats of one page their deliveries; those that have one keep it. */
const enqueuePage = async (db: Kysely<Tables>, { id, column, dueIn }: Giving, cursor: number): Promise<number | undefined> => {
  const { last, zones } = await readPage(db, column, cursor);
  const due = dueByZone(zones, dueIn);
  await db
    .insertInto('delivery')
    .columns(['chat_id', 'campaign_id', 'due_at'])
    .expression((make) =>
      make
        .selectFrom('chat')
        .select(['id', sql<number>`cast(${id} as integer)`.as('campaign_id'), due.as('due_at')])
        .where('id', '>', cursor)
        .where('id', '<=', last ?? Number.MAX_SAFE_INTEGER)
        .where(column, '=', 1)
        .where('active', '=', 1)
        .where(due, 'is not', null),
    )
    .onConflict((known) => known.columns(['chat_id', 'campaign_id']).doNothing())
    .execute();
  return last;
};

/** The campaign's row, locked; undefined while another process has it. */
export const lockCampaign = (database: Database, transaction: Transaction<Tables>, id: number) =>
  transaction
    .selectFrom('campaign')
    .select(['cursor', 'enqueued'])
    .where('id', '=', id)
    .modifyEnd(dialectOf(database).skipLocked)
    .executeTakeFirst();

const enqueueNext = async (database: Database, giving: Giving): Promise<'more' | 'done' | 'busy'> => {
  const { id } = giving;
  const ended = await database.db.transaction().execute(async (transaction) => {
    const campaign = await lockCampaign(database, transaction, id);
    if (campaign === undefined) return 'busy';
    if (campaign.enqueued === 1) return 'done';
    const last = await enqueuePage(transaction, giving, campaign.cursor);
    const step = last === undefined ? { enqueued: 1 as const } : { cursor: last };
    await transaction.updateTable('campaign').set(step).where('id', '=', id).execute();
    return last === undefined ? 'finished' : 'more';
  });
  if (ended !== 'finished') return ended;
  // With the statistics of an empty table PostgreSQL reads all of it for each claim: 4,000 claims a second instead of 50,000.
  if (database.engine === 'postgres') await sql`analyze delivery`.execute(database.db);
  return 'done';
};

/** Returns the calls that give chats their deliveries. */
export const createEnqueue = (database: Database): Pick<Broadcasts, 'enqueueNext' | 'enqueueMissed'> => {
  const columnOf = createColumnOf(database);
  return {
    enqueueNext: async (id, dueIn) => enqueueNext(database, { id, column: await columnOf(id), dueIn }),
    enqueueMissed: async (id, dueIn, cursor = Number.MIN_SAFE_INTEGER) =>
      enqueuePage(database.db, { id, column: await columnOf(id), dueIn }, cursor),
  };
};
