/** Long polling that loses nothing: a batch is confirmed to Telegram only once it was handled and remembered. */
import { setTimeout } from 'node:timers/promises';
import { createBatchSink, createRunner, createSource } from '@grammyjs/runner';
import { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { isConflict, isCutOff, isTransient, isUnauthorized } from './send.ts';
import { createTurns } from './turns.ts';

export const ALLOWED_UPDATES = ['message', 'callback_query', 'inline_query', 'guest_message', 'poll_answer', 'my_chat_member'] as const;

/** Seconds Telegram may hold a poll open, and the margin after which its answer counts as lost. */
const POLL_S = 30;
const POLL_TIMEOUT_S = POLL_S + 10;
/** Waits between tries, in milliseconds; the last one repeats. */
const BACKOFF_MS = [500, 1000, 2000, 5000, 10_000, 30_000];
/** How often one update is tried when Telegram answers with its own trouble: it must not hold up everybody for long. */
const TRIES = 4;
/** And how often when the connection breaks at it, about a minute; longer only while Telegram answers nothing else either. */
const TRIES_CUT_OFF = 15;
/** Somebody waits for the answer. */
const LONGEST_PAUSE_MS = 5000;
/** A second poller ends the first one's poll; after this many in a row another process is sure to be running. */
const CONFLICTS = 4;

/** grammY and its runner bring an AbortSignal of their own. */
type PollSignal = NonNullable<Parameters<Api['getUpdates']>[1]>;

/** Another process polls with the same token. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

export interface PollingParts {
  readonly token: string;
  readonly apiRoot: string;
  readonly handle: (update: Update) => Promise<void>;
  readonly store: Store;
  readonly log: Log;
  /** Told whether Telegram answers. */
  readonly onReach: (reached: boolean) => void;
}

/** Ends early, without an error, when stopping. */
const sleep = (ms: number, signal: AbortSignal) => setTimeout(ms, undefined, { signal }).catch(() => undefined);

const backoff = (attempt: number) => BACKOFF_MS[Math.min(attempt, BACKOFF_MS.length - 1)] ?? 0;

/** Handles each update once, trying again while Telegram does not answer; remembers what was done. */
function createConsumer({ handle, store, log, onReach }: PollingParts, api: Api, stopping: AbortSignal) {
  /** Handled, and not yet remembered by the store. */
  const done = new Set<number>();
  const failed = new Set<number>();
  const turn = createTurns();

  /** Whether Telegram takes anything at all: then it is this update it does not take. */
  const isThere = () =>
    api.getMe().then(
      () => true,
      () => false,
    );

  async function consume(update: Update): Promise<void> {
    await turn();
    for (let attempt = 0; ; attempt += 1) {
      try {
        await handle(update);
        break;
      } catch (error) {
        const cause = error instanceof Error && 'error' in error ? error.error : error;
        const transient = isTransient(cause);
        const isOut = isCutOff(cause);
        // Nobody asks for updates meanwhile, which would tell it, too.
        if (isOut) onReach(false);
        log.warn({ err: error, update: update.update_id, attempt }, 'update not answered');
        if (transient && stopping.aborted) return void failed.add(update.update_id);
        if (!transient || (attempt + 1 >= (isOut ? TRIES_CUT_OFF : TRIES) && (await isThere()))) break;
        await sleep(Math.min(backoff(attempt), LONGEST_PAUSE_MS), stopping);
      }
    }
    done.add(update.update_id);
  }

  async function remember(): Promise<void> {
    if (done.size === 0) return;
    const ids = [...done];
    try {
      await store.markHandled(ids);
      for (const id of ids) done.delete(id);
    } catch (error) {
      log.error({ err: error }, 'handled updates not remembered; trying again with the next batch');
    }
  }

  /** The updates of a batch that were not handled before. */
  async function fresh(updates: readonly Update[]): Promise<Update[]> {
    const ids = updates.map(({ update_id }) => update_id);
    const before = await store.handled(ids).catch((error: unknown) => {
      log.error({ err: error }, 'store does not say what was handled before');
      return new Set<number>();
    });
    return updates.filter(({ update_id }) => !before.has(update_id) && !done.has(update_id));
  }
  return { consume, remember, fresh, failed };
}

/** Asks for updates until some come, however long Telegram does not answer. */
function createPoller({ log, onReach }: PollingParts, api: Api, stopping: AbortSignal) {
  let conflicts = 0;
  return async (offset: number, signal: PollSignal): Promise<Update[]> => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const updates = await api.getUpdates({ offset, timeout: POLL_S, allowed_updates: ALLOWED_UPDATES }, signal);
        onReach(true);
        conflicts = 0;
        return updates;
      } catch (error) {
        if (signal.aborted) throw error;
        onReach(false);
        conflicts = isConflict(error) ? conflicts + 1 : 0;
        if (conflicts >= CONFLICTS)
          throw new ConflictError(
            'Another process reads this bot’s updates with the same BOT_TOKEN; stop it, or use webhooks for several.',
            { cause: error },
          );
        log.warn({ err: error, unauthorized: isUnauthorized(error) }, 'Telegram gives no updates; trying again');
        await sleep(backoff(isConflict(error) ? 1 : attempt), stopping);
      }
    }
  };
}

/** Starts nothing by itself. `run` resolves when stopped, and rejects with a ConflictError when another process polls. */
export function createPolling(parts: PollingParts) {
  const api = new Api(parts.token, { apiRoot: parts.apiRoot, timeoutSeconds: POLL_TIMEOUT_S });
  const stopping = new AbortController();
  const consumer = createConsumer(parts, api, stopping.signal);
  const poll = createPoller(parts, api, stopping.signal);
  let offset = 0;

  /** The batch before is done whenever the next is asked for. */
  async function supply(_size: number, signal: PollSignal): Promise<Update[]> {
    await consumer.remember();
    const updates = await poll(offset, signal);
    const last = updates.at(-1);
    if (last !== undefined) offset = last.update_id + 1;
    return consumer.fresh(updates);
  }

  const sink = createBatchSink<Update>({ consume: consumer.consume }, (error) => Promise.reject(error));
  const runner = createRunner(createSource<Update>({ supply }), sink);

  /** Tells Telegram what was handled, so that the next start does not get it again; what failed comes again. */
  async function confirm() {
    await consumer.remember();
    const from = consumer.failed.size === 0 ? offset : Math.min(...consumer.failed);
    if (from > 0) await api.getUpdates({ offset: from, limit: 1, timeout: 0 });
  }

  return {
    async run(): Promise<void> {
      runner.start();
      await runner.task();
    },
    /** Takes no more updates, finishes those in hand, confirms them. */
    async stop(): Promise<void> {
      stopping.abort();
      await runner.stop();
      await confirm().catch((error: unknown) =>
        parts.log.warn({ err: error }, 'handled updates not confirmed to Telegram; the store remembers them'),
      );
    },
  };
}
