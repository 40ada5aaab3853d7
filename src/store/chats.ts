/** What is kept about chats: read, written by column, forgotten. */
import { dialectOf } from './database.ts';
import type { Database } from './database.ts';
import type { ChatChange, Store, StoredChat } from './store.ts';
import type { Bit } from './tables.ts';

const bit = (value: boolean): Bit => (value ? 1 : 0);

/** The columns a change names, and no other. */
const columnsOf = ({ locale, country, zone, subscribed, active, weeklyTip, threadId }: ChatChange) => ({
  ...(locale !== undefined && { locale }),
  ...(country !== undefined && { country }),
  ...(zone !== undefined && { zone }),
  ...(subscribed !== undefined && { subscribed: bit(subscribed) }),
  ...(active !== undefined && { active: bit(active) }),
  ...(weeklyTip !== undefined && { weekly_tip: bit(weeklyTip) }),
  ...(threadId !== undefined && { thread_id: threadId }),
});

/** The chats of these ids that are kept. */
export const readChats = async ({ db }: Database, ids: readonly number[]): Promise<StoredChat[]> => {
  const rows = await db
    .selectFrom('chat')
    .select(['id', 'kind', 'locale', 'country', 'zone', 'subscribed', 'active', 'weekly_tip as weeklyTip', 'thread_id as threadId'])
    .where('id', 'in', ids)
    .execute();
  return rows.map((row) => ({ ...row, subscribed: row.subscribed === 1, active: row.active === 1, weeklyTip: row.weeklyTip === 1 }));
};

/** Chats asked for in the same moment are read together: a batch of updates asks for a hundred. */
const createReading = (database: Database) => {
  let next: { readonly ids: number[]; readonly rows: Promise<Map<number, StoredChat>> } | undefined;
  const begin = () => {
    const ids: number[] = [];
    const rows = Promise.resolve().then(async () => {
      next = undefined;
      return new Map((await readChats(database, ids)).map((row) => [row.id, row]));
    });
    return { ids, rows };
  };
  return async (id: number): Promise<StoredChat | undefined> => {
    next ??= begin();
    next.ids.push(id);
    return (await next.rows).get(id);
  };
};

const forgetChat = ({ db }: Database, id: number): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    // The group it once was tells of it, too.
    const gone = await transaction
      .deleteFrom('chat')
      .where((is) => is.or([is('id', '=', id), is('migrated_to', '=', id)]))
      .returning('id')
      .execute();
    const ids = [id, ...gone.map((row) => row.id)];
    const deliveries = await transaction.deleteFrom('delivery').where('chat_id', 'in', ids).executeTakeFirst();
    const polls = await transaction.deleteFrom('poll').where('chat_id', 'in', ids).executeTakeFirst();
    const quizzes = await transaction.deleteFrom('quiz').where('chat_id', 'in', ids).executeTakeFirst();
    return gone.length > 0 || deliveries.numDeletedRows + polls.numDeletedRows + quizzes.numDeletedRows > 0n;
  });

/** Returns the calls about chats. */
export const createChats = (database: Database): Pick<Store, 'chat' | 'saveChat' | 'setActive' | 'forget'> => {
  const { db } = database;
  const { now } = dialectOf(database);
  return {
    chat: createReading(database),
    async saveChat(id, kind, change) {
      const columns = { kind, ...columnsOf(change), updated_at: now };
      await db
        .insertInto('chat')
        .values({ id, ...columns, created_at: now })
        .onConflict((known) => known.column('id').doUpdateSet(columns))
        .execute();
    },
    async setActive(id, active) {
      await db
        .updateTable('chat')
        .set({ active: bit(active), updated_at: now })
        .where('id', '=', id)
        .where('active', '!=', bit(active))
        .execute();
    },
    forget: (id) => forgetChat(database, id),
  };
};
