/** Campaigns: opened once by key, paused, hurried, ended; how far each is, and for whom the next would be. */
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Broadcasts, Campaign, Progress, Series } from './broadcasts.ts';
import { dialectOf } from './database.ts';
import type { Database } from './database.ts';
import { bigint, momentOf } from './moment.ts';
import type { Tables } from './tables.ts';

type Calls =
  | 'openCampaign'
  | 'campaign'
  | 'openCampaigns'
  | 'setCampaignState'
  | 'hurryCampaign'
  | 'touchCampaign'
  | 'progress'
  | 'audience';

const campaignOf = (row: Selectable<Tables['campaign']>): Campaign => ({
  id: row.id,
  key: row.key,
  series: row.series,
  state: row.state,
  startsAt: row.starts_at,
  enqueued: row.enqueued === 1,
  createdAt: row.created_at,
  workedAt: row.worked_at ?? row.created_at,
});

async function findCampaign({ db }: Database, key: string): Promise<Campaign | undefined> {
  const row = await db.selectFrom('campaign').selectAll().where('key', '=', key).executeTakeFirst();
  return row && campaignOf(row);
}

type Opening = Pick<Campaign, 'key' | 'startsAt' | 'series'>;

async function openCampaign(database: Database, { key, startsAt, series }: Opening, at?: number): Promise<Campaign> {
  const { now } = dialectOf(database);
  for (;;) {
    const known = await findCampaign(database, key);
    if (known !== undefined) return known;
    // Two may open at once: one of them finds the key or the number taken, and looks again.
    await database.db
      .insertInto('campaign')
      .columns(['id', 'key', 'cursor', 'created_at', 'starts_at', 'worked_at', 'series'])
      .expression(
        (make) =>
          make
            .selectFrom('campaign')
            .select([
              sql<number>`coalesce(max(id), 0) + 1`.as('id'),
              sql<string>`cast(${key} as text)`.as('key'),
              bigint(Number.MIN_SAFE_INTEGER).as('cursor'),
              now.as('created_at'),
              bigint(startsAt).as('starts_at'),
              momentOf(database, at).as('worked_at'),
              sql<Series>`cast(${series} as text)`.as('series'),
            ])
            .where(sql<boolean>`1 = 1`), // without it SQLite takes `on conflict` for a join
      )
      .onConflict((known_) => known_.doNothing())
      .execute();
  }
}

async function progress(database: Database, key: string): Promise<Progress | undefined> {
  const { db } = database;
  const campaign = await findCampaign(database, key);
  if (campaign === undefined) return undefined;
  const rows = await db.selectFrom('tally').select(['outcome', 'count']).where('campaign_id', '=', campaign.id).execute();
  // Read from the index of what is left alone, without the rows.
  const { left } = await db
    .selectFrom('delivery')
    .select(sql<number>`count(*)`.as('left'))
    .where('campaign_id', '=', campaign.id)
    .where('due_at', 'is not', null)
    .executeTakeFirstOrThrow();
  const ended = { sent: 0, blocked: 0, failed: 0, skipped: 0, ...Object.fromEntries(rows.map((row) => [row.outcome, row.count])) };
  const { state, enqueued, createdAt } = campaign;
  return { key, state, enqueued, createdAt, ...ended, left };
}

async function hurryCampaign(database: Database, id: number, at?: number): Promise<void> {
  const now = momentOf(database, at);
  await database.db.transaction().execute(async (transaction) => {
    await transaction.updateTable('campaign').set({ starts_at: now }).where('id', '=', id).execute();
    await transaction
      .updateTable('delivery')
      .set({ due_at: now })
      .where('campaign_id', '=', id)
      .where('due_at', '>', now)
      .where('attempts', '=', 0)
      .execute();
  });
}

/** Returns the calls about campaigns. */
export const createCampaigns = (database: Database): Pick<Broadcasts, Calls> => {
  const { db } = database;
  return {
    openCampaign: (key, startsAt, at, series = 'reminder') => openCampaign(database, { key, startsAt, series }, at),
    campaign: (key) => findCampaign(database, key),
    async openCampaigns() {
      const rows = await db.selectFrom('campaign').selectAll().where('state', '=', 'open').orderBy('id').execute();
      return rows.map(campaignOf);
    },
    async setCampaignState(key, from, to, at) {
      const worked = to === 'open' ? { worked_at: momentOf(database, at) } : {};
      const changed = db.updateTable('campaign').set({ state: to, ...worked });
      const { numUpdatedRows } = await changed.where('key', '=', key).where('state', 'in', from).executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    hurryCampaign: (id, at) => hurryCampaign(database, id, at),
    async touchCampaign(id, at) {
      await db
        .updateTable('campaign')
        .set({ worked_at: momentOf(database, at) })
        .where('id', '=', id)
        .execute();
    },
    progress: (key) => progress(database, key),
    async audience() {
      return db
        .selectFrom('chat')
        .select(['locale', 'zone', sql<number>`count(*)`.as('count')])
        .where('subscribed', '=', 1)
        .where('active', '=', 1)
        .groupBy(['locale', 'zone'])
        .orderBy('count', 'desc')
        .execute();
    },
  };
};
