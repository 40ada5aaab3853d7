/** Brings an open database to the newest schema; several processes may do so at once. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { dialectOf } from './database.ts';
import type { Database } from './database.ts';
import { migrations } from './migrations.ts';
import { StoreError } from './store.ts';

const TABLE = 'kysely_migration';

/** Returns the names of the migrations the database has had; none for one that is new or another program's. */
export const appliedMigrations = async ({ db }: Pick<Database, 'db'>): Promise<string[]> => {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === TABLE)) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(TABLE)}`.execute(db);
  return rows.map(({ name }) => name);
};

/**
 * Tells whether `migrate` has anything to do.
 * @throws {StoreError} when a newer version of the program has used the database
 */
export const isBehind = async (database: Database): Promise<boolean> => {
  const applied = await appliedMigrations(database);
  const unknown = applied.filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length > 0) {
    throw new StoreError(
      `${database.place} was last used by a newer version of this program (it has ${unknown.join(', ')}). ` +
        'Start that version, or use a backup made before it.',
    );
  }
  return applied.length < Object.keys(migrations).length;
};

/** Applies what is missing, all of it or nothing. Rejects with the engine's own error. */
export const migrate = async (database: Database): Promise<void> => {
  const dialect = dialectOf(database);
  const provided = Object.entries(migrations).map(([name, statements]) => {
    const up = async (db: Kysely<unknown>) => {
      for (const statement of statements(dialect)) await sql.raw(statement).execute(db);
    };
    return [name, { up }] as const;
  });
  const migrator = new Migrator({ db: database.db, provider: { getMigrations: async () => Object.fromEntries(provided) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
};
