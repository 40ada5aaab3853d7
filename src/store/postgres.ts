/** Opens a PostgreSQL database: the store of several replicas. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { Client, Pool, TypeOverrides } from 'pg';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';
import { openingFault } from './faults.ts';
import { postgresFault } from './postgres-faults.ts';
import { StoreError } from './store.ts';
import type { Tables } from './tables.ts';

/** Together under the 10 s in which the bot must have given up a database that is not there. */
const CONNECT_MS = 4_000;
const ANSWER_MS = 5_000;
/** How long `close` waits for running queries, or for a server that has gone silent. */
const CLOSE_MS = 2_000;

/** Ids and times fit a number (Telegram's ids have 52 bits); a numeric comes only from a sum of such. */
const types = new TypeOverrides();
const INT8 = 20;
const NUMERIC = 1700;
types.setTypeParser(INT8, Number);
types.setTypeParser(NUMERIC, Number);

/** Without its password. The error of a wrong URL quotes all of it, so that error is dropped. */
const placeOf = (url: string): string => {
  try {
    if (!/^postgres(ql)?:\/\//.test(url)) throw new TypeError('another scheme');
    const { host, port, database } = new Client({ connectionString: url });
    return `PostgreSQL at ${host}:${port}/${database}`;
  } catch {
    throw new StoreError('DATABASE_URL is no address of a PostgreSQL database. Write it as postgres://user:password@host:5432/name.');
  }
};

/** A connection that breaks while nobody waits for it must not end the process; the pool drops it, the next call connects. */
const ignore = () => {};

const createPool = (url: string, answerMs: number): Pool => {
  const pool = new Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: answerMs,
    keepAlive: true,
    types,
  });
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
};

/** Passes queries on, turns the server's failures into `StoreError`, and has the pool drop a connection that had one. */
const guardClient = (client: PoolClient, place: string): PostgresPoolClient => {
  let broken = false;
  const run = async (text: string, values: readonly unknown[]) => {
    try {
      return await client.query(text, [...values]);
    } catch (error) {
      const told = postgresFault(error, place);
      broken ||= told instanceof StoreError;
      throw told;
    }
  };
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>; // part of Kysely's type; without pg-cursor nobody calls it
  function query(text: unknown, values: readonly unknown[] = []): unknown {
    return run(String(text), values);
  }
  return { query, release: (destroy) => client.release(destroy === true || broken) };
};

const guardPool = (pool: Pool, place: string): PostgresPool => ({
  options: pool.options,
  end: () => pool.end(),
  async connect() {
    const client = await pool.connect().catch((error: unknown) => {
      throw openingFault(postgresFault(error, place), place);
    });
    return guardClient(client, place);
  },
});

/**
 * Prepares the pool; the first query connects, and rejects with a `StoreError` after 4 s without a connection. Does not migrate.
 * `answerMs` is how long one query may take; 0 for as long as it needs.
 * @throws {StoreError} when the URL is none of PostgreSQL
 */
export const openPostgres = (url: string, answerMs = ANSWER_MS): Database => {
  const place = placeOf(url);
  const pool = createPool(url, answerMs);
  let closing: Promise<void> | undefined;
  return {
    engine: 'postgres',
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: guardPool(pool, place) }) }),
    place,
    close: () => (closing ??= Promise.race([pool.end(), sleep(CLOSE_MS, undefined, { ref: false })])),
  };
};
