/** Opens the store: in a folder by default, on PostgreSQL when an address is given. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createCampaigns } from './campaigns.ts';
import { createChats } from './chats.ts';
import { createCounting } from './counting.ts';
import { dialectOf } from './database.ts';
import type { Database } from './database.ts';
import { createEnqueue } from './enqueue.ts';
import { createExpire } from './expire.ts';
import { folderFault, openingFault, sqliteFault } from './faults.ts';
import { createFollow } from './follow.ts';
import { isBehind, migrate } from './migrate.ts';
import { createMove } from './move.ts';
import { createPictures } from './pictures.ts';
import { lockProcess } from './process-lock.ts';
import { createQueue } from './queue.ts';
import { createQuizzes } from './quizzes.ts';
import { openSqlite } from './sqlite.ts';
import { StoreError } from './store.ts';
import type { Store } from './store.ts';
import { createTaking } from './taking.ts';
import { createThrottle } from './throttle.ts';
import { createTotals } from './totals.ts';
import { createUpdates } from './updates.ts';

/** Where a store is. */
export interface StorePlace {
  /** `postgres://…`; undefined for SQLite in the folder. */
  readonly url?: string | undefined;
  readonly dataFolder: string;
  /** Name of the SQLite file in the folder; `bot.sqlite` by default. */
  readonly file?: string | undefined;
}

/** Returns the path of the SQLite file. */
export const fileOf = ({ dataFolder, file = 'bot.sqlite' }: StorePlace): string => resolve(join(dataFolder, file));

const openFile = async (place: StorePlace): Promise<Database> => {
  const path = fileOf(place);
  // Only the owner: who uses the bot is nobody else's business.
  await mkdir(resolve(place.dataFolder), { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw folderFault(error, resolve(place.dataFolder));
  });
  const unlock = await lockProcess(`${path}.lock`).catch((error: unknown) => {
    throw sqliteFault(error, `${path}.lock`);
  });
  if (unlock === undefined) throw new StoreError(`Another process uses ${path}. Stop it, or set another DATA_DIR.`);
  try {
    const database = openSqlite(path);
    return { ...database, close: () => database.close().then(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
};

/** Loaded only where it is used: it takes a fortieth of a second and some megabytes. */
const openServer = async (url: string, answerMs?: number): Promise<Database> => {
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres(url, answerMs);
};

/** A migration of millions of rows takes longer than a query may, so it has connections of its own. */
const migratePostgres = async (url: string): Promise<void> => {
  const patient = await openServer(url, 0);
  try {
    await migrate(patient);
  } finally {
    await patient.close();
  }
};

/**
 * Opens the database, made and migrated when needed. Gives up a PostgreSQL that does not answer within 9 s, a locked file within 2 s.
 * `answerMs` is how long PostgreSQL may take for one query, 5 s by default; 0, as a copy needs, for as long as it takes.
 * @throws {StoreError} always, whatever the reason: one message with what, where and what to do
 */
export const openDatabase = async (place: StorePlace, answerMs?: number): Promise<Database> => {
  let database: Database | undefined;
  try {
    database = place.url === undefined ? await openFile(place) : await openServer(place.url, answerMs);
    if (await isBehind(database)) await (place.url === undefined ? migrate(database) : migratePostgres(place.url));
    return database;
  } catch (error) {
    await database?.close();
    throw openingFault(error, database?.place ?? fileOf(place));
  }
};

/** Returns the store over an open database; closing it closes the database. */
export const createStore = (database: Database): Store => {
  const { count, flush } = createCounting(database);
  const totals = createTotals(database);
  return {
    ...createChats(database),
    ...createUpdates(database),
    ...createTaking(database),
    ...totals,
    count,
    questionTotals: (since) => flush().then(() => totals.questionTotals(since)),
    ...createCampaigns(database),
    ...createEnqueue(database),
    ...createFollow(database),
    ...createExpire(database),
    ...createQueue(database),
    ...createMove(database),
    ...createThrottle(database),
    ...createQuizzes(database),
    ...createPictures(database),
    // A write, since a full disk still reads; no bot has this key.
    async ping() {
      const { now } = dialectOf(database);
      await database.db
        .insertInto('throttle')
        .values({ key: 'ping', tat: now })
        .onConflict((known) => known.column('key').doUpdateSet({ tat: now }))
        .execute();
    },
    // Counts are all that a database that is gone would lose, and failures to write them were told.
    close: () => flush().then(database.close, database.close),
  };
};

/**
 * Opens the store. A caller that needs the database besides (the queue) calls `openDatabase` and `createStore`.
 * @throws {StoreError} as `openDatabase`
 */
export const openStore = async (place: StorePlace): Promise<Store> => createStore(await openDatabase(place));
