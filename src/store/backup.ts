/** Backs a store up to one SQLite file, from any process and while the bot runs, and fills an empty store from such a file. */
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { copyDatabase } from './copy.ts';
import type { CopiedRows } from './copy.ts';
import type { Database } from './database.ts';
import { folderFault, openingFault, sqliteFault } from './faults.ts';
import { appliedMigrations, isBehind, migrate } from './migrate.ts';
import { fileOf, openDatabase } from './open.ts';
import type { StorePlace } from './open.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import { StoreError } from './store.ts';

/** Opens a file for reading, its state of this moment held: without that, every write of the bot would start the backup over. */
const openMoment = (path: string): Sqlite.Database => {
  if (!existsSync(path)) throw new StoreError(`There is no ${path}. Name a file that exists.`);
  const file = new Sqlite(path, { readonly: true });
  try {
    file.exec('begin');
    file.prepare('select count(*) from sqlite_schema').get();
    return file;
  } catch (error) {
    file.close();
    throw sqliteFault(error, path);
  }
};

/** Copies a SQLite file as it is at this moment, whoever writes to it meanwhile. */
const copyFile = async (from: string, to: string): Promise<void> => {
  const source = openMoment(from);
  try {
    await source.backup(to);
  } catch (error) {
    throw sqliteFault(error, to);
  } finally {
    source.close();
  }
};

/** One file and no `-wal` beside it, so that it can be moved about and read from a read-only disk. */
const makeSingleFile = (path: string): void => {
  const file = new Sqlite(path);
  try {
    file.pragma('journal_mode = DELETE');
  } finally {
    file.close();
  }
};

const copyPostgres = async (url: string, to: string): Promise<void> => {
  const from = openPostgres(url, 0);
  try {
    if (await isBehind(from)) throw new StoreError(`${from.place} is older than this program. Start the bot once, then back up.`);
    const target = openSqlite(to);
    try {
      await migrate(target);
      await copyDatabase(from, target);
    } finally {
      await target.close();
    }
  } finally {
    await from.close();
  }
};

/**
 * Writes the store to a new file, which appears only when it is whole. The bot may run. SQLite copies about 300 MB a second.
 * @throws {StoreError} when the file exists, cannot be written, or the store cannot be read
 */
export const backUp = async (place: StorePlace, file: string): Promise<void> => {
  const target = resolve(file);
  if (!existsSync(dirname(target))) throw new StoreError(`There is no folder ${dirname(target)}. Make it, or name another file.`);
  if (existsSync(target)) throw new StoreError(`${target} exists already. Name a new file.`);
  const part = `${target}.part`;
  try {
    await rm(part, { force: true });
    await (place.url === undefined ? copyFile(fileOf(place), part) : copyPostgres(place.url, part));
    makeSingleFile(part);
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {}); // the first error tells why
    throw openingFault(folderFault(sqliteFault(error, target), target), target);
  }
};

/** A backup is never changed: it is copied, and the copy migrated. */
const openCopy = async (file: string, folder: string): Promise<Database> => {
  const path = join(folder, 'restore.sqlite');
  await copyFile(file, path);
  const database = openSqlite(path, file);
  if ((await appliedMigrations(database)).length > 0) {
    if (await isBehind(database)) await migrate(database);
    return database;
  }
  await database.close();
  throw new StoreError(`${file} is no backup of this bot. Name a file that a backup wrote.`);
};

/**
 * Fills an empty store of either engine from a backup, also one of an older version. The bot must be stopped.
 * @throws {StoreError} when the file is no backup, or the store is in use or holds data
 */
export const restore = async (file: string, place: StorePlace): Promise<CopiedRows> => {
  const source = resolve(file);
  const folder = await mkdtemp(join(tmpdir(), 'restore-'));
  let from: Database | undefined;
  let to: Database | undefined;
  try {
    from = await openCopy(source, folder);
    to = await openDatabase(place, 0);
    return await copyDatabase(from, to);
  } catch (error) {
    throw openingFault(sqliteFault(error, source), source);
  } finally {
    await from?.close();
    await to?.close();
    await rm(folder, { recursive: true, force: true });
  }
};
