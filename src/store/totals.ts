/** Counts for the operators: chats by language, questions by outcome and topic. Never who or what. */
import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { Counted, QuestionTotals, Store } from './store.ts';

const NONE: QuestionTotals = { outcomes: { answer: 0, suggest: 0, refuse: 0 }, topics: [] };

async function chatTotals({ db }: Database) {
  const total = await db
    .selectFrom('chat')
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      fn.sum<number | null>('active').as('active'),
      fn.sum<number | null>(sql<number>`active * subscribed`).as('subscribed'),
    ])
    .executeTakeFirstOrThrow();
  const locales = await db
    .selectFrom('chat')
    .select(['locale', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy('locale')
    .orderBy('count', 'desc')
    .execute();
  return {
    count: total.count,
    active: total.active ?? 0,
    subscribed: total.subscribed ?? 0,
    locales,
  };
}

async function questionTotals({ db }: Database, since: string): Promise<QuestionTotals> {
  const rows = await db
    .selectFrom('counter')
    .select(['topic', 'outcome', ({ fn }) => fn.sum<number>('count').as('count')])
    .where('day', '>=', since)
    .where('outcome', 'in', Object.keys(NONE.outcomes))
    .groupBy(['topic', 'outcome'])
    .execute();
  const outcomes = { ...NONE.outcomes };
  const topics = new Map<string, number>();
  for (const { topic, outcome, count } of rows) {
    outcomes[outcome as keyof typeof outcomes] += count;
    if (topic !== '') topics.set(topic, (topics.get(topic) ?? 0) + count);
  }
  return { outcomes, topics: [...topics].map(([topic, count]) => ({ topic, count })).toSorted((a, b) => b.count - a.count) };
}

const count = async ({ db }: Database, { day, topic, locale, outcome }: Counted) => {
  await db
    .insertInto('counter')
    .values({ day, topic: topic ?? '', locale, outcome, count: 1 })
    .onConflict((known) => known.columns(['day', 'topic', 'locale', 'outcome']).doUpdateSet({ count: sql`counter.count + 1` }))
    .execute();
};

/** Returns the calls about counts. */
export const createTotals = (database: Database): Pick<Store, 'count' | 'chatTotals' | 'questionTotals'> => ({
  count: (counted) => count(database, counted),
  chatTotals: () => chatTotals(database),
  questionTotals: (since) => questionTotals(database, since),
});
