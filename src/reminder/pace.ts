/** Paces a batch out, each message at its place in the row. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Claim } from '../store/broadcasts.ts';
import { slotOf } from './batches.ts';
import type { Batch } from './batches.ts';
import { SENDING_LIMIT_MS } from './delivery.ts';
import type { Outgoing } from './outgoing.ts';

/** A claim with less of its lease left than a sending and its writing down take might be another's before it ends. */
const NEEDED_MS = SENDING_LIMIT_MS + 1_000;
/** What may be made up for at once. A longer stop shifts the places instead: a burst would exceed the limit of its second. */
const MADE_UP_MS = 50;
/** So late, what is sent would stand beside other processes' messages: what is left goes back, and gets places anew. */
const LATEST_MS = 100;
const CROWDED_MS = 5;
/** How soon a stop or a wait of everyone is seen. */
const LONGEST_SLEEP_MS = 100;

/** @returns a function that resolves, when the last message has begun, to the claims that were not sent: it was `isOff`, or too late */
export const createPace = (rate: number, outgoing: Pick<Outgoing, 'begin' | 'isCrowded'>) => {
  const slotMs = slotOf(rate);
  /** Waits for a place. @returns by how many milliseconds it was missed */
  const reach = async (place: number, isOff: () => boolean): Promise<number> => {
    for (let early = place - performance.now(); early > 0 && !isOff(); early = place - performance.now()) {
      await sleep(Math.min(early, LONGEST_SLEEP_MS));
    }
    while (outgoing.isCrowded() && !isOff()) await sleep(CROWDED_MS);
    return performance.now() - place;
  };

  return async ({ claims, keys, startsAt, leasedUntil }: Batch, isOff: () => boolean): Promise<readonly Claim[]> => {
    let place = startsAt;
    for (const [index, claim] of claims.entries()) {
      const late = await reach(place, isOff);
      if (late > LATEST_MS || isOff() || Date.now() > leasedUntil - NEEDED_MS) return claims.slice(index);
      outgoing.begin(keys.get(claim.campaignId) ?? '', claim);
      place += slotMs + Math.max(0, late - MADE_UP_MS);
    }
    return [];
  };
};
