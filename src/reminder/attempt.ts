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

const judgeLater = (afterMs: number | undefined, { chatId, attempts }: Claim, judge: Judge): Verdict => {
  if (afterMs !== undefined) {
    const isEveryones = judge.hearFlood();
    const later: Ending = { kind: 'later', afterMs: spread(afterMs), counts: !isEveryones };
    return { ending: (isEveryones ? undefined : givenUp(attempts)) ?? later, holdMs: isEveryones ? afterMs : 0 };
  }
  const holdMs = judge.hearTrouble(chatId);
  if (holdMs > 0) return { ending: { kind: 'later', afterMs: holdMs, counts: false }, holdMs };
  return { ending: givenUp(attempts) ?? { kind: 'later', afterMs: waitAfter(attempts), counts: true }, holdMs };
};

/** Judges how a claimed delivery ended. */
export const judgeDelivery = (delivery: Delivery, claim: Claim, judge: Judge): Verdict => {
  if (delivery.kind === 'later') return judgeLater(delivery.afterMs, claim, judge);
  judge.hearAnswer();
  const ending: Ending = delivery.kind === 'gone' ? { kind: 'blocked' } : delivery;
  return { ending, holdMs: 0 };
};

/** Why a claimed delivery is not to be sent at all; undefined when it is. */
export const refuseClaim = ({ chat, attempts }: Claim): Ending | undefined => {
  if (chat?.subscribed !== true || !chat.active) return { kind: 'skipped' };
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
