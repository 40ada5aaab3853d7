/** Sends what is due at the pace that all processes share: one batch is paced out while the next is prepared. */
import type { Broadcasts, Claim, Ended, Ending } from '../store/broadcasts.ts';
import { createBatches } from './batches.ts';
import type { BatchParts } from './batches.ts';
import type { Say, Send } from './delivery.ts';
import { createOutgoing } from './outgoing.ts';
import { createPace } from './pace.ts';
import { createRecorder } from './recorder.ts';

/** Endings not yet written, in seconds of sending: beyond that the database is in trouble, and a crash would repeat too many. */
const UNWRITTEN = 2;
const WRITING_MS = 2_000;
/** Told to wait for about as long as before, by another message of the same moment: it is one wait. */
const SAME_MS = 100;

export interface SenderParts extends Omit<BatchParts, 'take' | 'settle' | 'store'> {
  readonly store: Pick<Broadcasts, 'openCampaigns' | 'claim' | 'record' | 'reserve' | 'ahead' | 'hold'>;
  readonly say: Say;
  readonly send: Send;
}

const keyOf = ({ campaignId, chatId }: Pick<Claim, 'campaignId' | 'chatId'>) => `${campaignId} ${chatId}`;

/** Deliveries that are this process's until their ending is written. */
const createHand = () => {
  const keys = new Set<string>();
  return {
    take(claims: readonly Claim[]) {
      const taken = claims.filter((claim) => !keys.has(keyOf(claim)));
      for (const claim of taken) keys.add(keyOf(claim));
      return taken;
    },
    onWritten(ended: readonly Ended[]) {
      for (const one of ended) keys.delete(keyOf(one));
    },
  };
};

/** Everything that sends, and the one wait they share. */
const createParts = (parts: SenderParts) => {
  const { store, bot, rate, log, at } = parts;
  const { take, onWritten } = createHand();
  const recorder = createRecorder({ store, rate, log, at, onWritten });
  const settle = (claims: readonly Claim[], ending: (claim: Claim) => Ending) => {
    for (const claim of claims) recorder.add({ ...claim, ending: ending(claim) });
  };
  const isReady = () => parts.isReady() && !outgoing.isCrowded() && recorder.size() < Math.max(100, rate * UNWRITTEN);
  const batches = createBatches({ ...parts, isReady, take, settle });
  /** What was claimed in an earlier round goes back: everyone was told to wait, or a campaign was paused. */
  const rounds = { current: 0 };
  let heldUntil = 0;

  const hold = (ms: number) => {
    const until = performance.now() + ms;
    if (until < heldUntil + SAME_MS) return;
    heldUntil = until;
    rounds.current += 1;
    batches.hold(ms);
    log.warn({ seconds: Math.ceil(ms / 1_000) }, 'the broadcast waits for Telegram');
    store.hold(bot, ms).catch((error: unknown) => log.error({ err: error }, 'the other processes were not told to wait'));
  };
  const outgoing = createOutgoing({ ...parts, recorder, hold });
  return { recorder, batches, rounds, outgoing, paceOut: createPace(rate, outgoing) };
};

export const createSender = (parts: SenderParts) => {
  const { recorder, batches, rounds, outgoing, paceOut } = createParts(parts);
  const stopping = new AbortController();
  let isResting = true;
  let running: Promise<void> | undefined;

  const run = async () => {
    let round = rounds.current;
    let next = batches.next();
    while (!stopping.signal.aborted) {
      const batch = await next;
      const own = round;
      isResting = batch.claims.length === 0;
      if (isResting) await batches.idle(batch.idleMs);
      [round, next] = [rounds.current, batches.next()];
      batches.giveBack(await paceOut(batch, () => stopping.signal.aborted || rounds.current !== own));
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
      rounds.current += 1;
    },
    /** Nothing is due and nothing under way. */
    isIdle: () => isResting && !outgoing.isBusy() && recorder.size() === 0,
    /** Finishes what is under way within `ms`, which is at least 3,000. */
    async stop(ms: number) {
      const end = performance.now() + ms;
      stopping.abort();
      batches.stop();
      await running;
      await outgoing.finish(end - performance.now() - WRITING_MS);
      if (!(await recorder.drain(WRITING_MS))) parts.log.error('some deliveries could not be written down; they may be repeated');
    },
  };
};
