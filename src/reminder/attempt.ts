/** One delivery: said, sent, and judged by how it ended. */
import type { Log } from '../log.ts';
import type { Claim, Ending } from '../store/broadcasts.ts';
import type { Delivery, Say, Send } from './delivery.ts';
import type { Judge } from './judge.ts';

/** With the waits between them more than two hours: an outage is over by then, or it is this chat's own. */
export const MOST_ATTEMPTS = 20;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 600_000;
/** So that those who were refused together do not come back together. */
const SPREAD = 0.25;

/** What a delivery's end means: what is written down, and for how long everyone waits. */
export interface Verdict {
  readonly ending: Ending;
  readonly holdMs: number;
}

const spread = (ms: number) => ms * (1 + Math.random() * SPREAD);
const waitAfter = (attempts: number) => spread(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempts));

const givenUp = (attempts: number): Ending | undefined =>
  attempts >= MOST_ATTEMPTS ? { kind: 'failed', reason: `not taken in ${attempts} attempts` } : undefined;

const later = (afterMs: number, attempts: number, counts: boolean): Ending =>
  (counts ? givenUp(attempts) : undefined) ?? { kind: 'later', afterMs, counts };

/** Judges how a claimed delivery ended. What is everyone's trouble is no attempt of this chat's. */
export const judgeDelivery = (delivery: Delivery, { chatId, attempts }: Claim, judge: Judge): Verdict => {
  if (delivery.kind === 'later') {
    const { afterMs } = delivery;
    const holdMs = afterMs === undefined ? judge.hearTrouble(chatId) : judge.hearFlood(afterMs);
    return { ending: later(afterMs === undefined ? holdMs || waitAfter(attempts) : spread(afterMs), attempts, holdMs === 0), holdMs };
  }
  if (delivery.kind === 'failed') {
    const holdMs = judge.hearRefusal(chatId);
    // Counted, so that a list of nothing but such chats comes to its end.
    return { ending: holdMs === 0 ? delivery : later(holdMs, attempts, true), holdMs };
  }
  judge.hearSuccess();
  return { ending: delivery.kind === 'gone' ? { kind: 'blocked' } : delivery, holdMs: 0 };
};

/** Why a claimed delivery is not to be sent at all; undefined when it is. */
export const refuseClaim = ({ isWanted, attempts }: Claim): Ending | undefined => {
  if (!isWanted) return { kind: 'skipped' };
  // Claimed again and again without an ending: whatever it is, it must not go on for ever.
  return attempts > MOST_ATTEMPTS ? { kind: 'failed', reason: `no ending in ${MOST_ATTEMPTS} attempts` } : undefined;
};

/** Says and sends. Never rejects: an error nobody foresaw is this chat's trouble, and the others' messages go out. */
export const createAttempt = ({ say, send, log }: { readonly say: Say; readonly send: Send; readonly log: Log }) => {
  return async (campaignKey: string, { chat }: Claim): Promise<Delivery> => {
    try {
      if (chat === undefined) return { kind: 'gone' };
      return await send(chat, await say(campaignKey, chat));
    } catch (error) {
      log.error({ err: error }, 'a reminder could not be sent');
      return { kind: 'later' };
    }
  };
};
