import { describe, expect, test } from 'vitest';
import { allRows, freshPlace, hasPostgres, opened, openedDatabase } from './fakes/databases.ts';
import { createStore } from '../src/store/open.ts';

const CHAT = -1001234567890;

describe.skipIf(!hasPostgres)('updates taken by several processes', () => {
  const createTwo = async () => {
    const place = await freshPlace('postgres');
    const database = await openedDatabase(place);
    const [one, other] = [createStore(database), await opened(place)];
    const lapse = () => database.db.updateTable('handled_update').set({ taken_until: 1 }).where('taken_until', 'is not', null).execute();
    return { database, one, other, lapse };
  };

  test('an update is one process’s, whoever asks at the same instant, until it is handled', async () => {
    const { one, other } = await createTwo();
    for (let id = 1; id <= 50; id += 1) {
      const whose = await Promise.all([one.takeUpdate(id, CHAT), other.takeUpdate(id, CHAT)]);
      expect(whose.toSorted()).toEqual(['elsewhere', 'mine']);
    }
    expect(await other.handled([1])).toEqual(new Set());
    await one.markHandled([1]);
    expect(await Promise.all([one.takeUpdate(1, CHAT), other.takeUpdate(1, CHAT)])).toEqual(['handled', 'handled']);
    expect(await other.handled([1, 2])).toEqual(new Set([1]));
  });

  test('a killed process’s update goes to another once it lapses; what is kept does not lapse', async () => {
    const { one, other, lapse } = await createTwo();
    await one.takeUpdate(1, CHAT);
    await lapse();
    expect(await other.takeUpdate(1, CHAT)).toBe('mine');
    // The first was not killed but stood still: it can neither keep nor give back what is another's now.
    await lapse();
    await one.keepUpdates([1]);
    expect(await one.takeUpdate(1, CHAT)).toBe('mine');
    await lapse();
    await one.keepUpdates([1, 99]);
    await other.letUpdateGo(1);
    expect(await other.takeUpdate(1, CHAT)).toBe('elsewhere');
    await one.letUpdateGo(1);
    expect(await other.takeUpdate(1, CHAT)).toBe('mine');
  });

  test('it is an update’s turn when nothing earlier of its chat is taken', async () => {
    const { one, other, lapse } = await createTwo();
    await one.takeUpdate(5, CHAT);
    await other.takeUpdate(6, CHAT);
    await other.takeUpdate(7, 7);
    await other.takeUpdate(8, undefined);
    expect(await Promise.all([one.isTurn(5, CHAT), other.isTurn(6, CHAT), other.isTurn(7, 7)])).toEqual([true, false, true]);
    await one.markHandled([5]);
    expect(await other.isTurn(6, CHAT)).toBe(true);
    await one.takeUpdate(4, CHAT);
    expect(await other.isTurn(6, CHAT)).toBe(false);
    await lapse();
    expect(await other.isTurn(6, CHAT)).toBe(true);
  });

  test('of a handled update nothing is kept but its id', async () => {
    const { database, one } = await createTwo();
    await one.takeUpdate(5, CHAT);
    await one.markHandled([5]);
    expect((await allRows(database))['handled_update']).toEqual([
      expect.objectContaining({ update_id: 5, chat_id: null, taken_until: null, taken_by: null }),
    ]);
  });
});

test('on SQLite, with one process, every update is its own until handled, and nothing is written before', async () => {
  const database = await openedDatabase(await freshPlace('sqlite'));
  const store = createStore(database);
  expect(await store.takeUpdate(1, CHAT)).toBe('mine');
  expect(await store.isTurn(2, CHAT)).toBe(true);
  expect((await allRows(database))['handled_update']).toEqual([]);
  await store.markHandled([1]);
  expect(await store.takeUpdate(1, CHAT)).toBe('handled');
});
