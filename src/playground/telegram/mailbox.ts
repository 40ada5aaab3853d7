/** Updates that wait for the bot to fetch them: offsets confirm, one poller at a time, long polls are answered as soon as one comes. */
import type { Update } from '@grammyjs/types';
import { Refusal } from './refusal.ts';

export interface Fetch {
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
  /** In seconds; 50 at most, as Telegram has it. */
  readonly timeout?: number | undefined;
  readonly allowed_updates?: readonly string[] | undefined;
  /** Aborts a long poll whose connection was lost. */
  readonly signal?: AbortSignal | undefined;
}

export interface Mailbox {
  put(update: Update): void;
  /** @throws {Refusal} 409 when another fetch comes while this one waits */
  fetch(parts: Fetch): Promise<Update[]>;
  /** Forgets all that waits. */
  drop(): void;
  /** Ends the poll that waits, with this conflict. */
  interrupt(why: string): void;
  waiting(): number;
}

const OTHER_POLLER = 'terminated by other getUpdates request; make sure that only one bot instance is running';

/** In seconds. */
const LONGEST_POLL = 50;
const MOST_AT_ONCE = 100;

/** The long poll that waits, if one does. */
function createWaiting() {
  let answer: ((updates: Update[]) => void) | undefined;
  let refuse: ((error: Refusal) => void) | undefined;
  return {
    isOn: () => answer !== undefined,
    end(updates: Update[]) {
      answer?.(updates);
      answer = undefined;
    },
    interrupt(why: string) {
      if (answer) refuse?.(new Refusal(409, `Conflict: ${why}`));
      answer = undefined;
    },
    start({ timeout = 0, signal }: Fetch): Promise<Update[]> {
      const { promise, resolve, reject } = Promise.withResolvers<Update[]>();
      [answer, refuse] = [resolve, reject];
      const giveUp = () => {
        if (answer === resolve) answer = undefined;
        resolve([]);
      };
      const timer = setTimeout(giveUp, Math.min(timeout, LONGEST_POLL) * 1000);
      signal?.addEventListener('abort', giveUp, { once: true });
      return promise.finally(() => clearTimeout(timer));
    },
  };
}

/** @see Mailbox */
export function createMailbox(): Mailbox {
  const poll = createWaiting();
  let pending: Update[] = [];
  let size = MOST_AT_ONCE;
  return {
    put(update) {
      pending.push(update);
      if (poll.isOn()) poll.end(pending.slice(0, size));
    },
    async fetch(parts) {
      poll.interrupt(OTHER_POLLER);
      const { offset = 0, limit = MOST_AT_ONCE, timeout = 0 } = parts;
      if (offset < 0) pending = pending.slice(offset);
      else if (offset > 0) pending = pending.filter(({ update_id }) => update_id >= offset);
      size = Math.max(1, Math.min(limit, MOST_AT_ONCE));
      return pending.length > 0 || timeout <= 0 ? pending.slice(0, size) : poll.start(parts);
    },
    drop() {
      pending = [];
    },
    interrupt: poll.interrupt,
    waiting: () => pending.length,
  };
}

/** Kinds that Telegram sends only to those who name them. */
const ON_REQUEST: ReadonlySet<string> = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

/** Which kinds of updates the bot asked for; without a word of it, the usual ones. */
export function createWishes() {
  let allowed: readonly string[] = [];
  return {
    /** Undefined leaves what was asked for before. */
    allow(kinds: readonly string[] | undefined) {
      if (kinds) allowed = kinds;
    },
    include(update: Omit<Update, 'update_id'>): boolean {
      const [kind = ''] = Object.keys(update);
      return allowed.length === 0 ? !ON_REQUEST.has(kind) : allowed.includes(kind);
    },
  };
}
