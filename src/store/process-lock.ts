/** Keeps a database to one process, by a lock the system frees however that process ends, `kill -9` included. */
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';

/** A process being replaced has this long to go away. */
const PATIENCE_MS = 1_000;
const RETRY_MS = 100;

const isBusy = (error: unknown) => error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');

/** An empty database held in an exclusive transaction: SQLite's file locks work on every platform, and it needs no process id. */
const tryLock = (path: string): Sqlite.Database | undefined => {
  const file = new Sqlite(path, { timeout: 0 });
  try {
    file.exec('begin exclusive');
    return file;
  } catch (error) {
    file.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
};

/**
 * Takes the lock of a file beside the database, so that the database itself stays readable for a backup from another process.
 * Resolves to what frees it, or to undefined when another has held it for a second.
 */
export const lockProcess = async (path: string): Promise<(() => void) | undefined> => {
  const givenUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const file = tryLock(path);
    if (file !== undefined) return () => void file.close();
    if (performance.now() > givenUpAt) return undefined;
    await sleep(RETRY_MS);
  }
};
