/** Sends what is due at the pace that all processes share: one batch is paced out while the next is prepared. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Broadcasts, Claim, Ending } from '../store/broadcasts.ts';
import { createAttempt, judgeDelivery } from './attempt.ts';
import { createBatches, slotOf } from './batches.ts';
import type { Batch, BatchParts } from './batches.ts';
import { SENDING_LIMIT_MS } from './delivery.ts';
import type { Say, Send } from './delivery.ts';
import { createJudge } from './judge.ts';
import { createRecorder } from './recorder.ts';
import type { Recorder } from './recorder.ts';

/** A claim with less of its lease left than a sending and its writing down take might be another's before it ends. */
const NEEDED_MS = SENDING_LIMIT_MS + 1_000;
/** What may be made up for at once. A longer stop shifts the row instead: a burst would exceed the limit of its second. */
const MADE_UP_MS = 50;
/** So late, other processes' places have begun: what is left goes back, and gets places anew. */
const LATEST_MS = 1_000;
/** Sendings under way for each message a second: where Telegram hangs, no more than that hang with it. */
const UNDER_WAY = 2;
const CROWDED_MS = 5;
/** Endings not yet written, in seconds of sending: beyond that the database is in trouble, and a crash would repeat too many. */
const UNWRITTEN = 2;
const WRITING_MS = 2_000;

export interface SenderParts extends Omit<BatchParts, 'settle' | 'store'> {
  readonly store: Pick<Broadcasts, 'openCampaigns' | 'claim' | 'record' | 'reserve' | 'ahead' | 'hold'>;
  readonly say: Say;
  readonly send: Send;
}

/** Sends one claim after another without waiting for how they end. */
const createOutgoing = (parts: SenderParts, recorder: Recorder, hold: (ms: number) => void) => {
  const judge = createJudge(() => performance.now());
  const attempt = createAttempt(parts);
  const underWay = new Set<Promise<void>>();
  const most = Math.ceil(parts.rate * UNDER_WAY);

  const deliver = async (key: string, claim: Claim) => {
    const { ending, holdMs } = judgeDelivery(await attempt(key, claim), claim, judge);
    recorder.add({ ...claim, ending });
    if (holdMs > 0) hold(holdMs);
  };
  return {
    begin(key: string, claim: Claim) {
      const delivered = deliver(key, claim).finally(() => underWay.delete(delivered));
      underWay.add(delivered);
    },
    isCrowded: () => underWay.size >= most,
    isBusy: () => underWay.size > 0,
    /** Waits for those under way, at most `ms`. */
    finish: (ms: number) => Promise.race([Promise.allSettled(underWay), sleep(ms, undefined, { ref: false })]),
  };
};

export const createSender = (parts: SenderParts) => {
  const { store, bot, rate, log, at } = parts;
  const slotMs = slotOf(rate);
  const recorder = createRecorder({ store, log, at });
  const settle = (claims: readonly Claim[], ending: (claim: Claim) => Ending) => {
    for (const claim of claims) recorder.add({ ...claim, ending: ending(claim) });
  };
  const isReady = () => parts.isReady() && recorder.size() < Math.max(100, rate * UNWRITTEN);
  const batches = createBatches({ ...parts, isReady, settle });
  /** What was claimed in an earlier round goes back: everyone was told to wait, or a campaign was paused. */
  let [round, heldUntil, isStopping, isResting] = [0, 0, false, true];
  let running: Promise<void> | undefined;

  const hold = (ms: number) => {
    const until = performance.now() + ms;
    // Many are told at once; it is one wait.
    if (until < heldUntil + 100) return;
    heldUntil = until;
    round += 1;
    batches.hold(ms);
    log.warn({ seconds: Math.ceil(ms / 1_000) }, 'Telegram asks the broadcast to wait');
    store.hold(bot, ms).catch((error: unknown) => log.error({ err: error }, 'the other processes were not told to wait'));
  };
  const outgoing = createOutgoing(parts, recorder, hold);

  const isOff = (batch: Batch, begun: number) => isStopping || round !== begun || Date.now() > batch.leasedUntil - NEEDED_MS;

  /** Waits for a place. @returns by how many milliseconds it was missed */
  const reach = async (place: number): Promise<number> => {
    const early = place - performance.now();
    if (early > 0) await sleep(early);
    while (outgoing.isCrowded() && !isStopping) await sleep(CROWDED_MS);
    return performance.now() - place;
  };

  const paceOut = async (batch: Batch, begun: number): Promise<void> => {
    let place = batch.startsAt;
    for (const [index, claim] of batch.claims.entries()) {
      const late = await reach(place);
      if (late > LATEST_MS || isOff(batch, begun)) return batches.giveBack(batch.claims.slice(index));
      outgoing.begin(batch.keys.get(claim.campaignId) ?? '', claim);
      place += slotMs + Math.max(0, late - MADE_UP_MS);
    }
  };

  const run = async () => {
    let begun = round;
    let next = batches.next();
    while (!isStopping) {
      const batch = await next;
      const own = begun;
      isResting = batch.claims.length === 0;
      if (isResting) await batches.idle(batch.idleMs);
      [begun, next] = [round, batches.next()];
      await paceOut(batch, own);
    }
    batches.giveBack((await next).claims);
  };

  return {
    start() {
      running ??= run();
    },
    wake: () => batches.wake(),
    /** Gives back what is claimed and not yet sent. */
    drop() {
      round += 1;
    },
    /** Nothing is due and nothing under way. */
    isIdle: () => isResting && !outgoing.isBusy() && recorder.size() === 0,
    /** Finishes what is under way within `ms`, which is at least 3,000. */
    async stop(ms: number) {
      const end = performance.now() + ms;
      isStopping = true;
      batches.stop();
      await running;
      await outgoing.finish(end - performance.now() - WRITING_MS);
      if (!(await recorder.drain(WRITING_MS))) log.error('some deliveries could not be written down; they may be repeated');
    },
  };
};
