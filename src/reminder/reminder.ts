/** The yearly reminder, and whatever else is said to all: a tick each minute finds what is due, a sender delivers it to each chat once. */
import cron from 'node-cron';
import type { ScheduledTask } from 'node-cron';
import type { Log } from '../log.ts';
import type { Audience, Progress } from '../store/broadcasts.ts';
import type { Store } from '../store/store.ts';
import { createAlarm } from './alarm.ts';
import { createCalendar, inWords } from './calendar.ts';
import type { Say, Send } from './delivery.ts';
import { reminderKey } from './campaign.ts';
import { createKeeper } from './keeper.ts';
import { createSender } from './sender.ts';

/** Under the 10 s in which a stop must be over. */
const STOP_MS = 8_000;
const FOLLOW_MS = 2_000;
/** Without a look for so long the machine slept, or its clock was turned: nothing is sent before the next look. */
const STALE_MS = 150_000;

export interface ReminderParts {
  readonly store: Store;
  /** The bot's id, which is the part of its token before the colon. */
  readonly bot: string;
  /** REMINDER_CRON and REMINDER_TIMEZONE. */
  readonly cron: string;
  readonly zone: string;
  /** BROADCAST_RATE, 1 to 1000. */
  readonly rate: number;
  readonly say: Say;
  readonly send: Send;
  readonly log: Log;
  /** Another clock, for tests and the playground; only where no second process uses the database. */
  readonly now?: (() => Date) | undefined;
}

export interface Reminder {
  /** Prints when the next reminder goes out, and begins. */
  start(): void;
  /** Finishes what is being sent, within 8 s. Call it before the store is closed. */
  stop(): Promise<void>;
  /** Looks at the calendar at once: after the clock was turned, or another process began a broadcast. */
  look(): Promise<void>;
  /** Sends to every subscribed chat now: on the day itself as the day's reminder, so that nobody hears it twice. @returns the campaign's key */
  broadcast(): Promise<string>;
  pause(key: string): Promise<boolean>;
  goOn(key: string): Promise<boolean>;
  cancel(key: string): Promise<boolean>;
  progress(key: string): Promise<Progress | undefined>;
  /** Whom a broadcast would reach now, by language and zone. */
  audience(): Promise<Audience[]>;
  /** The next reminder by the usual clock, epoch milliseconds. */
  nextRun(): { readonly date: string; readonly at: number } | undefined;
}

/** Runs `work` again and again in the background until stopped; an error is logged and ends nothing. */
const createFollowing = (work: () => Promise<boolean>, log: Log) => {
  const alarm = createAlarm();
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  const run = async () => {
    while (
      !stopping.signal.aborted &&
      (await work().catch((error: unknown) => log.error({ err: error }, 'choices could not be followed') ?? true))
    ) {
      if (!stopping.signal.aborted) await alarm.sleep(FOLLOW_MS);
    }
    running = undefined;
  };
  return {
    /** Begins, unless it runs already; it ends by itself when there is no campaign. */
    begin() {
      if (!stopping.signal.aborted) running ??= run();
    },
    async stop() {
      stopping.abort();
      alarm.ring();
      await running;
    },
  };
};

/** Nothing runs before `start`. Several processes on one PostgreSQL share the work without a leader; whichever dies, the others finish. */
export const createReminder = (parts: ReminderParts): Reminder => {
  const { store, log, zone } = parts;
  const calendar = createCalendar(parts);
  const now = () => parts.now?.().getTime() ?? Date.now();
  const at = () => (parts.now === undefined ? undefined : now());
  const keeper = createKeeper({ store, calendar, log, now, at, onLooked: () => sender.wake() });
  const sender = createSender({ ...parts, at, isReady: () => Math.abs(now() - keeper.lookedAt()) < STALE_MS });
  const following = createFollowing(() => keeper.follow(sender.isIdle()), log);
  let task: ScheduledTask | undefined;
  let looking: Promise<void> | undefined;

  const look = async (): Promise<void> => {
    looking ??= keeper.look().finally(() => {
      looking = undefined;
    });
    await looking;
    following.begin();
  };
  const tick = () => look().catch((error: unknown) => log.error({ err: error }, 'the calendar could not be looked at; again in a minute'));

  const change = async (key: string, from: readonly Progress['state'][], to: Progress['state']): Promise<boolean> => {
    const changed = await store.setCampaignState(key, from, to, at());
    sender.drop();
    return changed;
  };

  return {
    start() {
      const next = calendar.nextRun(now());
      log.info(next === undefined ? 'no reminder is ever due' : `the next reminder goes out on ${inWords(next.at, zone)}`);
      sender.start();
      const logger = { info: () => {}, debug: () => {}, warn: () => {}, error: (error: unknown) => log.error({ err: error }, 'node-cron') };
      task = cron.schedule('* * * * *', tick, { noOverlap: true, suppressMissedWarning: true, logger });
      void tick();
    },
    async stop() {
      const stopped = performance.now();
      keeper.stop();
      await task?.destroy();
      await looking?.catch(() => {}); // whoever asked for it has been told
      await following.stop();
      await sender.stop(STOP_MS - (performance.now() - stopped));
    },
    look,
    async broadcast() {
      const date = calendar.dateToday(now());
      const key = date === undefined ? `manual:${new Date(now()).toISOString()}` : reminderKey(date);
      const { id } = await store.openCampaign(key, now(), at());
      if (date !== undefined) {
        await store.setCampaignState(key, ['paused', 'cancelled'], 'open', at());
        await store.hurryCampaign(id, at());
      }
      void tick();
      return key;
    },
    pause: (key) => change(key, ['open'], 'paused'),
    async goOn(key) {
      const changed = await change(key, ['paused'], 'open');
      void tick();
      return changed;
    },
    cancel: (key) => change(key, ['open', 'paused'], 'cancelled'),
    progress: (key) => store.progress(key, at()),
    audience: () => store.audience(),
    nextRun: () => calendar.nextRun(now()),
  };
};
