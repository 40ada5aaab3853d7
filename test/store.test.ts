/** One contract, held by SQLite and PostgreSQL alike; then how each engine fails. Real databases, real processes. */
/* oxlint-disable max-lines -- the contract is one list, so that nobody adds a behaviour to one engine only */
import { chmod, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { backUp, restore } from '../src/store/backup.ts';
import { copyDatabase } from '../src/store/copy.ts';
import { dialectOf } from '../src/store/database.ts';
import { createStore, fileOf, openStore } from '../src/store/open.ts';
import { StoreError, type Counted } from '../src/store/store.ts';
import { primaryKeys } from '../src/store/tables.ts';
import { allRows, failureOf, fill, freshFolder, freshPlace, hasPostgres, listen, opened } from './fakes/databases.ts';
import { openedDatabase, runOn, runOnPostgres, startGateway, startProcess } from './fakes/databases.ts';
import type { Engine } from './fakes/databases.ts';

// oxlint-disable-next-line no-console -- whoever runs the tests must know that half of them did not run
if (!hasPostgres) console.info('PostgreSQL lane skipped: set TEST_DATABASE_URL to run it');

const SUPERGROUP = -1_001_234_567_890_123;
const HOUR_MS = 3_600_000;

const contract = (engine: Engine) => {
  test('keeps of a new chat only what was said, and subscribes nobody unasked', async () => {
    const store = await opened(await freshPlace(engine));
    expect(await store.chat(SUPERGROUP)).toBeUndefined();
    await store.saveChat(SUPERGROUP, 'supergroup', { locale: 'az', threadId: 12 });
    const rest = { country: null, zone: null, subscribed: false, active: true, weeklyTip: false };
    expect(await store.chat(SUPERGROUP)).toEqual({ id: SUPERGROUP, kind: 'supergroup', locale: 'az', threadId: 12, ...rest });
  });

  test('keeps what another replica wrote to the other columns', async () => {
    const place = await freshPlace(engine);
    const store = await opened(place);
    const replica = engine === 'postgres' ? await opened(place) : store;
    const changes = [
      { locale: 'az' },
      { country: 'AZ' },
      { zone: 'Asia/Baku' },
      { subscribed: true },
      { threadId: 3 },
      { active: false },
      { weeklyTip: true },
    ];
    await Promise.all(changes.map((change, index) => (index % 2 ? store : replica).saveChat(7, 'group', change)));
    expect(await store.chat(7)).toEqual(Object.assign({ id: 7, kind: 'group' }, ...changes));
    await replica.saveChat(7, 'group', { locale: null, subscribed: false });
    expect(await store.chat(7)).toMatchObject({ locale: null, country: 'AZ', subscribed: false, active: false });
  });

  test('marks a known chat as gone and back, and makes no chat of an unknown one', async () => {
    const store = await opened(await freshPlace(engine));
    await store.setActive(7, false);
    expect(await store.chat(7)).toBeUndefined();
    await store.saveChat(7, 'private', { subscribed: true });
    await store.setActive(7, false);
    expect(await store.chat(7)).toMatchObject({ subscribed: true, active: false });
    await store.setActive(7, true);
    expect(await store.chat(7)).toMatchObject({ active: true });
  });

  test('forgets a chat in every table, with the group it once was, and no other chat', async () => {
    const database = await openedDatabase(await freshPlace(engine));
    const store = createStore(database);
    await fill(database, [7, SUPERGROUP, -987_654]);
    await database.db.updateTable('chat').set({ migrated_to: SUPERGROUP }).where('id', '=', -987_654).execute();
    expect(await store.forget(SUPERGROUP)).toBe(true);
    const left = await allRows(database);
    expect(JSON.stringify(left).match(/1001234567890123|987654/)).toBeNull();
    expect([left['chat'], left['delivery'], left['poll']].map((rows) => rows?.length)).toEqual([1, 1_200, 1]);
    expect(await store.forget(SUPERGROUP)).toBe(false);
  });

  test('knows handled updates, each once, for 48 hours', async () => {
    const database = await openedDatabase(await freshPlace(engine));
    const store = createStore(database);
    const old = [49, 47].map((hours) => ({ update_id: hours, at: Date.now() - hours * HOUR_MS }));
    await database.db.insertInto('handled_update').values(old).execute();
    expect(await store.handled([])).toEqual(new Set());
    await Promise.all([store.markHandled([4, 3]), store.markHandled([3, 4]), store.markHandled([])]);
    expect(await store.handled([47, 49, 3, 4, 5])).toEqual(new Set([47, 3, 4]));
  });

  test('keeps the newest 100,000 handled updates of a busy day', async () => {
    const database = await openedDatabase(await freshPlace(engine));
    const numbers = sql`with recursive n (i) as (select 1 union all select i + 1 from n where i < 106000)`;
    const at = sql.lit(Date.now() - 200_000);
    await sql`${numbers} insert into handled_update (update_id, at) select i, ${at} + i from n`.execute(database.db);
    await createStore(database).markHandled([200_000]);
    const found = await sql`select count(*) as count, min(update_id) as least from handled_update`.execute(database.db);
    expect(found.rows).toEqual([{ count: 100_000, least: 6_002 }]);
  });

  test('counts chats and questions, and of the questions only those since a day', async () => {
    const store = await opened(await freshPlace(engine));
    expect(await store.chatTotals()).toEqual({ count: 0, active: 0, subscribed: 0, locales: [] });
    const chats = [{ locale: 'az', subscribed: true }, { locale: 'az', subscribed: true, active: false }, { subscribed: true }];
    await Promise.all(chats.map((change, id) => store.saveChat(id, 'private', change)));
    const locales = [
      { locale: 'az', count: 2 },
      { locale: null, count: 1 },
    ];
    expect(await store.chatTotals()).toEqual({ count: 3, active: 2, subscribed: 2, locales });
    const asked = { locale: 'az', topic: 'day', outcome: 'answer' } as const;
    const days = ['2027-04-03', '2027-04-04', '2027-04-04'];
    await Promise.all(days.map((day) => store.count({ ...asked, day })));
    await store.count({ day: '2027-04-05', locale: 'en', topic: null, outcome: 'refuse' });
    const judged = [
      ...['helped', 'helped', 'not-helped'].map((outcome) => ({ topic: 'day', outcome })),
      ...['not-helped', 'not-helped'].map((outcome) => ({ topic: 'share', outcome })),
    ] as const;
    for (const verdict of judged) await store.count({ day: '2027-04-04', locale: 'az', ...verdict } as Counted);
    await store.count({ day: '2027-04-03', locale: 'az', topic: 'day', outcome: 'not-helped' });
    const totals = {
      outcomes: { answer: 2, suggest: 0, refuse: 1 },
      topics: [{ topic: 'day', count: 2 }],
      verdicts: [
        { topic: 'share', helped: 0, notHelped: 2 },
        { topic: 'day', helped: 2, notHelped: 1 },
      ],
    };
    expect(await store.questionTotals('2027-04-04')).toEqual(totals);
  });

  test('goes on after it was closed, and rejects calls while closed', async () => {
    const place = await freshPlace(engine);
    const store = await opened(place);
    await store.saveChat(7, 'private', { locale: 'az' });
    await store.close();
    expect(await failureOf(store.ping())).not.toBe('');
    expect(await (await opened(place)).chat(7)).toMatchObject({ locale: 'az' });
  });

  test('loses nothing acknowledged when it is killed while it writes', async () => {
    const place = await freshPlace(engine);
    for (const round of [1, 2, 3]) {
      const write = `await store.saveChat(id, 'private', { locale: 'az' }); await store.markHandled([id]); console.log(id);`;
      const writer = startProcess(place, `for (let id = ${round * 1e6}; ; id++) { ${write} }`);
      await writer.printed(100 * round);
      await writer.kill();
      const ids = writer.lines.map(Number);
      const store = await openStore(place);
      const known = await Promise.all(ids.map((id) => store.chat(id)));
      expect(known.filter((chat) => chat?.locale === 'az')).toHaveLength(ids.length);
      expect(await store.handled(ids)).toEqual(new Set(ids));
      await store.close();
    }
  });

  test('is migrated once when four open a new one together', async () => {
    const place = await freshPlace(engine);
    const ends = await Promise.allSettled([1, 2, 3, 4].map(() => opened(place)));
    const stores = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
    const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason instanceof StoreError] : []));
    // A file has one user, so three are refused; a server has them all.
    expect({ stores: stores.length, reasons }).toEqual(
      engine === 'sqlite' ? { stores: 1, reasons: [true, true, true] } : { stores: 4, reasons: [] },
    );
    await Promise.all(stores.map((store) => store.ping()));
  });

  test('is left as it was by a migration that fails, and by an older program', async () => {
    const place = await freshPlace(engine);
    await runOn(place, 'create table poll (id text)');
    expect(await failureOf(openStore(place))).toContain('poll');
    await runOn(place, 'drop table poll');
    await (await opened(place)).close();
    await runOn(place, "insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')");
    expect(await failureOf(openStore(place))).toMatch(/newer version .* 9999-later/);
  });

  test('refuses text for a number, and does not call a wrong query a fault of the database', async () => {
    const { db } = await openedDatabase(await freshPlace(engine));
    const wrong = sql`insert into poll (id, chat_id, created_at) values ('1', 1, ${'soon'})`.execute(db);
    await expect(wrong).rejects.toThrow(/created_at|bigint/);
    await expect(wrong).rejects.not.toBeInstanceOf(StoreError);
  });

  test('gives its clock, and a due row to one of two who ask at once', async () => {
    const database = await openedDatabase(await freshPlace(engine));
    const { now, skipLocked } = dialectOf(database);
    await fill(database, [7]);
    const claim = ({ db }: Pick<typeof database, 'db'>) => {
      const due = db.selectFrom('delivery').select('campaign_id').where('due_at', '<=', now).orderBy('due_at').limit(500);
      const lease = db.updateTable('delivery').set({ due_at: now }).where('campaign_id', 'in', due.modifyEnd(skipLocked));
      return lease.returning(['campaign_id', 'due_at']).execute();
    };
    const other = Promise.withResolvers<Awaited<ReturnType<typeof claim>>>();
    const first = await database.db.transaction().execute(async (db) => {
      const claimed = await claim({ db });
      void claim(database).then(other.resolve, other.reject);
      await sleep(100); // on PostgreSQL the other is done by now, on SQLite it waits
      return claimed;
    });
    const claimed = [...first, ...(await other.promise)];
    expect(new Set(claimed.map((row) => row.campaign_id)).size).toBe(1_000);
    expect(Math.abs(Number(claimed[0]?.due_at) - Date.now())).toBeLessThan(5_000);
  });

  test('is copied whole to either engine and back', async () => {
    const [original, back, file] = [await freshPlace('sqlite'), await freshPlace(engine), await freshPlace('sqlite')];
    const [from, to, again] = [await openedDatabase(original), await openedDatabase(back), await openedDatabase(file)];
    await fill(from, [SUPERGROUP, 7]);
    const rows = await allRows(from);
    expect(Object.keys(rows).toSorted()).toEqual(Object.keys(primaryKeys).toSorted());
    expect((await copyDatabase(from, to)).get('delivery')).toBe(2_400);
    await copyDatabase(to, again);
    expect([await allRows(to), await allRows(again)]).toEqual([rows, rows]);
    expect(await failureOf(copyDatabase(from, to))).toContain('holds data already');
  });

  test('is backed up while another process writes, and restored', async () => {
    const [place, target] = [await freshPlace(engine), await freshPlace(engine)];
    const file = join(place.dataFolder, 'backup');
    const writer = startProcess(place, `for (let id = 1; ; id++) { await store.saveChat(id, 'private', {}); console.log(id); }`);
    await writer.printed(300);
    const acknowledged = writer.lines.length;
    await backUp(place, file);
    await writer.printed(writer.lines.length + 50);
    const bytes = await readFile(file);
    const chats = (await restore(file, target)).get('chat') ?? 0;
    expect(chats).toBeGreaterThanOrEqual(acknowledged);
    expect(await (await opened(target)).chat(chats)).toMatchObject({ id: chats });
    expect((await readFile(file)).equals(bytes)).toBe(true);
    expect((await readdir(place.dataFolder)).filter((name) => name.startsWith('backup'))).toEqual(['backup']);
    expect(await failureOf(backUp(place, file))).toContain('exists already');
  });
};

