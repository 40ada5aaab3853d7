/** A group that became a supergroup has a new id; all that is kept goes over to it. */
import { sql } from 'kysely';
import type { ExpressionBuilder, Kysely } from 'kysely';
import type { Broadcasts } from './broadcasts.ts';
import { dialectOf } from './database.ts';
import type { Database } from './database.ts';
import { bigint, momentOf } from './moment.ts';
import type { Tables } from './tables.ts';

const either = (column: 'locale' | 'country' | 'zone') => sql<string>`coalesce(chat.${sql.ref(column)}, excluded.${sql.ref(column)})`;

/** The supergroup takes what the group chose, but for what it has chosen itself already. */
const moveChoices = async (db: Kysely<Tables>, database: Database, fromId: number, toId: number): Promise<void> => {
  const { now, forUpdate } = dialectOf(database);
  const group = await db
    .selectFrom('chat')
    .selectAll()
    .where('id', '=', fromId)
    .where('migrated_to', 'is', null)
    .modifyEnd(forUpdate)
    .executeTakeFirst();
  if (group === undefined) return;
  await db
    .insertInto('chat')
    .values({ ...group, id: toId, kind: 'supergroup', active: 1, thread_id: null, updated_at: now })
    .onConflict((known) =>
      known.column('id').doUpdateSet({
        kind: 'supergroup',
        locale: either('locale'),
        country: either('country'),
        zone: either('zone'),
        ...(group.subscribed === 1 && { subscribed: 1 }),
        ...(group.weekly_tip === 1 && { weekly_tip: 1 }),
        active: 1,
        updated_at: now,
      }),
    )
    .execute();
  await db
    .updateTable('chat')
    .set({ migrated_to: toId, subscribed: 0, weekly_tip: 0, active: 0, updated_at: now })
    .where('id', '=', fromId)
    .execute();
};

/** A quiz goes on in the supergroup, unless one runs there already. */
const moveQuiz = async (db: Kysely<Tables>, fromId: number, toId: number): Promise<void> => {
  await db.updateTable('poll').set({ chat_id: toId }).where('chat_id', '=', fromId).execute();
  const there = (make: ExpressionBuilder<Tables, 'quiz'>) =>
    make.selectFrom('quiz as there').select('there.chat_id').where('there.chat_id', '=', toId);
  await db
    .updateTable('quiz')
    .set({ chat_id: toId })
    .where('chat_id', '=', fromId)
    .where((is) => is.not(is.exists(there(is))))
    .execute();
  await db.deleteFrom('quiz').where('chat_id', '=', fromId).execute();
};

/** Moves a chat within an open transaction. Does nothing for a chat that is not kept. */
export const moveWithin = async (db: Kysely<Tables>, database: Database, fromId: number, toId: number, at?: number): Promise<void> => {
  if (fromId === toId) return;
  const instant = momentOf(database, at);
  await moveChoices(db, database, fromId, toId);
  await moveQuiz(db, fromId, toId);
  await db
    .insertInto('delivery')
    .columns(['chat_id', 'campaign_id', 'due_at'])
    .expression((make) =>
      make
        .selectFrom('delivery')
        .select([
          bigint(toId).as('chat_id'),
          'campaign_id',
          // One that was being sent goes out again at once.
          sql<number>`case when attempts = 0 then due_at else ${instant} end`.as('due_at'),
        ])
        .where('chat_id', '=', fromId)
        .where('due_at', 'is not', null)
        // Forgotten meanwhile: nothing is brought back.
        .where((is) => is.exists(is.selectFrom('chat').select('id').where('id', '=', toId))),
    )
    .onConflict((known) => known.columns(['chat_id', 'campaign_id']).doNothing())
    .execute();
  await db
    .updateTable('delivery')
    .set({ status: 'migrated', due_at: null })
    .where('chat_id', '=', fromId)
    .where('due_at', 'is not', null)
    .execute();
};

/** Returns the call about a chat's new id. */
export const createMove = (database: Database): Pick<Broadcasts, 'moveChat'> => ({
  moveChat: (fromId, toId) => database.db.transaction().execute((transaction) => moveWithin(transaction, database, fromId, toId)),
});
