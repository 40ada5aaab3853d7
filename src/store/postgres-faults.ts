/** What PostgreSQL's errors mean. By itself, so that a bot on SQLite loads nothing of PostgreSQL. */
import { DatabaseError } from 'pg';
import { advise, type Advice } from './faults.ts';
import { StoreError } from './store.ts';

const POSTGRES: readonly Advice[] = [
  [/^28P01$/, (place) => `${place} refuses the user or the password. Correct DATABASE_URL.`],
  [/^28/, (place) => `${place} does not let this user in. Correct the user in DATABASE_URL, or let it in by pg_hba.conf.`],
  [/^3D000$/, (place) => `${place}: there is no such database. Create it with createdb, or correct DATABASE_URL.`],
  [/^42501$/, (place) => `${place}: this user may not create or use the tables. Make it the owner of the database.`],
  [/^53100$/, (place) => `${place}: the server's disk is full. Free some space there.`],
  [/^53300$/, (place) => `${place} has no connection left. Raise its max_connections, or run fewer replicas.`],
  [/^25006$/, (place) => `${place} takes no writes: it is a standby. Point DATABASE_URL to the primary.`],
  [/^(08|53|57P)/, (place, code) => `${place} does not serve now (${code}). Look at the server; the bot goes on when it is back.`],
  [/^(ENOTFOUND|EAI_)/, (place, code) => `${place}: there is no such host (${code}). Correct DATABASE_URL.`],
  [/^E[A-Z]+$/, (place, code) => `${place} cannot be reached (${code}). Start the server, or correct DATABASE_URL.`],
];

/** What `pg` itself throws, by words alone, when a connection breaks or stays silent. */
const BROKEN = /^(Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout|timeout e)/;

/** Returns a `StoreError` when PostgreSQL fails or is silent, any other error (a broken constraint, a wrong query) as it is. */
export const postgresFault = (error: unknown, place: string): unknown => {
  const told = advise(POSTGRES, error, place);
  if (told instanceof StoreError || error instanceof DatabaseError) return told;
  if (!(error instanceof Error) || !BROKEN.test(error.message)) return error;
  return new StoreError(`${place} does not answer. Look at the server and the network, or correct DATABASE_URL.`, { cause: error });
};