describe('a store on SQLite', () => {
  contract('sqlite');
});

describe.skipIf(!hasPostgres)('a store on PostgreSQL', () => {
  contract('postgres');
});

describe('a SQLite file', () => {
  test('has one process, until that is killed', async () => {
    const place = await freshPlace('sqlite');
    const other = startProcess(place, `console.log('open'); setInterval(() => {}, 1000);`);
    await other.printed(1);
    const asked = Date.now();
    expect(await failureOf(openStore(place))).toBe(`Another process uses ${fileOf(place)}. Stop it, or set another DATA_DIR.`);
    expect(Date.now() - asked).toBeLessThan(2_000);
    await other.kill();
    await (await opened(place)).ping();
  });

  test('tells within two seconds that a tool holds it', async () => {
    const place = await freshPlace('sqlite');
    await (await opened(place)).close();
    const tool = new Sqlite(fileOf(place));
    tool.exec('begin immediate');
    const asked = Date.now();
    expect(await failureOf(openStore(place))).toContain('Another process uses');
    expect(Date.now() - asked).toBeLessThan(2_000);
    tool.close();
    await (await opened(place)).ping();
  });

  test('tells of a folder that is none', async () => {
    expect(await failureOf(openStore({ dataFolder: '/dev/null/x' }))).toMatch(/\/dev\/null\/x is no folder.*DATA_DIR/);
  });

  test.skipIf(process.getuid?.() === 0)('tells of a folder that may not be written', async () => {
    const dataFolder = await freshFolder();
    await chmod(dataFolder, 0o500);
    expect(await failureOf(openStore({ dataFolder }))).toMatch(/cannot be .*written.*DATA_DIR/);
  });

  test('tells that it is no database, or damaged, and leaves it as it was', async () => {
    const [foreign, damaged] = [await freshPlace('sqlite'), await freshPlace('sqlite')];
    await writeFile(fileOf(foreign), 'no database '.repeat(1_000));
    expect(await failureOf(openStore(foreign))).toContain('bot.sqlite is not a database');
    expect(await failureOf(restore(fileOf(foreign), await freshPlace('sqlite')))).toContain('bot.sqlite is not a database');
    expect(await readFile(fileOf(foreign), 'utf8')).toBe('no database '.repeat(1_000));
    await (await opened(damaged)).close();
    await writeFile(fileOf(damaged), (await readFile(fileOf(damaged))).fill(0xff, 4_096));
    expect(await failureOf(openStore(damaged))).toContain('is damaged');
  });

  test('tells that the disk is full, and goes on when it is not', async () => {
    const database = await openedDatabase(await freshPlace('sqlite'));
    const limit = (pages: number) => sql.raw(`pragma max_page_count = ${pages}`).execute(database.db);
    await limit(1);
    expect(await failureOf(database.db.transaction().execute((db) => fill({ ...database, db }, [7])))).toContain('is full');
    await limit(1e9);
    await fill(database, [7]);
    // Where a disk is truly full SQLite rolls back by itself, and so it does here: the reason must come through all the same.
    const again = database.db.transaction().execute((db) => sql`insert or rollback into card_file values ('ab', '')`.execute(db));
    await expect(again).rejects.toThrow(/UNIQUE constraint failed/);
  });

  test('waits for the disk at every write', async () => {
    const { db } = await openedDatabase(await freshPlace('sqlite'));
    const found = await sql`select * from pragma_synchronous, pragma_journal_mode`.execute(db);
    expect(found.rows).toEqual([{ synchronous: 2, journal_mode: 'wal' }]);
  });
});

