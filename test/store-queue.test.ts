/** One contract of broadcasts, held by SQLite and PostgreSQL alike: campaigns, deliveries, the queue, the pace. Real databases. */
/* oxlint-disable max-lines -- the contract is one list, so that nobody adds a behaviour to one engine only */
import { describe, expect, test } from 'vitest';
import type { Broadcasts, DueIn, Ending } from '../src/store/broadcasts.ts';
import type { Database } from '../src/store/database.ts';
import { createStore } from '../src/store/open.ts';
import type { Store } from '../src/store/store.ts';
import { freshPlace, hasPostgres, openedDatabase } from './fakes/databases.ts';
import type { Engine } from './fakes/databases.ts';

const AT = 1_806_814_800_000; // 2027-04-04 09:00 in Baku
const LEASE = 30_000;
const SUPERGROUP = -1_001_234_567_890_123;
const now: DueIn = () => AT;

const fresh = async (engine: Engine) => {
  const place = await freshPlace(engine);
  const database = await openedDatabase(place);
  return { place, database, store: createStore(database) };
};

const subscribe = async (store: Store, ...ids: readonly number[]) => {
  for (const id of ids) await store.saveChat(id, 'private', { subscribed: true });
};

const enqueue = async (store: Broadcasts, id: number, dueIn: DueIn = now) => {
  let steps = 1;
  while ((await store.enqueueNext(id, dueIn)) !== 'done') steps += 1;
  return steps;
};

/** Subscribed chats with a campaign whose deliveries are all due. */
const begun = async (engine: Engine, ...ids: readonly number[]) => {
  const parts = await fresh(engine);
  await subscribe(parts.store, ...ids);
  const { id } = await parts.store.openCampaign('reminder:2027-04-04', null, AT);
  await enqueue(parts.store, id);
  return { ...parts, id };
};

const deliveries = async ({ db }: Database) => {
  const rows = await db.selectFrom('delivery').selectAll().orderBy('chat_id').execute();
  return rows.map(({ chat_id, status, attempts, due_at }) => ({ chat: chat_id, status, attempts, due: due_at }));
};

const endAll = async (store: Store, id: number, ending: Ending, at = AT) => {
  const claims = await store.claim(id, 100, LEASE, at);
  await store.record(
    claims.map((claim) => ({ ...claim, ending })),
    at,
  );
  return claims.map((claim) => claim.chatId);
};

