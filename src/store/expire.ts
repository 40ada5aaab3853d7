/** Ends deliveries whose day is over by their chats' clocks. */
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Broadcasts } from './broadcasts.ts';
import type { Database } from './database.ts';
import { addToTally } from './tally.ts';

/** Some milliseconds of SQLite's one thread; between two steps others have their turn. */
const EXPIRED_AT_ONCE = 200;

/** Ends some of those left in the zones. @returns how many */
const expireSome = ({ db }: Database, id: number, zones: readonly (string | null)[]): Promise<number> =>
  db.transaction().execute(async (transaction) => {
    const left = transaction
      .selectFrom('delivery')
      .innerJoin('chat', 'chat.id', 'delivery.chat_id')
      .select(['delivery.chat_id', 'delivery.campaign_id'])
      .where('campaign_id', '=', id)
      .where('due_at', 'is not', null)
      .where(
        sql<string>`coalesce(zone, '')`,
        'in',
        zones.map((zone) => zone ?? ''),
      )
      .limit(EXPIRED_AT_ONCE);
    const ended = await transaction
      .updateTable('delivery')
      .set({ status: 'skipped', due_at: null, error: 'the day was over' })
      .where((is) => is(is.refTuple('chat_id', 'campaign_id'), 'in', left.$asTuple('chat_id', 'campaign_id')))
      // Still so, and said in a way that leads no engine to read the index of all that is left.
      .where(sql<boolean>`coalesce(due_at, -1) >= 0`)
      .returning(['campaign_id', 'status'])
      .execute();
    await addToTally(transaction, ended);
    return ended.length;
  });

/** Returns the call that ends what is too late. */
export const createExpire = (database: Database): Pick<Broadcasts, 'expire'> => ({
  async expire(id, dueIn) {
    const zones = await database.db.selectFrom('chat').select('zone').distinct().execute();
    const late = zones.map(({ zone }) => zone).filter((zone) => dueIn(zone) === undefined);
    let [expired, ended] = [0, late.length];
    while (ended > 0) {
      ended = await expireSome(database, id, late);
      expired += ended;
      await setImmediate();
    }
    return expired;
  },
});
