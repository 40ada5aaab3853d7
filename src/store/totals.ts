/** Counts for the operators: chats by language, questions by outcome and topic. Never who or what. */
import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { QuestionTotals, Store, TopicVerdict, Verdict } from './store.ts';

const NONE: QuestionTotals['outcomes'] = { answer: 0, suggest: 0, refuse: 0 };
const VERDICTS: readonly Verdict[] = ['helped', 'not-helped'];

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

const countsSince = ({ db }: Database, since: string, outcomes: readonly string[]) =>
  db
    .selectFrom('counter')
    .select(['topic', 'outcome', ({ fn }) => fn.sum<number>('count').as('count')])
    .where('day', '>=', since)
    .where('outcome', 'in', outcomes)
    .groupBy(['topic', 'outcome'])
    .execute();

async function verdictsSince(database: Database, since: string): Promise<readonly TopicVerdict[]> {
  const verdicts = new Map<string, TopicVerdict>();
  for (const { topic, outcome, count } of await countsSince(database, since, VERDICTS)) {
    const known = verdicts.get(topic) ?? { topic, helped: 0, notHelped: 0 };
    verdicts.set(topic, outcome === 'helped' ? { ...known, helped: count } : { ...known, notHelped: count });
  }
  return [...verdicts.values()].toSorted((one, other) => other.notHelped - one.notHelped);
}

async function questionTotals(database: Database, since: string): Promise<QuestionTotals> {
  const rows = await countsSince(database, since, Object.keys(NONE));
  const outcomes = { ...NONE };
  const topics = new Map<string, number>();
  for (const { topic, outcome, count } of rows) {
    outcomes[outcome as keyof typeof outcomes] += count;
    if (topic !== '') topics.set(topic, (topics.get(topic) ?? 0) + count);
  }
  const asked = [...topics].map(([topic, count]) => ({ topic, count })).toSorted((a, b) => b.count - a.count);
  return { outcomes, topics: asked, verdicts: await verdictsSince(database, since) };
}

/** Returns the calls about counts. */
export const createTotals = (database: Database): Pick<Store, 'chatTotals' | 'questionTotals'> => ({
  chatTotals: () => chatTotals(database),
  questionTotals: (since) => questionTotals(database, since),
});