const contract = (engine: Engine) => {
  test('opens a campaign once, whoever else opens it or another', async () => {
    const { store, place } = await fresh(engine);
    const other = engine === 'postgres' ? createStore(await openedDatabase(place)) : store;
    const keys = ['a', 'b', 'a', 'c', 'a', 'b', 'd', 'e'];
    const opened = await Promise.all(keys.map((key, index) => (index % 2 ? store : other).openCampaign(key, null)));
    expect(opened.map(({ key }) => key)).toEqual(keys);
    expect(new Set(opened.map(({ id }) => id)).size).toBe(5);
    expect((await store.openCampaigns()).map(({ key }) => key).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await store.campaign('nothing')).toBeUndefined();
  });

  test('gives each subscribed chat one delivery at its own hour, and none where it is too late', async () => {
    const { store, database } = await fresh(engine);
    await subscribe(store, 1, 2, 3, SUPERGROUP);
    await store.saveChat(2, 'private', { zone: 'Asia/Tokyo' });
    await store.saveChat(3, 'private', { zone: 'Pacific/Kiritimati' });
    await store.saveChat(4, 'private', { locale: 'az' });
    await store.saveChat(5, 'private', { subscribed: true, active: false });
    const { id } = await store.openCampaign('reminder:2027-04-04', null);
    const dueIn: DueIn = (zone) => (zone === null ? AT : zone === 'Asia/Tokyo' ? AT - 5 : undefined);
    await enqueue(store, id, dueIn);
    await enqueue(store, id, now);
    const row = { status: 'pending', attempts: 0 };
    expect(await deliveries(database)).toEqual([
      { chat: SUPERGROUP, ...row, due: AT },
      { chat: 1, ...row, due: AT },
      { chat: 2, ...row, due: AT - 5 },
    ]);
    expect(await store.campaign('reminder:2027-04-04')).toMatchObject({ enqueued: true, state: 'open' });
  });

  test('goes on with those not yet given one, and finds later whom it missed', async () => {
    const { store, database } = await fresh(engine);
    const rows = Array.from({ length: 5_001 }, (_, index) => ({
      id: index + 1,
      kind: 'private' as const,
      created_at: 1,
      updated_at: 1,
      subscribed: 1 as const,
    }));
    for (let start = 0; start < rows.length; start += 1_000)
      await database.db
        .insertInto('chat')
        .values(rows.slice(start, start + 1_000))
        .execute();
    const { id } = await store.openCampaign('k', null);
    expect(await enqueue(store, id)).toBe(3);
    await database.db.deleteFrom('delivery').where('chat_id', 'in', [1, 2_500, 5_001]).execute();
    let cursor = await store.enqueueMissed(id, now);
    while (cursor !== undefined) cursor = await store.enqueueMissed(id, now, cursor);
    expect(await store.progress('k')).toMatchObject({ left: 5_001, enqueued: true });
  });

  test('gives a claimed delivery to nobody else until its lease runs out', async () => {
    const { store, id } = await begun(engine, 1, 2, 3);
    expect(await store.claim(id, 10, LEASE, AT - 1)).toEqual([]);
    const first = await store.claim(id, 2, LEASE, AT);
    expect(first.map(({ attempts, chat }) => [attempts, chat?.subscribed])).toEqual([
      [1, true],
      [1, true],
    ]);
    expect(await store.claim(id, 10, LEASE, AT)).toHaveLength(1);
    expect(await store.claim(id, 10, LEASE, AT + LEASE - 1)).toEqual([]);
    const again = await store.claim(id, 10, LEASE, AT + LEASE);
    expect(again.map(({ attempts }) => attempts)).toEqual([2, 2, 2]);
  });

  test('gives back at a start what an earlier process had claimed, where no other can have it', async () => {
    const { store, database, id } = await begun(engine, 1, 2, 3);
    const [first] = await store.claim(id, 1, LEASE, AT);
    const [second] = await store.claim(id, 1, LEASE, AT);
    if (second) await store.record([{ ...second, ending: { kind: 'later', afterMs: 9_000, counts: true } }], AT);
    await store.freeClaims(id, LEASE, AT + 5);
    const due = new Map((await deliveries(database)).map((row) => [row.chat, row.due]));
    expect(due.get(first?.chatId ?? 0)).toBe(engine === 'sqlite' ? AT + 5 : AT + LEASE);
    expect(due.get(second?.chatId ?? 0)).toBe(AT + 9_000);
  });

  test('writes down how each ended, and counts it', async () => {
    const { store, database, id } = await begun(engine, 1, 2, 3, 4, 5, 6);
    const endings: readonly Ending[] = [
      { kind: 'sent', messageId: 77 },
      { kind: 'blocked' },
      { kind: 'failed', reason: `can't\u0000\n${'x'.repeat(500)}` },
      { kind: 'skipped' },
      { kind: 'later', afterMs: 1_500.4, counts: true },
      { kind: 'later', afterMs: 0, counts: false },
    ];
    const claims = (await store.claim(id, 10, LEASE, AT)).toSorted((a, b) => a.chatId - b.chatId);
    await store.record(
      claims.map((claim, index) => ({ ...claim, ending: endings[index] ?? { kind: 'skipped' } })),
      AT,
    );
    expect((await deliveries(database)).map(({ status, attempts, due }) => [status, attempts, due])).toEqual([
      ['sent', 1, null],
      ['blocked', 1, null],
      ['failed', 1, null],
      ['skipped', 1, null],
      ['pending', 1, AT + 1_500],
      ['pending', 0, AT],
    ]);
    const found = await database.db
      .selectFrom('delivery')
      .select(['message_id', 'error'])
      .where('chat_id', 'in', [1, 3])
      .orderBy('chat_id')
      .execute();
    expect(found).toEqual([
      { message_id: 77, error: null },
      { message_id: null, error: `can't ${'x'.repeat(114)}` },
    ]);
    expect([(await store.chat(2))?.active, (await store.chat(3))?.active]).toEqual([false, true]);
    const counts = { sent: 1, blocked: 1, failed: 1, skipped: 1, left: 2 };
    expect(await store.progress('reminder:2027-04-04')).toMatchObject(counts);
    expect(await store.progress('nothing')).toBeUndefined();
  });

  test('lets the one who has it now say how it went on, but a message that was sent was sent', async () => {
    const { store, database, id } = await begun(engine, 1, 2);
    const stale = await store.claim(id, 10, LEASE, AT);
    const current = await store.claim(id, 10, LEASE, AT + LEASE);
    const endings: readonly Ending[] = [
      { kind: 'later', afterMs: 0, counts: false },
      { kind: 'sent', messageId: 5 },
    ];
    const say = (claims: typeof stale, index: number, ending?: Ending) =>
      store.record(
        claims
          .filter(({ chatId }) => chatId === index)
          .map((claim) => ({ ...claim, ending: ending ?? { kind: 'failed', reason: 'late' } })),
        AT,
      );
    await say(stale, 1, endings[0]);
    await say(stale, 2, endings[1]);
    await say(current, 2);
    await say(stale, 2, { kind: 'sent', messageId: 6 });
    expect((await deliveries(database)).map(({ status, attempts, due }) => [status, attempts, due])).toEqual([
      ['pending', 2, AT + 2 * LEASE],
      ['sent', 1 + 1, null],
    ]);
    expect(await store.progress('reminder:2027-04-04')).toMatchObject({ sent: 1, failed: 0, left: 1 });
  });

  test('brings back nobody who was forgotten meanwhile', async () => {
    const { store, database, id } = await begun(engine, 1, 2, 3);
    const claims = await store.claim(id, 10, LEASE, AT);
    await Promise.all([1, 2, 3].map((chat) => store.forget(chat)));
    await store.record(
      claims.map((claim, index) => ({
        ...claim,
        ending: index === 0 ? { kind: 'moved', toChatId: SUPERGROUP } : { kind: 'sent', messageId: 1 },
      })),
      AT,
    );
    expect([await deliveries(database), await store.chat(SUPERGROUP), await store.chat(1)]).toEqual([[], undefined, undefined]);
    await database.db.insertInto('delivery').values({ chat_id: 9, campaign_id: id, due_at: AT }).execute();
    expect(await store.claim(id, 10, LEASE, AT)).toEqual([]);
    expect(await deliveries(database)).toEqual([]);
  });

  test('moves chat and delivery together when a group becomes a supergroup', async () => {
    const { store, database, id } = await begun(engine, -5);
    await store.saveChat(-5, 'group', { locale: 'az', zone: 'Asia/Tokyo', country: 'AZ' });
    await store.saveChat(SUPERGROUP, 'supergroup', { locale: 'ru' });
    expect(await endAll(store, id, { kind: 'moved', toChatId: SUPERGROUP })).toEqual([-5]);
    expect(await store.chat(SUPERGROUP)).toMatchObject({
      kind: 'supergroup',
      locale: 'ru',
      zone: 'Asia/Tokyo',
      country: 'AZ',
      subscribed: true,
      active: true,
    });
    expect(await store.chat(-5)).toMatchObject({ subscribed: false, active: false });
    expect(await deliveries(database)).toEqual([
      { chat: SUPERGROUP, status: 'pending', attempts: 0, due: AT },
      { chat: -5, status: 'migrated', attempts: 1, due: null },
    ]);
    await Promise.all([store.moveChat(-5, SUPERGROUP), store.moveChat(-5, SUPERGROUP)]);
    expect(await endAll(store, id, { kind: 'sent', messageId: 3 })).toEqual([SUPERGROUP]);
    await store.moveChat(-5, SUPERGROUP);
    expect((await deliveries(database)).map(({ status }) => status)).toEqual(['sent', 'migrated']);
    expect(await store.forget(SUPERGROUP)).toBe(true);
    expect(await deliveries(database)).toEqual([]);
  });

  test('follows what chats choose while it is open', async () => {
    const { store, database, id } = await begun(engine, 1, 2, 3, 4);
    const since = await store.followChats(id, now, 0);
    const claims = await store.claim(id, 1, LEASE, AT);
    expect(claims.map(({ chatId }) => chatId)).toEqual([1]);
    await subscribe(store, 9);
    await store.saveChat(2, 'private', { zone: 'Asia/Tokyo' });
    await store.saveChat(3, 'private', { subscribed: false });
    await store.saveChat(1, 'private', { zone: 'Asia/Tokyo' });
    const dueIn: DueIn = (zone) => (zone === 'Asia/Tokyo' ? AT + 7 : zone === null ? AT : undefined);
    await store.followChats(id, dueIn, since);
    expect((await deliveries(database)).map(({ chat, status, due }) => [chat, status, due])).toEqual([
      [1, 'pending', AT + LEASE],
      [2, 'pending', AT + 7],
      [3, 'skipped', null],
      [4, 'pending', AT],
      [9, 'pending', AT],
    ]);
    expect(await store.progress('reminder:2027-04-04')).toMatchObject({ skipped: 1, left: 4 });
    await store.saveChat(3, 'private', { subscribed: true });
    await store.saveChat(4, 'private', { zone: 'Pacific/Apia' });
    await store.followChats(id, dueIn, since);
    expect((await deliveries(database))[2]).toEqual({ chat: 3, status: 'pending', attempts: 0, due: AT });
    expect(await store.progress('reminder:2027-04-04')).toMatchObject({ skipped: 0, left: 5 });
    await store.record(
      claims.map((claim) => ({ ...claim, ending: { kind: 'sent', messageId: 1 } })),
      AT,
    );
    await store.followChats(id, dueIn, since);
    expect((await deliveries(database))[0]).toMatchObject({ chat: 1, status: 'sent' });
  });

  test('opens again what ended because the chat was away, once it is back', async () => {
    const { store, database, id } = await begun(engine, 1);
    await endAll(store, id, { kind: 'blocked' });
    await store.followChats(id, now, 0);
    expect(await deliveries(database)).toMatchObject([{ status: 'blocked' }]);
    await store.setActive(1, true);
    await store.followChats(id, now, 0);
    expect(await deliveries(database)).toMatchObject([{ status: 'pending', due: AT, attempts: 0 }]);
    expect(await store.progress('reminder:2027-04-04')).toMatchObject({ blocked: 0, left: 1 });
  });

  test('follows thousands of changes of one moment', async () => {
    const { store, database, id } = await begun(engine, 1);
    const rows = Array.from({ length: 1_700 }, (_, index) => ({
      id: index + 2,
      kind: 'private' as const,
      created_at: 5,
      updated_at: 5,
      subscribed: 1 as const,
    }));
    await database.db.insertInto('chat').values(rows).execute();
    await store.followChats(id, now, 0);
    expect(await store.progress('reminder:2027-04-04')).toMatchObject({ left: 1_701 });
  });

  test('ends what is too late in its zone, and keeps the rest', async () => {
    const { store, database, id } = await begun(engine, 1, 2, 3);
    await store.saveChat(2, 'private', { zone: 'Asia/Tokyo' });
    expect(await store.expire(id, now)).toBe(0);
    expect(await store.expire(id, (zone) => (zone === null ? undefined : AT))).toBe(2);
    expect((await deliveries(database)).map(({ status }) => status)).toEqual(['skipped', 'pending', 'skipped']);
    expect(await store.progress('reminder:2027-04-04')).toMatchObject({ skipped: 2, left: 1 });
  });

  test('is paused, gone on with, cancelled and hurried', async () => {
    const { store, database, id } = await fresh(engine).then(async (parts) => {
      await subscribe(parts.store, 1, 2, 3);
      return { ...parts, id: (await parts.store.openCampaign('k', null, AT)).id };
    });
    await enqueue(store, id, () => AT + 1_000);
    const [claimed] = await store.claim(id, 1, LEASE, AT + 1_000);
    await store.hurryCampaign(id, AT);
    expect(new Set((await deliveries(database)).map(({ due }) => due))).toEqual(new Set([AT, AT + 1_000 + LEASE]));
    expect(claimed?.attempts).toBe(1);
    expect(await store.campaign('k')).toMatchObject({ startsAt: AT, workedAt: AT });
    expect(await store.setCampaignState('k', ['paused'], 'open')).toBe(false);
    expect(await store.setCampaignState('k', ['open'], 'paused')).toBe(true);
    expect(await store.openCampaigns()).toEqual([]);
    expect(await store.setCampaignState('k', ['paused'], 'open', AT + 5)).toBe(true);
    expect(await store.campaign('k')).toMatchObject({ state: 'open', workedAt: AT + 5 });
    await store.touchCampaign(id, AT + 9);
    expect(await store.campaign('k')).toMatchObject({ workedAt: AT + 9 });
  });

  test('tells whom it would reach', async () => {
    const { store } = await fresh(engine);
    await subscribe(store, 1, 2, 3);
    await store.saveChat(1, 'private', { locale: 'az', zone: 'Asia/Tokyo' });
    await store.saveChat(4, 'private', { locale: 'az' });
    expect(await store.audience()).toEqual([
      { locale: null, zone: null, count: 2 },
      { locale: 'az', zone: 'Asia/Tokyo', count: 1 },
    ]);
  });

  test('gives places in one row to all processes, a slot apart, and none while everyone waits', async () => {
    const { store, place } = await fresh(engine);
    const other = engine === 'postgres' ? createStore(await openedDatabase(place)) : store;
    expect(await store.ahead('42')).toBe(0);
    const started = Date.now();
    const waits = await Promise.all(Array.from({ length: 10 }, (_, index) => (index % 2 ? store : other).reserve('42', 3, 33.4)));
    const took = Date.now() - started;
    const sorted = waits.toSorted((a, b) => a - b);
    expect(sorted[0]).toBeLessThanOrEqual(1);
    const steps = sorted.slice(1).map((wait, index) => wait - (sorted[index] ?? 0));
    for (const step of steps) expect(Math.abs(step - 100)).toBeLessThanOrEqual(took + 2);
    expect(Math.abs((await store.ahead('42')) - 1_002)).toBeLessThanOrEqual(took + 20);
    await store.hold('42', 60_000);
    await other.hold('42', 5_000);
    expect(Math.abs((await other.ahead('42')) - 60_000)).toBeLessThan(1_000);
    expect(await other.ahead('43')).toBe(0);
  });

  test('keeps its rate to the part of a millisecond', async () => {
    const { store } = await fresh(engine);
    await store.reserve('1', 1, 100_000);
    const before = await store.ahead('1');
    for (let round = 0; round < 100; round += 1) await store.reserve('1', 1, 1.0526);
    const moved = (await store.ahead('1')) - before;
    expect(moved).toBeGreaterThan(105.26 - 1_000);
    expect(moved).toBeLessThanOrEqual(106);
  });
};

describe('broadcasts on SQLite', () => {
  contract('sqlite');
});

describe.skipIf(!hasPostgres)('broadcasts on PostgreSQL', () => {
  contract('postgres');
});
