/** Quizzes as the store keeps them, on SQLite and PostgreSQL alike. */
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { createStore } from '../src/store/open.ts';
import type { Quiz } from '../src/store/quizzes.ts';
import { freshPlace, hasPostgres, openedDatabase } from './fakes/databases.ts';
import type { Engine } from './fakes/databases.ts';

const GROUP = -4_001_234;
const SUPERGROUP = -1_001_234_567_890_123;
const DAY_MS = 86_400_000;
const QUIZ: Quiz = { pool: 'everybody', locale: 'ka', seed: 2_147_483_647, threadId: 7 };
const question = (position: number, pollId = `poll ${position}`) => ({
  pollId,
  messageId: 40 + position,
  position,
  topic: 'weather',
  right: 2,
});

const openBoth = async (engine: Engine) => {
  const database = await openedDatabase(await freshPlace(engine));
  return { database, store: createStore(database) };
};

const contract = (engine: Engine) => {
  test('a quiz is what was asked, and how many were right; two who answer at once are both counted', async () => {
    const { store } = await openBoth(engine);
    expect(await store.quiz(GROUP)).toBeUndefined();
    await store.beginQuiz(GROUP, QUIZ);
    expect(await store.quiz(GROUP)).toEqual({ ...QUIZ, asked: [] });
    await store.addQuestion(GROUP, question(1));
    await store.addQuestion(GROUP, question(0));
    await Promise.all([true, true, false, true].map((isRight) => store.countVote('poll 1', isRight)));
    await store.countVote('no such poll', true);
    expect(await store.quiz(GROUP)).toEqual({
      ...QUIZ,
      asked: [
        { ...question(0), rights: 0, wrongs: 0 },
        { ...question(1), rights: 3, wrongs: 1 },
      ],
    });
    expect(await store.pollPlace('poll 1')).toEqual({ chatId: GROUP, threadId: 7 });
  });

  test('a new quiz takes the place of the old one, whose questions stand nowhere any more', async () => {
    const { store } = await openBoth(engine);
    await store.beginQuiz(GROUP, QUIZ);
    await store.addQuestion(GROUP, question(0));
    await store.beginQuiz(GROUP, { ...QUIZ, pool: 'children', threadId: null });
    expect(await store.quiz(GROUP)).toEqual({ ...QUIZ, pool: 'children', threadId: null, asked: [] });
    expect(await store.pollPlace('poll 0')).toBeUndefined();
    await store.endQuiz(GROUP);
    expect(await store.quiz(GROUP)).toBeUndefined();
  });

  test('it goes with a group that becomes a supergroup, and stays out of one that has its own', async () => {
    const { store } = await openBoth(engine);
    await store.beginQuiz(GROUP, QUIZ);
    await store.addQuestion(GROUP, question(0));
    await store.moveChat(GROUP, SUPERGROUP);
    expect(await store.quiz(GROUP)).toBeUndefined();
    expect((await store.quiz(SUPERGROUP))?.asked).toHaveLength(1);
    await store.beginQuiz(GROUP, { ...QUIZ, locale: 'az' });
    await store.moveChat(GROUP, SUPERGROUP);
    expect((await store.quiz(SUPERGROUP))?.locale).toBe('ka');
    expect(await store.quiz(GROUP)).toBeUndefined();
  });

  test('/forget deletes it, also of a chat of which nothing else is kept', async () => {
    const { store } = await openBoth(engine);
    await store.beginQuiz(5, { ...QUIZ, threadId: null });
    expect(await store.forget(5)).toBe(true);
    expect(await store.quiz(5)).toBeUndefined();
    expect(await store.forget(5)).toBe(false);
  });

  test('what nobody went on with for a week is gone with the next update that anybody sends', async () => {
    const { database, store } = await openBoth(engine);
    for (const id of [5, 6]) {
      await store.beginQuiz(id, QUIZ);
      await store.addQuestion(id, question(0, `poll of ${id}`));
    }
    for (const table of ['quiz', 'poll'] as const)
      await database.db
        .updateTable(table)
        .set({ created_at: sql<number>`created_at - ${8 * DAY_MS}` })
        .where('chat_id', '=', 5)
        .execute();
    await store.markHandled([1]);
    expect(await store.quiz(5)).toBeUndefined();
    expect(await store.forget(5)).toBe(false);
    expect((await store.quiz(6))?.asked).toHaveLength(1);
  });
};

describe('quizzes on SQLite', () => {
  contract('sqlite');
});

describe.skipIf(!hasPostgres)('quizzes on PostgreSQL', () => {
  contract('postgres');
});
