/** What outlives a restart. No names, no texts: a chat's id, its choices, and what was handled or delivered. */

import type { Broadcasts } from './broadcasts.ts';

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
  /** The forum topic the chat subscribed in. */
  readonly threadId: number | null;
}
export type ChatChange = Partial<Omit<StoredChat, 'id' | 'kind'>>;

/** One question that ended: no chat, no text. */
export interface Counted {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Topic or refusal id; null when nothing fitted. */
  readonly topic: string | null;
  readonly locale: string;
  readonly outcome: 'answer' | 'suggest' | 'refuse';
}
export interface ChatTotals {
  readonly count: number;
  readonly active: number;
  /** Active and reminded every 4 April. */
  readonly subscribed: number;
  readonly locales: readonly { readonly locale: string | null; readonly count: number }[];
}
export interface QuestionTotals {
  readonly outcomes: Readonly<Record<Counted['outcome'], number>>;
  readonly topics: readonly { readonly topic: string; readonly count: number }[];
}

/** One contract, held by SQLite and PostgreSQL alike. Every call rejects with a `StoreError` when the database does not answer. */
export interface Store extends Broadcasts {
  chat(id: number): Promise<StoredChat | undefined>;
  /** Creates the chat when it is new; writes only the columns named, so that two replicas never undo each other. */
  saveChat(id: number, kind: StoredChat['kind'], change: ChatChange): Promise<void>;
  /** Marks a known chat as gone or back; does nothing for one never stored. */
  setActive(id: number, active: boolean): Promise<void>;
  /** Deletes all that is kept about the chat. Resolves to whether there was anything. */
  forget(id: number): Promise<boolean>;
  /** Which of these update ids were handled before. Only a recent window is kept. */
  handled(updateIds: readonly number[]): Promise<ReadonlySet<number>>;
  /** Remembers a batch of handled update ids in one write, and lets old ones go. */
  markHandled(updateIds: readonly number[]): Promise<void>;
  /** Adds one to a counter. */
  count(counted: Counted): Promise<void>;
  /** How many chats are kept, and their chosen languages, the most chosen first; null for no choice. */
  chatTotals(): Promise<ChatTotals>;
  /** How questions ended since a day, `YYYY-MM-DD`; topics most asked first. */
  questionTotals(since: string): Promise<QuestionTotals>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The database cannot be opened or does not answer; the message says what, where and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
