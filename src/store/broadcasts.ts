/** What the store knows of broadcasts: campaigns, a delivery for each chat, one pace for all. It knows neither what is said nor Telegram. */
import type { StoredChat } from './store.ts';

/** What chats subscribe to: the reminder of 4 April, or a safety tip every week. */
export type Series = 'reminder' | 'weekly-tip';

/** One thing said to many chats, to each once. Times are epoch milliseconds. */
export interface Campaign {
  readonly id: number;
  /** `reminder:2027-04-04`, `manual:2027-03-01T10:00:00.000Z`, `weekly:2027-W14`: whoever starts the same again finds this one. */
  readonly key: string;
  /** It goes to the chats that want this. */
  readonly series: Series;
  /** Only an open one is worked on. A cancelled one keeps its undelivered rows, so that it shows what was left. */
  readonly state: 'open' | 'paused' | 'cancelled' | 'done';
  /** When it is due everywhere; null when each chat has its own hour. */
  readonly startsAt: number | null;
  /** Whether every chat has had its turn to be given a delivery. */
  readonly enqueued: boolean;
  /** By the database's clock. */
  readonly createdAt: number;
  /** When a process last saw to it. */
  readonly workedAt: number;
}

/** When a chat of that zone is due, epoch milliseconds; undefined when it is too late for it. */
export type DueIn = (zone: string | null) => number | undefined;

export interface Progress extends Pick<Campaign, 'key' | 'state' | 'enqueued' | 'createdAt'> {
  readonly sent: number;
  /** The chat was gone. */
  readonly blocked: number;
  /** Telegram refused, or never took it. */
  readonly failed: number;
  /** No longer wanted: unsubscribed meanwhile, or the day was over. */
  readonly skipped: number;
  /** Not yet delivered, chats whose hour comes later included. */
  readonly left: number;
}

/** Chats that would be reminded now, by what they chose; null for no choice. */
export interface Audience {
  readonly locale: string | null;
  readonly zone: string | null;
  readonly count: number;
}

/** A delivery that is this process's to make until its lease runs out. */
export interface Claim {
  readonly campaignId: number;
  readonly chatId: number;
  /** This one included. Tells this claim from a later one of the same delivery. */
  readonly attempts: number;
  /** Undefined when the chat was forgotten meanwhile. */
  readonly chat: StoredChat | undefined;
  /** Whether the chat is there and still subscribed to the campaign's series. */
  readonly isWanted: boolean;
}

/** How a claimed delivery ended. */
export type Ending =
  | { readonly kind: 'sent'; readonly messageId: number }
  /** The chat is gone: it is marked so, too. */
  | { readonly kind: 'blocked' }
  /** `reason` holds no person's text; what exceeds 120 characters is cut. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** Not wanted any more. */
  | { readonly kind: 'skipped' }
  /** Once more after `afterMs`; `counts` tells whether this was an attempt. */
  | { readonly kind: 'later'; readonly afterMs: number; readonly counts: boolean }
  /** The group became a supergroup: chat and delivery move there together. */
  | { readonly kind: 'moved'; readonly toChatId: number };
export type Ended = Pick<Claim, 'campaignId' | 'chatId' | 'attempts'> & { readonly ending: Ending };

/**
 * `at` is the instant that counts as now, epoch milliseconds. Left out, as wherever several processes share a database, it is the
 * database's own clock; tests and the playground, whose clock people turn, hand theirs in.
 */
export interface Broadcasts {
  /** Creates the campaign, of the reminder unless another series is named, or finds the one of that key, whatever its state. */
  openCampaign(key: string, startsAt: number | null, at?: number, series?: Series): Promise<Campaign>;
  campaign(key: string): Promise<Campaign | undefined>;
  openCampaigns(): Promise<Campaign[]>;
  /** Resolves to whether there is such a campaign in one of the states `from`. Opening it again counts as having been worked on. */
  setCampaignState(key: string, from: readonly Campaign['state'][], to: Campaign['state'], at?: number): Promise<boolean>;
  /** Makes every delivery not yet attempted due now, and those still to be given. */
  hurryCampaign(id: number, at?: number): Promise<void>;
  /** Notes that a process sees to it. */
  touchCampaign(id: number, at?: number): Promise<void>;
  /** Cheap enough to be asked every second with a million chats. */
  progress(key: string): Promise<Progress | undefined>;
  /** Reads every chat: some tenths of a second for a million. */
  audience(): Promise<Audience[]>;

  /** Gives the next 2,000 chats their deliveries. `busy`: another process is at it. */
  enqueueNext(id: number, dueIn: DueIn): Promise<'more' | 'done' | 'busy'>;
  /** Goes over the chats after `cursor` once more, for any that were missed; resolves to the next cursor, undefined at the end. */
  enqueueMissed(id: number, dueIn: DueIn, cursor?: number): Promise<number | undefined>;
  /** Follows what chats chose since `since` (the database's clock): a late one joins, another zone moves it, leaving ends it. Resolves to the next `since`. */
  followChats(id: number, dueIn: DueIn, since: number): Promise<number>;
  /** Ends what is too late, in zones for which `dueIn` gives nothing; resolves to how many. */
  expire(id: number, dueIn: DueIn): Promise<number>;

  /** Takes up to `limit` due deliveries, the longest due first; none is anyone else's for `leaseMs`. */
  claim(id: number, limit: number, leaseMs: number, at?: number): Promise<Claim[]>;
  /** At a process's start: where no other can be, as on SQLite, gives back what an earlier one had claimed for at most `leaseMs`. */
  freeClaims(id: number, leaseMs: number, at?: number): Promise<void>;
  /** Writes endings down, all or none. Never brings back a chat that was forgotten, nor changes what has ended. */
  record(ended: readonly Ended[], at?: number): Promise<void>;

  /**
   * Takes `slots` places in the row of all processes of this bot, `slotMs` apart.
   * Resolves to the milliseconds until the first of them; later ones follow `slotMs` apart. `bot` is the bot's id, never its token.
   */
  reserve(bot: string, slots: number, slotMs: number): Promise<number>;
  /** Milliseconds until the next free place; 0 when it is now. */
  ahead(bot: string): Promise<number>;
  /** Lets no process take a place for that long. */
  hold(bot: string, forMs: number): Promise<void>;

  /** A group became a supergroup: what it chose, and what it is still to hear, goes with it. What the supergroup chose itself stays. */
  moveChat(fromId: number, toId: number): Promise<void>;
}
