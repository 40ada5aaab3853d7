/** Quizzes under way: which questions were asked, and how many answers were right. Never who answered. */
import { sql } from 'kysely';
import { dialectOf } from './database.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Nobody goes on with a quiz after a week. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1_000;

/** How a quiz was begun. */
export interface Quiz {
  readonly pool: Tables['quiz']['pool'];
  /** The language it is asked in to its end, whoever answers. */
  readonly locale: string;
  /** From it follow the order of the questions and of their answers; 31 bits. */
  readonly seed: number;
  /** The forum topic it was begun in. */
  readonly threadId: number | null;
}

/** A question that stands in the chat as a poll. */
export interface AskedQuestion {
  readonly pollId: string;
  readonly messageId: number;
  /** 0 for the first. */
  readonly position: number;
  /** The safety topic it practises. */
  readonly topic: string;
  /** Which of the poll's options is right, from 0. */
  readonly right: number;
}

/** How a question was answered so far. */
export interface AnsweredQuestion extends AskedQuestion {
  readonly rights: number;
  readonly wrongs: number;
}

export interface RunningQuiz extends Quiz {
  /** In the order they were asked. */
  readonly asked: readonly AnsweredQuestion[];
}

export interface Quizzes {
  /** Begins a quiz, in the place of one that runs in the chat. */
  beginQuiz(chatId: number, quiz: Quiz): Promise<void>;
  quiz(chatId: number): Promise<RunningQuiz | undefined>;
  /** Remembers a question that was sent. */
  addQuestion(chatId: number, question: AskedQuestion): Promise<void>;
  /** Where a poll stands; undefined for one of no quiz that runs. */
  pollPlace(pollId: string): Promise<{ readonly chatId: number; readonly threadId: number | null } | undefined>;
  /** Counts one answer. */
  countVote(pollId: string, isRight: boolean): Promise<void>;
  /** Deletes all that is kept of the chat's quiz. */
  endQuiz(chatId: number): Promise<void>;
}

/** Deletes quizzes that nobody went on with. */
export const pruneQuizzes = async (database: Database): Promise<void> => {
  const { now } = dialectOf(database);
  const start = sql<number>`${now} - ${KEPT_MS}`;
  await database.db.deleteFrom('poll').where('created_at', '<', start).execute();
  await database.db.deleteFrom('quiz').where('created_at', '<', start).execute();
};

const endQuiz = ({ db }: Pick<Database, 'db'>, chatId: number) =>
  db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('poll').where('chat_id', '=', chatId).execute();
    await transaction.deleteFrom('quiz').where('chat_id', '=', chatId).execute();
  });

const readQuiz = async ({ db }: Database, chatId: number): Promise<RunningQuiz | undefined> => {
  const columns = ['pool', 'locale', 'seed', 'thread_id as threadId'] as const;
  const quiz = await db.selectFrom('quiz').select(columns).where('chat_id', '=', chatId).executeTakeFirst();
  if (quiz === undefined) return undefined;
  const asked = await db
    .selectFrom('poll')
    .select(['id as pollId', 'message_id as messageId', 'position', 'topic', 'right_option as right', 'rights', 'wrongs'])
    .where('chat_id', '=', chatId)
    .orderBy('position')
    .execute();
  return { ...quiz, asked };
};

const beginQuiz = ({ db, ...database }: Database, chatId: number, { threadId, ...quiz }: Quiz): Promise<void> =>
  db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('poll').where('chat_id', '=', chatId).execute();
    const columns = { ...quiz, thread_id: threadId, created_at: dialectOf(database).now };
    await transaction
      .insertInto('quiz')
      .values({ chat_id: chatId, ...columns })
      .onConflict((known) => known.column('chat_id').doUpdateSet(columns))
      .execute();
  });

/** Returns the calls about quizzes. */
export const createQuizzes = (database: Database): Quizzes => {
  const { db } = database;
  const { now } = dialectOf(database);
  return {
    beginQuiz: (chatId, quiz) => beginQuiz(database, chatId, quiz),
    quiz: (chatId) => readQuiz(database, chatId),
    async addQuestion(chatId, { pollId, messageId, position, topic, right }) {
      const row = { id: pollId, chat_id: chatId, message_id: messageId, position, topic, right_option: right, created_at: now };
      await db.insertInto('poll').values(row).execute();
    },
    pollPlace: (pollId) =>
      db
        .selectFrom('poll')
        .innerJoin('quiz', 'quiz.chat_id', 'poll.chat_id')
        .select(['poll.chat_id as chatId', 'quiz.thread_id as threadId'])
        .where('poll.id', '=', pollId)
        .executeTakeFirst(),
    async countVote(pollId, isRight) {
      const column = isRight ? 'rights' : 'wrongs';
      await db
        .updateTable('poll')
        .set({ [column]: sql<number>`${sql.ref(column)} + 1` })
        .where('id', '=', pollId)
        .execute();
    },
    endQuiz: (chatId) => endQuiz(database, chatId),
  };
};
