/** All that the fake Telegram knows: its bot, people, chats, messages, files, open queries. */
import type {
  BotCommand,
  Chat,
  InlineQueryResult,
  InlineQueryResultsButton,
  Message,
  Poll,
  Update,
  User,
  UserFromGetMe,
} from '@grammyjs/types';
import type { TelegramEvent } from './events.ts';
import { BOT } from './me.ts';
import { createMailbox, createWishes, type Mailbox } from './mailbox.ts';

/** Bytes that the bot sends; made of a multipart part, or of grammY's `InputFile`. */
export interface Upload {
  readonly bytes: Uint8Array;
  readonly name: string;
}

export interface StoredFile extends Upload {
  readonly kind: 'photo' | 'document' | 'voice' | 'sticker';
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

/** How the bot stands with a chat. `blocked`, `deactivated` and `stranger` are for private chats only. */
export type BotStanding = 'member' | 'administrator' | 'left' | 'kicked' | 'blocked' | 'deactivated' | 'stranger';

export interface Room {
  readonly chat: Chat;
  bot: BotStanding;
  readonly members: Map<number, 'creator' | 'administrator' | 'member'>;
  /** Names of forum topics by thread id. */
  readonly topics: Map<number, string>;
  /** Messages by id, oldest first; replaced and never changed. */
  readonly messages: Map<number, Message>;
  /** Of supergroups and channels, which count their own. */
  lastMessageId: number;
  migratedTo: number | undefined;
}

/** A callback or an inline query that the bot may still answer. */
export interface OpenQuery {
  readonly from: User;
  readonly chatId: number;
  /** By `performance.now()`: a clock set to 4 April must not make a query old. */
  readonly askedAt: number;
  readonly query: string;
  results: readonly InlineQueryResult[];
  /** What the next page of results is asked with; empty when there is none. */
  readonly nextOffset?: string;
  /** Stands above the results. */
  readonly button?: InlineQueryResultsButton | undefined;
}

export interface OpenPoll {
  poll: Poll;
  readonly chatId: number;
  readonly messageId: number;
  readonly votes: Map<number, readonly number[]>;
}

export interface Profile {
  /** Commands by scope and language, see `commandsKey`. */
  readonly commands: Map<string, readonly BotCommand[]>;
  /** Each by language code; `''` is for all others. */
  readonly names: Map<string, string>;
  readonly descriptions: Map<string, string>;
  readonly shortDescriptions: Map<string, string>;
}

export interface WorldOptions {
  readonly now?: () => Date;
  readonly bot?: Partial<UserFromGetMe>;
  /** Takes each update as it happens; without it they wait for `getUpdates`. */
  readonly onUpdate?: (update: Update) => Promise<void>;
  /** Messages kept a chat, the oldest go first. Default 1,000; a load test with many chats wants fewer. */
  readonly keepMessages?: number;
  /** Every positive chat id is somebody who wrote to the bot once. For load tests with a million chats. */
  readonly everybodyKnown?: boolean;
}

export interface World {
  readonly bot: UserFromGetMe;
  readonly now: () => Date;
  readonly everybodyKnown: boolean;
  readonly keepMessages: number;
  readonly people: Map<number, User>;
  readonly rooms: Map<number, Room>;
  /** Room ids by `@name` in small letters. */
  readonly usernames: Map<string, number>;
  readonly files: Map<string, StoredFile>;
  readonly callbacks: Map<string, OpenQuery>;
  readonly inlineQueries: Map<string, OpenQuery>;
  readonly polls: Map<string, OpenPoll>;
  readonly profile: Profile;
  readonly mailbox: Mailbox;
  readonly wishes: ReturnType<typeof createWishes>;
  webhook:
    | { readonly url: string; readonly secret: string; readonly connections: number; readonly allowed?: readonly string[] }
    | undefined;
  /** Increasing, from a number of Telegram's size. */
  nextId(): number;
  emit(event: TelegramEvent): void;
  listen(listener: (event: TelegramEvent) => void): () => void;
  /** Gives the update its id and hands it over. Resolves when it was handled, or at once when it waits to be fetched. */
  deliver(update: Omit<Update, 'update_id'>): Promise<void>;
}

/** An empty Telegram: a bot, and nobody yet. */
export function createWorld(options: WorldOptions): World {
  const { now = () => new Date(), onUpdate, keepMessages = 1000, everybodyKnown = false } = options;
  const listeners = new Set<(event: TelegramEvent) => void>();
  const [mailbox, wishes] = [createMailbox(), createWishes()];
  let [id, updateId] = [1000, 900_000_000];
  return {
    bot: { ...BOT, ...options.bot },
    now,
    everybodyKnown,
    keepMessages,
    people: new Map(),
    rooms: new Map(),
    usernames: new Map(),
    files: new Map(),
    callbacks: new Map(),
    inlineQueries: new Map(),
    polls: new Map(),
    profile: { commands: new Map(), names: new Map(), descriptions: new Map(), shortDescriptions: new Map() },
    mailbox,
    wishes,
    webhook: undefined,
    nextId: () => (id += 1),
    emit: (event) => listeners.forEach((listener) => listener(event)),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async deliver(parts) {
      if (!wishes.include(parts)) return;
      const update: Update = { update_id: (updateId += 1), ...parts };
      if (onUpdate) await onUpdate(update);
      else mailbox.put(update);
    },
  };
}

/** Seconds since 1970, as Telegram writes dates. */
export const unixTime = ({ now }: World): number => Math.floor(now().getTime() / 1000);
