/** The yearly reminder, and whatever else is said to all: a tick each minute finds what is due, a sender delivers it to each chat once. */
import cron from 'node-cron';
import type { ScheduledTask } from 'node-cron';
import type { Log } from '../log.ts';
import type { Audience, Progress } from '../store/broadcasts.ts';
import type { Store } from '../store/store.ts';
import { inWords } from './calendar.ts';
import { createClock } from './clock.ts';
import type { Clock } from './clock.ts';
import type { Say, Send } from './delivery.ts';
import { createFollowing } from './following.ts';
import { createKeeper } from './keeper.ts';
import { createSchedules } from './schedule.ts';
import type { Schedule } from './schedule.ts';
import { createSender } from './sender.ts';

/** Under the 10 s in which a stop must be over. */
const STOP_MS = 8_000;
/** Without a look for so long the machine slept, or its clock was turned: nothing is sent before the next look. */
const STALE_MS = 150_000;
/** node-cron waits for its next minute by the wall clock: set back by hours, it would sleep for hours. */
const GUARD_MS = 10_000;

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

/** What operators do with broadcasts; `tick` has what they changed seen at once, `drop` what is claimed given back. */
const createControls = (
  parts: ReminderParts,
  { calendar, keyOf }: Schedule,
  clock: Clock,
  { tick, drop }: { tick(): void; drop(): void },
) => {
  const { store } = parts;
  const { now, at } = clock;
  const change = async (key: string, from: readonly Progress['state'][], to: Progress['state']): Promise<boolean> => {
    const changed = await store.setCampaignState(key, from, to, at());
    drop();
    tick();
    return changed;
  };
  return {
    async broadcast(): Promise<string> {
      const date = calendar.dateToday(now());
      const key = date === undefined ? `manual:${new Date(now()).toISOString()}` : keyOf(date);
      const { id } = await store.openCampaign(key, now(), at());
      if (date !== undefined) {
        await store.setCampaignState(key, ['paused', 'cancelled'], 'open', at());
        await store.hurryCampaign(id, at());
      }
      tick();
      return key;
    },
    pause: (key: string) => change(key, ['open'], 'paused'),
    goOn: (key: string) => change(key, ['paused'], 'open'),
    cancel: (key: string) => change(key, ['open', 'paused'], 'cancelled'),
    progress: (key: string) => store.progress(key),
    audience: () => store.audience(),
    nextRun: () => calendar.nextRun(now()),
  };
};

/** node-cron's own lines, such as that a tick was left out, say nothing that the log does not. */
const quiet = (log: Log) => ({
  info: () => {},
  debug: () => {},
  warn: () => {},
  error: (error: unknown) => log.error({ err: error }, 'node-cron'),
});

/** Nothing runs before `start`. Several processes on one PostgreSQL share the work without a leader; whichever dies, the others finish. */
export const createReminder = (parts: ReminderParts): Reminder => {
  const { store, log, zone } = parts;
  const schedules = createSchedules(parts);
  const { now, at } = createClock(parts.now);
  const keeper = createKeeper({ store, schedules, log, now, at, onLooked: () => sender.wake() });
  const isStale = () => Math.abs(now() - keeper.lookedAt()) > STALE_MS;
  const sender = createSender({ ...parts, at, isReady: () => !isStale() });
  const following = createFollowing(() => keeper.follow(sender.isIdle()), log);
  let task: ScheduledTask | undefined;
  let guard: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;

  const look = async (): Promise<void> => {
    await looking?.catch(() => {}); // it may have begun before what there is to see now
    looking ??= keeper.look().finally(() => {
      looking = undefined;
    });
    await looking;
    following.begin();
  };
  const tick = () => look().catch((error: unknown) => log.error({ err: error }, 'the calendar could not be looked at; again in a minute'));

  const stop = async (): Promise<void> => {
    const end = performance.now() + STOP_MS;
    keeper.stop();
    clearInterval(guard);
    await task?.destroy();
    await looking?.catch(() => {}); // whoever asked for it has been told
    await following.stop();
    await sender.stop(end - performance.now());
  };

  return {
    start() {
      const next = schedules.reminder.calendar.nextRun(now());
      log.info(next === undefined ? 'no reminder is ever due' : `the next reminder goes out on ${inWords(next.at, zone)}`);
      sender.start();
      task = cron.schedule('* * * * *', tick, { noOverlap: true, suppressMissedWarning: true, logger: quiet(log) });
      guard = setInterval(() => void (isStale() && tick()), GUARD_MS);
      void tick();
    },
    stop: () => (stopped ??= stop()),
    look,
    ...createControls(parts, schedules.reminder, { now, at }, { tick: () => void tick(), drop: sender.drop }),
  };
};
