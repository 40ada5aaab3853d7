/** One campaign's chats: when each is due, and their deliveries given step by step, so that others have their turn between. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Broadcasts, Campaign, DueIn } from '../store/broadcasts.ts';
import { datedBy } from './schedule.ts';
import type { Schedules } from './schedule.ts';

/** Another process is at it. Should it die, this one goes on. */
const BUSY_MS = 100;
const BETWEEN_MS = 1;

/** When chats are due by their zone, as of the instant `now`. */
export const dueInOf = (schedules: Schedules, campaign: Campaign, now: number): DueIn => {
  const { startsAt } = campaign;
  const dated = datedBy(schedules, campaign);
  if (dated === undefined) return () => startsAt ?? now;
  const { calendar, date } = dated;
  const known = new Map<string | null, number | undefined>();
  return (zone) => {
    if (!known.has(zone)) known.set(zone, calendar.isOver(date, zone, now) ? undefined : (startsAt ?? calendar.dueAt(date, zone)));
    return known.get(zone);
  };
};

/** Gives every chat its delivery, together with whichever other process is at it. */
export const enqueueAll = async (store: Broadcasts, { id, enqueued }: Campaign, dueIn: DueIn, stopping: AbortSignal): Promise<void> => {
  let step = enqueued ? 'done' : await store.enqueueNext(id, dueIn);
  while (step !== 'done' && !stopping.aborted) {
    await sleep(step === 'busy' ? BUSY_MS : BETWEEN_MS);
    step = await store.enqueueNext(id, dueIn);
  }
};

/** Goes over all chats once more, for what may have been missed while no process followed. */
export const enqueueMissed = async (store: Broadcasts, { id }: Campaign, dueIn: DueIn, stopping: AbortSignal): Promise<void> => {
  let cursor = await store.enqueueMissed(id, dueIn);
  while (cursor !== undefined && !stopping.aborted) {
    await sleep(BETWEEN_MS);
    cursor = await store.enqueueMissed(id, dueIn, cursor);
  }
};
