/** Opens a SQLite file: the default store, one process, nothing to set up. */
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Dialect as KyselyDialect, SqliteDatabase, SqliteStatement } from 'kysely';
import type { Database } from './database.ts';
import { sqliteFault } from './faults.ts';
import { StoreError } from './store.ts';
import type { Tables } from './tables.ts';

/** At the start somebody else's lock is told soon; later a short one, such as a backup's or the sqlite3 command's, is waited out. */
const OPEN_WAIT_MS = 1_000;
const BUSY_WAIT_MS = 5_000;

/** The letters MINE, in SQLite's field for which program a file belongs to. */
const APPLICATION_ID = 0x4d494e45;

const STATEMENTS_KEPT = 100;

const connect = (path: string): Sqlite.Database => {
  const file = new Sqlite(path, { timeout: OPEN_WAIT_MS });
  try {
    file.pragma('journal_mode = WAL');
    file.pragma('synchronous = FULL'); // an acknowledged write outlives a power cut
    file.pragma(`application_id = ${APPLICATION_ID}`); // a write, so that a full disk or a read-only file is told now and not later
    file.pragma(`busy_timeout = ${BUSY_WAIT_MS}`);
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
};

/** Passes statements on, prepared once each, and turns the disk's failures into `StoreError`. */
const guardFile = (file: Sqlite.Database, place: string): SqliteDatabase => {
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw file.open ? sqliteFault(error, place) : new StoreError(`${place} is closed.`, { cause: error });
    }
  };
  const prepare = (text: string): SqliteStatement => {
    // A full disk has rolled back already; a second rollback would fail and hide the reason.
    const statement = file.prepare(text === 'rollback' && !file.inTransaction ? 'select 1 where 0' : text);
    return {
      reader: statement.reader,
      all: (parameters) => guard(() => statement.all(parameters)),
      run: (parameters) => guard(() => statement.run(parameters)),
      iterate: (parameters) => guard(() => statement.iterate(parameters)),
    };
  };
  // Not for speed alone: V8 does not see a statement's memory, and copying 400,000 rows held 620 MB without this, 350 MB with it.
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => void file.close(),
    prepare: (text) =>
      guard(() => {
        if (prepared.size > STATEMENTS_KEPT) prepared.clear();
        const statement = (text !== 'rollback' && prepared.get(text)) || prepare(text);
        prepared.set(text, statement);
        return statement;
      }),
  };
};

/** Kysely's dialect, and migrations in a transaction, which SQLite can do: a kill in the first start leaves no half schema. */
const createDialect = (database: SqliteDatabase): KyselyDialect => {
  const dialect = new SqliteDialect({ database });
  return {
    createAdapter: () => Object.defineProperty(dialect.createAdapter(), 'supportsTransactionalDdl', { value: true }),
    createDriver: () => dialect.createDriver(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
};

/**
 * Opens the file, made when missing; `place` names it in messages. Does not migrate.
 * @throws {StoreError} when it cannot be opened or is no database; a lock somebody holds is told after 1 s
 */
export const openSqlite = (path: string, place = path): Database => {
  let file: Sqlite.Database;
  try {
    file = connect(path);
  } catch (error) {
    throw sqliteFault(error, place);
  }
  return {
    engine: 'sqlite',
    db: new Kysely<Tables>({ dialect: createDialect(guardFile(file, place)) }),
    place,
    close: async () => void file.close(),
  };
};
