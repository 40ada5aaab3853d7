/** Counts questions and verdicts in memory and writes them once a second: a wait for the disk each would be the slowest part of an answer. */
import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { Counted, Store } from './store.ts';

/** A kill loses the counts of so long, and nothing else. */
const GATHER_MS = 1_000;

interface Row {
  readonly day: string;
  readonly topic: string;
  readonly locale: string;
  readonly outcome: Counted['outcome'];
  count: number;
}

/** In the order of their keys, so that two processes never wait for each other. */
const write = async ({ db }: Database, rows: readonly (readonly [key: string, row: Row])[]): Promise<void> => {
  const values = rows.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
  await db
    .insertInto('counter')
    .values(values)
    .onConflict((known) => known.columns(['day', 'topic', 'locale', 'outcome']).doUpdateSet({ count: sql`counter.count + excluded.count` }))
    .execute();
};

export interface Counting extends Pick<Store, 'count'> {
  /** Writes what there is. Rejects when the database does not answer; the counts are kept. */
  flush(): Promise<void>;
}

export const createCounting = (database: Database): Counting => {
  let waiting = new Map<string, Row>();
  let timer: NodeJS.Timeout | undefined;
  let trouble: unknown;

  const add = ({ count, ...row }: Row) => {
    const key = `${row.day} ${row.topic} ${row.locale} ${row.outcome}`;
    const known = waiting.get(key) ?? { ...row, count: 0 };
    known.count += count;
    waiting.set(key, known);
  };
  const flush = async (): Promise<void> => {
    const rows = waiting;
    if (rows.size === 0) return;
    waiting = new Map();
    try {
      await write(database, [...rows]);
    } catch (error) {
      for (const row of rows.values()) add(row);
      throw error;
    }
  };
  const plan = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void flush().catch((error: unknown) => (trouble = error));
    }, GATHER_MS).unref();
  };

  return {
    flush,
    /** The first in a while is written at once. Rejects with what kept counts from being written, once for each failure; none is lost by it. */
    async count({ day, topic, locale, outcome }) {
      add({ day, topic: topic ?? '', locale, outcome, count: 1 });
      const isFirst = timer === undefined;
      plan();
      if (isFirst) await flush();
      const told = trouble;
      trouble = undefined;
      if (told !== undefined) throw told;
    },
  };
};
