/** Counts of how deliveries ended, written in the transaction that ends them. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

export type Outcome = Tables['tally']['outcome'];
interface EndedRow {
  readonly campaign_id: number;
  readonly status: string;
}

const isOutcome = (status: string): status is Outcome => ['sent', 'blocked', 'failed', 'skipped'].includes(status);

const countRows = (rows: readonly EndedRow[]) => {
  const counts = new Map<string, { campaign_id: number; outcome: Outcome; count: number }>();
  for (const { campaign_id, status } of rows) {
    if (!isOutcome(status)) continue;
    const key = `${campaign_id} ${status}`;
    counts.set(key, { campaign_id, outcome: status, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  // In one order, so that two processes never wait for each other.
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
};

/** Adds rows that ended. The last statement of its transaction: every process of a broadcast writes the same few rows. */
export const addToTally = async (db: Kysely<Tables>, rows: readonly EndedRow[]): Promise<void> => {
  const counts = countRows(rows);
  if (counts.length === 0) return;
  await db
    .insertInto('tally')
    .values(counts)
    .onConflict((known) => known.columns(['campaign_id', 'outcome']).doUpdateSet({ count: sql`tally.count + excluded.count` }))
    .execute();
};

/** Takes back rows that had ended and are open again. */
export const takeFromTally = async (db: Kysely<Tables>, rows: readonly EndedRow[]): Promise<void> => {
  for (const { campaign_id, outcome, count } of countRows(rows)) {
    await db
      .updateTable('tally')
      .set({ count: sql`case when count > ${count} then count - ${count} else 0 end` })
      .where('campaign_id', '=', campaign_id)
      .where('outcome', '=', outcome)
      .execute();
  }
};
