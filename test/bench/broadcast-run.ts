/** Runs one broadcast through: chats put into a store, processes that send to them and are killed, and what Telegram saw of it. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { openDatabase } from '../../src/store/open.ts';
import type { StorePlace } from '../../src/store/open.ts';
import { createTelegram, isBlocked, isRefused, NO_TROUBLES } from './broadcast-telegram.ts';
import type { Seen, Troubles } from './broadcast-telegram.ts';
import { START_FLAGS } from './start-flags.ts';
import type { WorkerOrder, WorkerReport } from './broadcast-worker.ts';

export interface RunOptions {
  /** A place where no store is yet. */
  readonly place: StorePlace;
  readonly chats: number;
  /** Messages a second that are allowed. */
  readonly rate: number;
  readonly workers?: number;
  /** How often a worker is killed with SIGKILL, spread over the broadcast, and started again. */
  readonly kills?: number;
  /** False leaves the killed one dead. */
  readonly revives?: boolean;
  readonly latencyMs?: number;
  readonly troubles?: Troubles;
  /** Telegram's limit; none by default. */
  readonly perSecond?: number;
  readonly onProgress?: (left: number) => void;
  readonly log?: string;
}

export interface RunResult extends Seen {
  /** Chats that should have been reached, and were not. */
  readonly missed: number;
  /** From the first process's start until nothing was left, seconds. */
  readonly seconds: number;
  /** Deliveries ended, as a share of the rate allowed over all that time. */
  readonly shareEndToEnd: number;
  /** Calls in the median second, as a share of the rate allowed. */
  readonly shareWhileSending: number;
  /** Of all processes. */
  readonly cpuSeconds: number;
  /** The largest of any process. */
  readonly maxRssMb: number;
  readonly kills: number;
  /** Deliveries by status, as the store has them. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** Each 25th is a group, of which half have become supergroups. */
const isGroup = (index: number) => index % 25 === 0;
export const seededChats = function* (count: number): Generator<number> {
  for (let index = 1; index <= count; index += 1) yield isGroup(index) ? -(index / 25) : index;
};

/** Those that a broadcast can reach, whatever trouble there is. */
export const reachableChats = (count: number, troubles: Troubles): number[] =>
  [...seededChats(count)].filter((id) => !isBlocked(id, troubles) && !isRefused(id, troubles));

const seed = async (place: StorePlace, count: number): Promise<void> => {
  const database = await openDatabase(place, 0);
  const row = { created_at: 1, updated_at: 1, subscribed: 1 as const };
  let rows: { id: number; kind: 'private' | 'group'; locale: string; created_at: number; updated_at: number; subscribed: 1 }[] = [];
  const insert = async () => {
    await database.db.insertInto('chat').values(rows).execute();
    rows = [];
  };
  for (const id of seededChats(count)) {
    rows.push({ id, kind: id < 0 ? 'group' : 'private', locale: id % 3 === 0 ? 'az' : 'en', ...row });
    if (rows.length === 2_000) await insert();
  }
  if (rows.length > 0) await insert();
  if (database.engine === 'postgres') await sql`analyze chat`.execute(database.db);
  await database.close();
};

/** Processes by their place in the row; each has what it last said of itself. */
const createWorkers = (order: WorkerOrder, log: string) => {
  const script = new URL('./broadcast-worker.ts', import.meta.url);
  const running: ChildProcess[] = [];
  let [cpuMs, maxRssMb] = [0, 0];
  const last = new Map<ChildProcess, WorkerReport>();
  const start = (index: number) => {
    const env = {
      PATH: process.env['PATH'],
      WORKER_ORDER: JSON.stringify(order),
      WORKER_LOG: log,
    };
    const child = fork(script, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [...START_FLAGS] });
    child.on('message', (said: WorkerReport) => {
      last.set(child, said);
      maxRssMb = Math.max(maxRssMb, said.maxRssMb);
    });
    child.once('exit', () => {
      cpuMs += last.get(child)?.cpuMs ?? 0;
    });
    running[index] = child;
  };
  const end = async (index: number, signal: 'SIGKILL' | 'SIGTERM') => {
    const child = running[index];
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
    last.delete(child);
  };
  return {
    start,
    end,
    isAlive: (index: number) => running[index]?.exitCode === null && running[index]?.signalCode === null,
    /** The smallest number left that any living one reports, once all have been given deliveries. */
    left: () => Math.min(Infinity, ...[...last.values()].filter(({ isEnqueued }) => isEnqueued).map(({ left }) => left)),
    usage: () => ({ cpuSeconds: cpuMs / 1_000, maxRssMb }),
    stop: () => Promise.all(running.map((_, index) => end(index, 'SIGTERM'))),
  };
};
type Workers = ReturnType<typeof createWorkers>;

/** Kills one worker after another, evenly over the time the broadcast takes, and starts it again. @returns how many it has killed */
const killNowAndThen = async (
  { chats, rate, kills = 0, workers = 1, revives = true }: RunOptions,
  all: Workers,
  ended: AbortSignal,
): Promise<number> => {
  const everyMs = (chats * 1_000) / rate / (kills + 1);
  let killed = 0;
  for (; killed < kills && !ended.aborted; killed += 1) {
    await sleep(everyMs * (0.8 + Math.random() * 0.4), undefined, { signal: ended }).catch(() => {});
    if (ended.aborted) break;
    const index = killed % workers;
    await all.end(index, 'SIGKILL');
    if (revives) all.start(index);
  }
  return killed;
};

const statusesOf = async (place: StorePlace): Promise<Record<string, number>> => {
  const { db, close } = await openDatabase(place, 0);
  const rows = await db
    .selectFrom('delivery')
    .select(['status', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy('status')
    .execute();
  await close();
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
};

/** The wall clock's date begins at UTC's midnight: a run over it would be two broadcasts. */
const todaysCron = () => `0 0 ${new Date().getUTCDate()} ${new Date().getUTCMonth() + 1} *`;

const untilDone = async (all: Workers, onProgress: RunOptions['onProgress']): Promise<void> => {
  let last = performance.now();
  while (all.left() > 0) {
    await sleep(100);
    if (performance.now() - last < 10_000) continue;
    last = performance.now();
    onProgress?.(all.left());
  }
};

export const runBroadcast = async (options: RunOptions): Promise<RunResult> => {
  const { place, chats, rate, workers = 1, latencyMs = 0, troubles = NO_TROUBLES, perSecond, log = 'silent' } = options;
  await seed(place, chats);
  const telegram = await createTelegram({ latencyMs, troubles, perSecond });
  const key = `reminder:${new Date().toISOString().slice(0, 10)}`;
  const all = createWorkers({ place, apiRoot: telegram.root, rate, cron: todaysCron(), key }, log);
  const started = performance.now();
  for (let index = 0; index < workers; index += 1) all.start(index);
  const ended = new AbortController();
  const killing = killNowAndThen(options, all, ended.signal);
  await untilDone(all, options.onProgress);
  const seconds = (performance.now() - started) / 1_000;
  ended.abort();
  const kills = await killing;
  await all.stop();
  await telegram.close();
  const seen = telegram.seen();
  return {
    ...seen,
    missed: telegram.missedOf(reachableChats(chats, troubles)).length,
    seconds,
    shareEndToEnd: chats / seconds / rate,
    shareWhileSending: seen.usualRate / rate,
    ...all.usage(),
    kills,
    statuses: await statusesOf(place),
  };
};
