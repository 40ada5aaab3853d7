/** What outlives a restart. No names, no texts: a chat's id, its choices, and what was handled or delivered. */

import type { Broadcasts } from './broadcasts.ts';
import type { Quizzes } from './quizzes.ts';

/** What is kept about one chat. Times are epoch milliseconds. */
export interface StoredChat {
  readonly id: number;
  readonly kind: 'private' | 'group' | 'supergroup' | 'channel';
  /** Chosen language, else null: Telegram's tag decides each time. */
  readonly locale: string | null;
  /** Chosen ISO 3166 code, or `other`. */
  readonly country: string | null;
  /** Chosen IANA time zone. */
  readonly zone: string | null;
  readonly subscribed: boolean;
  /** False once Telegram says the chat is gone: blocked, kicked, deleted. */
  readonly active: boolean;
  /** Gets a safety tip every week. */
  readonly weeklyTip: boolean;
  /** The forum topic the chat subscribed in. */
  readonly threadId: number | null;
}
export type ChatChange = Partial<Omit<StoredChat, 'id' | 'kind'>>;

export type Ending = 'answer' | 'suggest' | 'refuse';
export type Verdict = 'helped' | 'not-helped';

/** One question that ended, or what its reader thought of the answer: no chat, no text. */
export interface Counted {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Topic or refusal id; null when nothing fitted. */
  readonly topic: string | null;
  readonly locale: string;
  /** How a question ended, or whether its answer helped. */
  readonly outcome: Ending | Verdict;
}
export interface ChatTotals {
  readonly count: number;
  readonly active: number;
  /** Active and reminded every 4 April. */
  readonly subscribed: number;
  readonly locales: readonly { readonly locale: string | null; readonly count: number }[];
}
export interface QuestionTotals {
  readonly outcomes: Readonly<Record<Ending, number>>;
  readonly topics: readonly { readonly topic: string; readonly count: number }[];
  /** Whether answers helped, by topic; those that did not help most often first. */
  readonly verdicts: readonly TopicVerdict[];
}
export interface TopicVerdict {
  readonly topic: string;
  readonly helped: number;
  readonly notHelped: number;
}

/** Whose an update is: this process's to handle, nobody's any more, or for now another process's. */
export type Whose = 'mine' | 'handled' | 'elsewhere';

/** One contract, held by SQLite and PostgreSQL alike. Every call rejects with a `StoreError` when the database does not answer. */
export interface Store extends Broadcasts, Quizzes {
  chat(id: number): Promise<StoredChat | undefined>;
  /** Creates the chat when it is new; writes only the columns named, so that two replicas never undo each other. */
  saveChat(id: number, kind: StoredChat['kind'], change: ChatChange): Promise<void>;
  /** Marks a known chat as gone or back; does nothing for one never stored. */
  setActive(id: number, active: boolean): Promise<void>;
  /** Deletes all that is kept about the chat. Resolves to whether there was anything. */
  forget(id: number): Promise<boolean>;
  /** Which of these update ids were handled before. Only a recent window is kept. */
  handled(updateIds: readonly number[]): Promise<ReadonlySet<number>>;
  /** Remembers a batch of handled update ids in one write, and lets old ones go, and old quizzes with them. */
  markHandled(updateIds: readonly number[]): Promise<void>;
  /**
   * Takes an update for this process, where several serve one bot. It lapses after 10 s unless it is kept, and ends with `markHandled`.
   * @param chatId whose later updates wait for this one
   */
  takeUpdate(updateId: number, chatId: number | undefined): Promise<Whose>;
  /** Whether no earlier update of the chat is taken. */
  isTurn(updateId: number, chatId: number): Promise<boolean>;
  /** Keeps what this process took for another 10 s. */
  keepUpdates(updateIds: readonly number[]): Promise<void>;
  /** Gives an update back that was not handled. */
  letUpdateGo(updateId: number): Promise<void>;
  /** Adds one to a counter. */
  count(counted: Counted): Promise<void>;
  /** How many chats are kept, and their chosen languages, the most chosen first; null for no choice. */
  chatTotals(): Promise<ChatTotals>;
  /** How questions ended since a day, `YYYY-MM-DD`; topics most asked first. */
  questionTotals(since: string): Promise<QuestionTotals>;
  /** Telegram's id of a picture that this bot sent before. @param bot the bot's id @param picture names what is shown */
  pictureId(bot: string, picture: string): Promise<string | undefined>;
  keepPictureId(bot: string, picture: string, fileId: string): Promise<void>;
  /** Forgets the id, unless another was kept meanwhile. */
  dropPictureId(bot: string, picture: string, fileId: string): Promise<void>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The database cannot be opened or does not answer; the message says what, where and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
