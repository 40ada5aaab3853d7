/** The tables as Kysely sees them. Times are epoch milliseconds, booleans 0 or 1: what SQLite and PostgreSQL both hold alike. */
import type { Generated } from 'kysely';
import type { Series } from './broadcasts.ts';
import type { StoredChat } from './store.ts';

export type Bit = 0 | 1;

interface ChatTable {
  id: number;
  kind: StoredChat['kind'];
  locale: string | null;
  country: string | null;
  zone: string | null;
  subscribed: Generated<Bit>;
  active: Generated<Bit>;
  thread_id: number | null;
  weekly_tip: Generated<Bit>;
  /** The supergroup this group became; its own row holds what was chosen. */
  migrated_to: number | null;
  created_at: number;
  updated_at: number;
}

interface CampaignTable {
  id: number;
  /** What is announced, once: `reminder:2027-04-04`. */
  key: string;
  /** The last chat id that was given a delivery. */
  cursor: number;
  enqueued: Generated<Bit>;
  created_at: number;
  state: Generated<'open' | 'paused' | 'cancelled' | 'done'>;
  /** When it is due everywhere; null when each chat has its own hour. */
  starts_at: number | null;
  /** When a process last saw to it. */
  worked_at: number | null;
  series: Generated<Series>;
}

interface DeliveryTable {
  chat_id: number;
  campaign_id: number;
  status: Generated<'pending' | 'sent' | 'blocked' | 'migrated' | 'failed' | 'skipped'>;
  attempts: Generated<number>;
  /** When to send, or when the lease runs out; null when nothing is left to do. */
  due_at: number | null;
  message_id: number | null;
  error: string | null;
}

interface CounterTable {
  /** `YYYY-MM-DD`. */
  day: string;
  topic: string;
  locale: string;
  outcome: string;
  count: Generated<number>;
}

/** How many deliveries ended, kept as they end: counting a million rows while sending would stop the sending. */
interface TallyTable {
  campaign_id: number;
  outcome: 'sent' | 'blocked' | 'failed' | 'skipped';
  count: number;
}

/** A quiz that runs in a chat. */
interface QuizTable {
  chat_id: number;
  pool: 'everybody' | 'children';
  locale: string;
  /** From it follow the order of the questions and of their answers. */
  seed: number;
  thread_id: number | null;
  created_at: number;
}

/** A question of it that was asked: a poll answer names no chat. */
interface PollTable {
  id: string;
  chat_id: number;
  created_at: number;
  position: Generated<number>;
  right_option: Generated<number>;
  message_id: Generated<number>;
  /** How many answered it right, and wrong. */
  rights: Generated<number>;
  wrongs: Generated<number>;
  topic: Generated<string>;
}

/** An update that was handled, or that one of several processes has in hand. */
interface HandledUpdateTable {
  update_id: number;
  at: number;
  /** The chat whose later updates wait; null once handled. */
  chat_id: number | null;
  /** Null once handled; when it is over, another process may take the update. */
  taken_until: number | null;
  taken_by: string | null;
}

export interface Tables {
  chat: ChatTable;
  handled_update: HandledUpdateTable;
  campaign: CampaignTable;
  delivery: DeliveryTable;
  tally: TallyTable;
  /** One row a bot, its key the bot's id and never its token; `tat` is the limiter's theoretical arrival time. */
  throttle: { key: string; tat: number };
  /** Telegram's file ids of pictures already sent; the key is the bot's id, a colon, and what names the picture. */
  card_file: { hash: string; file_id: string };
  quiz: QuizTable;
  poll: PollTable;
  counter: CounterTable;
}

/** Primary keys, by which tables are read in pages; naming every table here makes the copy whole. */
export const primaryKeys: { readonly [T in keyof Tables]: readonly (keyof Tables[T] & string)[] } = {
  chat: ['id'],
  handled_update: ['update_id'],
  campaign: ['id'],
  delivery: ['chat_id', 'campaign_id'],
  tally: ['campaign_id', 'outcome'],
  throttle: ['key'],
  card_file: ['hash'],
  quiz: ['chat_id'],
  poll: ['id'],
  counter: ['day', 'topic', 'locale', 'outcome'],
};
