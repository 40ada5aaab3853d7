/** The tables as Kysely sees them. Times are epoch milliseconds, booleans 0 or 1: what SQLite and PostgreSQL both hold alike. */
import type { Generated } from 'kysely';
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

export interface Tables {
  chat: ChatTable;
  handled_update: { update_id: number; at: number };
  campaign: CampaignTable;
  delivery: DeliveryTable;
  tally: TallyTable;
  /** One row a bot, its key the bot's id and never its token; `tat` is the limiter's theoretical arrival time. */
  throttle: { key: string; tat: number };
  /** Telegram's file ids of pictures already sent, by content hash. */
  card_file: { hash: string; file_id: string };
  /** Which chat a quiz poll stands in: a poll answer names none. */
  poll: { id: string; chat_id: number; created_at: number };
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
  poll: ['id'],
  counter: ['day', 'topic', 'locale', 'outcome'],
};
