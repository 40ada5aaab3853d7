/** An open database of either engine, and the few things in which the engines differ. */
import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import type { Tables } from './tables.ts';

export interface Database {
  readonly engine: keyof typeof dialects;
  readonly db: Kysely<Tables>;
  /** For messages: a file's path or `PostgreSQL at host:port/name`. Never holds a password. */
  readonly place: string;
  /** Waits for what is running, at most 2 s. May be called again. Every later query rejects with a `StoreError`. */
  close(): Promise<void>;
}

/** What an engine writes its own way; every other query is the same for both. */
export interface Dialect {
  /** Column type of a primary key of up to 53 bits; SQLite gives only `integer` the fast path by row id. */
  readonly id: 'integer' | 'bigint';
  /** The database's clock in epoch milliseconds, so that replicas' own clocks never matter. Stands still within a statement. */
  readonly now: RawBuilder<number>;
  /** Put at a SELECT's end by `modifyEnd`. SQLite has one writer, so nothing is to be locked. */
  readonly forUpdate: RawBuilder<unknown>;
  readonly skipLocked: RawBuilder<unknown>;
  /** Numbers as rows with one column `value`, to be cast: one parameter however many they are, so that the statement is prepared once. */
  readonly rowsOf: (numbers: readonly number[]) => RawBuilder<unknown>;
}

const dialects = {
  sqlite: {
    id: 'integer',
    now: sql<number>`cast(round(unixepoch('subsec') * 1000) as integer)`,
    forUpdate: sql``,
    skipLocked: sql``,
    rowsOf: (numbers) => sql`json_each(${JSON.stringify(numbers)})`,
  },
  postgres: {
    id: 'bigint',
    // Not clock_timestamp(): being volatile, it would keep `due_at <= now` from using the index.
    now: sql<number>`cast(extract(epoch from statement_timestamp()) * 1000 as bigint)`,
    forUpdate: sql`for update`,
    skipLocked: sql`for update skip locked`,
    rowsOf: (numbers) => sql`json_array_elements_text(cast(${JSON.stringify(numbers)} as json)) as list(value)`,
  },
} satisfies Record<string, Dialect>;

/** Returns the engine's own wording. */
export const dialectOf = ({ engine }: Pick<Database, 'engine'>): Dialect => dialects[engine];
