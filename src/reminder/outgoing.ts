/** Messages under way: each sent, judged and written down by itself, so that a slow one holds up nobody. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Claim } from '../store/broadcasts.ts';
import { createAttempt, judgeDelivery } from './attempt.ts';
import type { Say, Send } from './delivery.ts';
import { createJudge } from './judge.ts';
import type { Recorder } from './recorder.ts';

/** For each message a second: where Telegram hangs, no more than that hang with it. */
const UNDER_WAY = 2;

export interface OutgoingParts {
  readonly rate: number;
  readonly say: Say;
  readonly send: Send;
  readonly log: Log;
  readonly recorder: Recorder;
  /** Told that everyone must wait, and for how many milliseconds. */
  readonly hold: (ms: number) => void;
}

export const createOutgoing = ({ rate, say, send, log, recorder, hold }: OutgoingParts) => {
  const judge = createJudge(() => performance.now());
  const attempt = createAttempt({ say, send, log });
  const underWay = new Set<Promise<void>>();
  const most = Math.ceil(rate * UNDER_WAY);

  const deliver = async (key: string, claim: Claim): Promise<void> => {
    const { ending, holdMs } = judgeDelivery(await attempt(key, claim), claim, judge);
    recorder.add({ ...claim, ending });
    if (holdMs > 0) hold(holdMs);
  };
  return {
    /** Begins one, and does not wait for its end. */
    begin(key: string, claim: Claim) {
      const delivered = deliver(key, claim).finally(() => underWay.delete(delivered));
      underWay.add(delivered);
    },
    isCrowded: () => underWay.size >= most,
    isBusy: () => underWay.size > 0,
    /** Waits for those under way, at most `ms`. */
    finish: (ms: number) => Promise.race([Promise.allSettled(underWay), sleep(Math.max(0, ms), undefined, { ref: false })]),
  };
};
export type Outgoing = ReturnType<typeof createOutgoing>;
