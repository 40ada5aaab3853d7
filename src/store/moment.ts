/** Numbers as both engines type them within SQL, and the instant that counts as now. */
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { dialectOf } from './database.ts';
import type { Database } from './database.ts';

/** A whole number of up to 53 bits, or null; without the cast PostgreSQL takes a parameter for a text. */
export const bigint = (value: number | null): RawBuilder<number> => sql`cast(${value === null ? null : Math.round(value)} as bigint)`;

/** The database's clock, unless an instant is handed in. */
export const momentOf = (database: Pick<Database, 'engine'>, at: number | undefined): RawBuilder<number> =>
  at === undefined ? dialectOf(database).now : bigint(at);
