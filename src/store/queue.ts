/** The queue: due deliveries are claimed for a while, and what became of them is written down. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Broadcasts, Claim, Ended, Ending } from './broadcasts.ts';
import { readChats } from './chats.ts';
import { dialectOf } from './database.ts';
import type { Database } from './database.ts';
import { bigint, momentOf } from './moment.ts';
import { moveWithin } from './move.ts';
import { createColumnOf, wantsIn } from './series.ts';
import type { Tables } from './tables.ts';
import { addToTally } from './tally.ts';

/** Seven parameters each, under SQLite's 32,766. */
const RECORDED_AT_ONCE = 1_000;
const REASON_LENGTH = 120;
/** In place of a reason: tells a delivery that waits from one that a process has claimed. */
const WAITING = 'waiting';

/** Takes due deliveries and reads what their chats chose: by now one may have left, or moved to another language. */
const claim = async (database: Database, id: number, limit: number, leaseMs: number, at?: number): Promise<Omit<Claim, 'isWanted'>[]> => {
  const instant = momentOf(database, at);
  const due = database.db
    .selectFrom('delivery')
    .select(['chat_id', 'campaign_id'])
    .where('campaign_id', '=', id)
    .where('due_at', '<=', instant)
    .orderBy('due_at')
    .limit(limit)
    .modifyEnd(dialectOf(database).skipLocked);
  const rows = await database.db
    .updateTable('delivery')
    .set({ due_at: sql`${instant} + ${bigint(leaseMs)}`, attempts: sql`attempts + 1`, error: null })
    .where((is) => is(is.refTuple('chat_id', 'campaign_id'), 'in', due.$asTuple('chat_id', 'campaign_id')))
    .returning(['chat_id', 'campaign_id', 'attempts'])
    .execute();
  if (rows.length === 0) return [];
  const kept = await readChats(
    database,
    rows.map((row) => row.chat_id),
  );
  const chats = new Map(kept.map((chat) => [chat.id, chat]));
  return rows.map((row) => ({
    campaignId: row.campaign_id,
    chatId: row.chat_id,
    attempts: row.attempts,
    chat: chats.get(row.chat_id),
  }));
};

/** Status, wait (null when nothing is left to do), message id, reason, attempts taken back. */
const columnsOf = (ending: Exclude<Ending, { kind: 'moved' }>): readonly [string, number | null, number | null, string | null, number] => {
  switch (ending.kind) {
    case 'sent':
      return ['sent', null, ending.messageId, null, 0];
    case 'failed':
      // PostgreSQL refuses a text with a zero in it; the reason comes from outside.
      return ['failed', null, null, ending.reason.replace(/\p{Cc}+/gu, ' ').slice(0, REASON_LENGTH), 0];
    case 'later':
      return ['pending', Math.round(ending.afterMs), null, ending.afterMs > 0 ? WAITING : null, ending.counts ? 0 : 1];
    case 'blocked':
    case 'skipped':
      return [ending.kind, null, null, null, 0];
  }
};

const writeEndings = async (db: Kysely<Tables>, instant: unknown, ended: readonly Ended[]) => {
  const values = ended.flatMap(({ chatId, campaignId, attempts, ending }) => {
    if (ending.kind === 'moved') return [];
    const [status, waitMs, messageId, error, takenBack] = columnsOf(ending);
    return [
      sql`(${bigint(chatId)}, cast(${campaignId} as integer), cast(${attempts} as integer), cast(${status} as text),
        ${bigint(waitMs)}, ${bigint(messageId)}, cast(${error} as text), cast(${takenBack} as integer))`,
    ];
  });
  if (values.length === 0) return [];
  // What was sent was sent, whoever has claimed it since; anything else is for the one that has it now to say.
  const { rows } = await sql<{ campaign_id: number; status: string }>`
    update delivery set status = v.column4, due_at = ${instant} + v.column5, message_id = v.column6, error = v.column7,
      attempts = delivery.attempts - v.column8
    from (values ${sql.join(values)}) as v
    where delivery.chat_id = v.column1 and delivery.campaign_id = v.column2 and delivery.due_at is not null
      and (v.column4 = 'sent' or delivery.attempts = v.column3)
    returning delivery.campaign_id, delivery.status`.execute(db);
  return rows;
};

/** Chats first, then deliveries, then counts: the order in which forgetting a chat takes them, so that neither waits for the other. */
const recordSome = async (database: Database, ended: readonly Ended[], at?: number): Promise<void> => {
  const { now } = dialectOf(database);
  const instant = momentOf(database, at);
  const gone = ended.filter(({ ending }) => ending.kind === 'blocked').map((one) => one.chatId);
  await database.db.transaction().execute(async (transaction) => {
    if (gone.length > 0) {
      const away = transaction.updateTable('chat').set({ active: 0, updated_at: now });
      await away.where('id', 'in', gone).where('active', '=', 1).execute();
    }
    for (const { chatId, ending } of ended) {
      if (ending.kind === 'moved') await moveWithin(transaction, database, chatId, ending.toChatId, at);
    }
    await addToTally(transaction, await writeEndings(transaction, instant, ended));
  });
};

/** A claim may outlive its chat: one row enqueued beside a /forget has nobody to go to, and would keep the chat's id. */
const dropForgotten = async ({ db }: Database, claims: readonly Pick<Claim, 'chat' | 'chatId'>[]): Promise<void> => {
  const ids = claims.filter(({ chat }) => chat === undefined).map(({ chatId }) => chatId);
  if (ids.length > 0) await db.deleteFrom('delivery').where('chat_id', 'in', ids).execute();
};

/** A SQLite file has one process at a time: what an earlier one had claimed is nobody's. */
const freeClaims = async (database: Database, id: number, leaseMs: number, at?: number): Promise<void> => {
  if (database.engine !== 'sqlite') return;
  const instant = momentOf(database, at);
  await database.db
    .updateTable('delivery')
    .set({ due_at: instant })
    .where('campaign_id', '=', id)
    .where('due_at', '>', instant)
    .where('due_at', '<=', sql<number>`${instant} + ${bigint(leaseMs)}`)
    .where('attempts', '>', 0)
    .where('error', 'is', null)
    .execute();
};

/** Returns the calls of the queue. */
export const createQueue = (database: Database): Pick<Broadcasts, 'claim' | 'record' | 'freeClaims'> => {
  const columnOf = createColumnOf(database);
  return {
    async claim(id, limit, leaseMs, at) {
      const wants = wantsIn(await columnOf(id));
      const claims = await claim(database, id, limit, leaseMs, at);
      await dropForgotten(database, claims);
      return claims.filter(({ chat }) => chat !== undefined).map((one) => ({ ...one, isWanted: wants(one.chat) }));
    },
    freeClaims: (id, leaseMs, at) => freeClaims(database, id, leaseMs, at),
    async record(ended, at) {
      for (let start = 0; start < ended.length; start += RECORDED_AT_ONCE) {
        await recordSome(database, ended.slice(start, start + RECORDED_AT_ONCE), at);
      }
    },
  };
};