const openUrl = (url: string) => openStore({ url, dataFolder: '/dev/null/x' });

describe('an address of PostgreSQL', () => {
  test('is told without its password when it is wrong', async () => {
    for (const wrong of ['mysql://bot:hunter2@host/bot', 'postgres://bot:hunter2@ho st/bot', 'postgres://bot:hunter2@host:99999/bot']) {
      expect(await failureOf(openUrl(wrong), 'hunter2')).toContain('DATABASE_URL');
    }
    const told = 'PostgreSQL at 127.0.0.1:1/bot cannot be reached (ECONNREFUSED). Start the server, or correct DATABASE_URL.';
    expect(await failureOf(openUrl('postgres://bot:hunter2@127.0.0.1:1/bot'), 'hunter2')).toBe(told);
  });

  test('is given up within five seconds when nobody answers there', async () => {
    const port = await listen(() => {});
    const asked = Date.now();
    expect(await failureOf(openUrl(`postgres://127.0.0.1:${port}/bot`))).toContain('does not answer');
    expect(Date.now() - asked).toBeLessThan(5_000);
  });

  test.skipIf(!hasPostgres)('is told when its password or database is wrong', async () => {
    const { url = '' } = await freshPlace('postgres');
    const wrong = Object.assign(new URL(url), { password: 'hunter2' });
    expect(await failureOf(openUrl(wrong.href), 'hunter2')).toContain('refuses the user or the password');
    const missing = Object.assign(new URL(url), { pathname: 'no_such' });
    expect(await failureOf(openUrl(missing.href))).toMatch(/no_such: there is no such database.*createdb/);
  });

  test.skipIf(!hasPostgres)('serves again after the server dropped every connection', async () => {
    const place = await freshPlace('postgres');
    const database = await openedDatabase(place);
    const slow = failureOf(sql`select pg_sleep(4)`.execute(database.db));
    const idle = failureOf(
      database.db.transaction().execute((db) =>
        createStore({ ...database, db })
          .chat(1)
          .then(() => sleep(400)),
      ),
    );
    await createStore(database).ping();
    await sleep(100); // by now one connection works, one waits in its transaction, one is free
    const others = 'datname = current_database() and pid <> pg_backend_pid()';
    await runOnPostgres(`select pg_terminate_backend(pid) from pg_stat_activity where ${others}`, place.url);
    expect([await slow, await idle].join()).toMatch(/PostgreSQL at.*PostgreSQL at/);
    await createStore(database).ping();
  });

  test.skipIf(!hasPostgres)('serves again after the network lost its connections', async () => {
    const place = await freshPlace('postgres');
    const gateway = await startGateway(place.url ?? '');
    const store = await opened({ ...place, url: gateway.url });
    gateway.lose();
    expect(await failureOf(store.ping())).toContain('does not answer');
    await store.ping();
  });
});
