/** Fresh databases of each engine, gone when their test ends; other processes that use them; a way to PostgreSQL that breaks on request. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inspect } from 'node:util';
import { sql } from 'kysely';
import { Client } from 'pg';
import { expect, onTestFinished } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { fileOf, openDatabase, openStore } from '../../src/store/open.ts';
import type { StorePlace } from '../../src/store/open.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { StoreError } from '../../src/store/store.ts';
import type { Store } from '../../src/store/store.ts';

/** A PostgreSQL server on which databases may be created; an empty value counts as unset. */
const serverUrl = process.env['TEST_DATABASE_URL'] || undefined;
export const hasPostgres = serverUrl !== undefined;
if (!hasPostgres && process.env['REQUIRE_POSTGRES'] !== undefined)
  throw new Error('REQUIRE_POSTGRES is set, but TEST_DATABASE_URL names no server: this lane must not be skipped.');

/** Returns a folder that is deleted when the test ends. */
export const freshFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'store-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** Runs one statement on a PostgreSQL database; by default the one that `TEST_DATABASE_URL` names. */
export const runOnPostgres = async (statement: string, url = serverUrl): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

const freshUrl = async (): Promise<string> => {
  const name = `store_test_${randomUUID().replaceAll('-', '')}`;
  await runOnPostgres(`create database ${name}`);
  onTestFinished(() => runOnPostgres(`drop database ${name} with (force)`));
  const url = new URL(serverUrl ?? '');
  url.pathname = name;
  return url.href;
};

export type Engine = Database['engine'];

/** Returns a place where no store is yet. */
export const freshPlace = async (engine: Engine): Promise<StorePlace> => ({
  dataFolder: await freshFolder(),
  ...(engine === 'postgres' && { url: await freshUrl() }),
});

/** Opens a store that is closed when the test ends. */
export const opened = async (place: StorePlace): Promise<Store> => {
  const store = await openStore(place);
  onTestFinished(() => store.close());
  return store;
};

/** Opens a database that is closed when the test ends. */
export const openedDatabase = async (place: StorePlace): Promise<Database> => {
  const database = await openDatabase(place);
  onTestFinished(() => database.close());
  return database;
};

/** Runs one statement on a closed store, whatever its schema. */
export const runOn = async (place: StorePlace, statement: string): Promise<void> => {
  const database = place.url === undefined ? openSqlite(fileOf(place)) : openPostgres(place.url);
  await sql.raw(statement).execute(database.db);
  await database.close();
};

/** Puts rows into every table, and more deliveries than one page of a copy holds. */
export const fill = async ({ db }: Database, chats: readonly number[]): Promise<void> => {
  const at = 1_764_000_000_123;
  const dates = { created_at: at, updated_at: at };
  const rows = chats.map((id) => ({ id, kind: 'group' as const, locale: 'հայ', ...dates }));
  await db.insertInto('chat').values(rows).execute();
  await db.insertInto('handled_update').values({ update_id: 5, at }).execute();
  await db.insertInto('campaign').values({ id: 1, key: '2027-04-04', cursor: -5, created_at: at }).execute();
  await db.insertInto('throttle').values({ key: '42', tat: at }).execute();
  await db.insertInto('card_file').values({ hash: 'ab', file_id: 'AgAC' }).execute();
  await db.insertInto('counter').values({ day: '2027-04-04', topic: 'day', locale: 'az', outcome: 'answer', count: 3 }).execute();
  for (const chat_id of chats) {
    await db
      .insertInto('poll')
      .values({ id: `poll ${chat_id}`, chat_id, created_at: at })
      .execute();
    const deliveries = Array.from({ length: 1_200 }, (_, campaign_id) => ({ chat_id, campaign_id, due_at: at }));
    await db.insertInto('delivery').values(deliveries).execute();
  }
};

/** Returns every row of every table, sorted alike on both engines. */
export const allRows = async ({ db }: Database): Promise<Record<string, object[]>> => {
  const rows: Record<string, object[]> = {};
  for (const { name } of await db.introspection.getTables()) {
    const found = await sql<object>`select * from ${sql.table(name)}`.execute(db);
    rows[name] = found.rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  return rows;
};

/** Returns the message of the `StoreError` with which the work must reject; no part of that error may hold `secret`. */
export const failureOf = async (work: Promise<unknown>, secret = 'pass@'): Promise<string> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StoreError);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(secret);
  return error instanceof Error ? error.message : '';
};

/** Another process with the store open as `store`, in which `code` runs. Killed when the test ends. */
export interface OtherProcess {
  /** What it printed so far. */
  readonly lines: readonly string[];
  /** Resolves once it has printed that many lines; rejects with its errors when it ends before. */
  printed(count: number): Promise<void>;
  /** As `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
}

const OPEN = import.meta.resolve('../../src/store/open.ts');

export const startProcess = (place: StorePlace, code: string): OtherProcess => {
  const script = `import { openStore } from '${OPEN}'; const store = await openStore(${JSON.stringify(place)}); ${code}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let errors = '';
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => lines.push(line));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const closed = once(child, 'close');
  const kill = async () => {
    child.kill('SIGKILL');
    await closed;
  };
  onTestFinished(kill);
  return {
    lines,
    kill,
    async printed(count) {
      while (lines.length < count) {
        const ended = await Promise.race([once(output, 'line').then(() => false), closed.then(() => true)]);
        if (ended && lines.length < count) throw new Error(`the other process ended: ${errors}`);
      }
    },
  };
};

const portOf = (server: Server): number => {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** Starts a server on a free port of this machine, stopped when the test ends. Resolves to its port. */
export const listen = async (talk: (socket: Socket) => void): Promise<number> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    talk(socket);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return portOf(server);
};

/** A way to the PostgreSQL at `url` by another port. `lose` silences its connections for ever, as a firewall does; new ones work. */
export const startGateway = async (url: string): Promise<{ readonly url: string; lose(): void }> => {
  const target = new URL(url);
  const ends: Socket[] = [];
  const port = await listen((near) => {
    const far = connect(Number(target.port || 5432), target.hostname).on('error', () => near.destroy());
    near.on('close', () => far.destroy()).pipe(far);
    far.on('close', () => near.destroy()).pipe(near);
    ends.push(near, far);
  });
  const lose = () => {
    for (const end of ends) end.unpipe().pause();
  };
  return { url: Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href, lose };
};
