/** Prepares what is sent next: claims due deliveries and takes as many places in the row that all processes share. */
import type { Log } from '../log.ts';
import type { Broadcasts, Campaign, Claim, Ending } from '../store/broadcasts.ts';
import { createAlarm } from './alarm.ts';
import { refuseClaim } from './attempt.ts';

/** Of the rate allowed. Timers bunch: at 100 % a second came with 10 % too many, at 95 % with 2 %. */
const PACE = 0.95;
const BATCH_MS = 250;
const LARGEST_BATCH = 250;
/** More than a batch waits and takes, with a sending and its writing down after it. */
export const LEASE_MS = 20_000;
/** No more places are taken than this ahead, so that little is to be given back when everyone must wait. */
const AHEAD_MS = 1_000;
/** Claims are not kept waiting longer than this; everyone has been told to wait. */
const LONGEST_WAIT_MS = 5_000;
/** How soon what falls due is seen. */
const IDLE_MS = 500;
const NO_CAMPAIGN_MS = 30_000;
const TROUBLE_MS = 1_000;

export interface Batch {
  readonly claims: readonly Claim[];
  /** Keys of the campaigns by id. */
  readonly keys: ReadonlyMap<number, string>;
  /** When its first place comes, by `performance.now()`. */
  readonly startsAt: number;
  /** By the wall clock, which goes on while a machine sleeps. */
  readonly leasedUntil: number;
  /** Without claims: how long nothing is expected. */
  readonly idleMs: number;
}

export interface BatchParts {
  readonly store: Pick<Broadcasts, 'openCampaigns' | 'claim' | 'reserve' | 'ahead'>;
  /** The bot's id, never its token: all its processes share one pace. */
  readonly bot: string;
  /** Messages a second that are allowed, 1 to 1000. */
  readonly rate: number;
  readonly log: Log;
  readonly at: () => number | undefined;
  /** Whether to claim now. */
  readonly isReady: () => boolean;
  /** Takes claims in hand. @returns those that were not in hand already: a clock that jumps ends a lease early */
  readonly take: (claims: readonly Claim[]) => Claim[];
  /** Claims that are not sent after all. */
  readonly settle: (claims: readonly Claim[], ending: (claim: Claim) => Ending) => void;
}

/** The 4th of April waits for no weekly tip. */
const reminderFirst = (one: Campaign, other: Campaign) => Number(one.series !== 'reminder') - Number(other.series !== 'reminder');

const noBatch = (idleMs: number): Batch => ({ claims: [], keys: new Map(), startsAt: 0, leasedUntil: 0, idleMs });
const GIVEN_BACK: Ending = { kind: 'later', afterMs: 0, counts: false };

/** Milliseconds between two messages. */
export const slotOf = (rate: number): number => 1_000 / (rate * PACE);

interface Placed {
  readonly claims: readonly Claim[];
  /** Until the first one's place. */
  readonly waitMs: number;
}

/** Claims up to a batch of what may be sent, and takes places for it. What may not be sent ends here and takes none. */
const createClaiming = ({ store, bot, rate, at, take, settle }: BatchParts) => {
  const size = Math.min(LARGEST_BATCH, Math.max(1, Math.round((rate * BATCH_MS) / 1_000)));
  const claimSome = async (id: number, most: number): Promise<Claim[]> => {
    const claims = most > 0 ? take(await store.claim(id, most, LEASE_MS, at())) : [];
    const refused = claims.filter((one) => refuseClaim(one) !== undefined);
    settle(refused, (one) => refuseClaim(one) ?? GIVEN_BACK);
    return claims.filter((one) => !refused.includes(one));
  };
  return async (campaignIds: Iterable<number>): Promise<Placed> => {
    const claims: Claim[] = [];
    try {
      for (const id of campaignIds) claims.push(...(await claimSome(id, size - claims.length)));
      return { claims, waitMs: claims.length === 0 ? 0 : await store.reserve(bot, claims.length, slotOf(rate)) };
    } catch (error) {
      // What is in hand would never be claimed again.
      settle(claims, () => GIVEN_BACK);
      throw error;
    }
  };
};

export const createBatches = (parts: BatchParts) => {
  const { store, bot, log, isReady, settle } = parts;
  const claim = createClaiming(parts);
  const alarm = createAlarm();
  let heldUntil = 0;
  const stopping = new AbortController();

  /** Waits until the row is short enough to be joined. @returns false when it is not soon */
  const joinRow = async (): Promise<boolean> => {
    const wait = Math.max(await store.ahead(bot), heldUntil - performance.now());
    if (wait > AHEAD_MS) await alarm.sleep(Math.min(wait - AHEAD_MS / 2, LONGEST_WAIT_MS));
    return wait < LONGEST_WAIT_MS && !stopping.signal.aborted;
  };

  const prepare = async (): Promise<Batch> => {
    if (!isReady() || stopping.signal.aborted) return noBatch(IDLE_MS);
    const campaigns = (await store.openCampaigns()).toSorted(reminderFirst);
    const keys = new Map(campaigns.map(({ id, key }) => [id, key]));
    if (keys.size === 0) return noBatch(NO_CAMPAIGN_MS);
    if (!(await joinRow())) return noBatch(0);
    const leasedUntil = Date.now() + LEASE_MS;
    const { claims, waitMs } = await claim(keys.keys());
    if (claims.length === 0) return noBatch(IDLE_MS);
    const startsAt = performance.now() + waitMs;
    if (waitMs < LONGEST_WAIT_MS && !stopping.signal.aborted) return { claims, keys, startsAt, leasedUntil, idleMs: 0 };
    settle(claims, () => GIVEN_BACK);
    return noBatch(0);
  };

  return {
    /** Never rejects: a database that does not answer is asked again. */
    next: (): Promise<Batch> =>
      prepare().catch((error: unknown) => {
        log.error({ err: error }, 'the reminder waits for the database');
        return noBatch(TROUBLE_MS);
      }),
    giveBack: (claims: readonly Claim[]) => settle(claims, () => GIVEN_BACK),
    /** Takes no places for that long. */
    hold(ms: number) {
      heldUntil = Math.max(heldUntil, performance.now() + ms);
    },
    idle: (ms: number) => (ms > 0 && !stopping.signal.aborted ? alarm.sleep(ms) : Promise.resolve()),
    wake: () => alarm.ring(),
    stop() {
      stopping.abort();
      alarm.ring();
    },
  };
};
