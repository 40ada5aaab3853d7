/** Sees to campaigns: opens what the calendar asks for, gives chats their deliveries, follows what they choose, and closes what is done. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Broadcasts, Campaign, DueIn } from '../store/broadcasts.ts';
import type { Calendar } from './calendar.ts';

/** A campaign nobody saw to for so long does not go on for those whose day is over: they would hear of 4 April on the 5th. */
const STOOD_STILL_MS = 3_600_000;
const BUSY_MS = 100;
/** Between two steps others have their turn. */
const BETWEEN_MS = 1;

export const reminderKey = (date: string): string => `reminder:${date}`;
const dateOfKey = (key: string): string | undefined => /^reminder:(\d{4}-\d\d-\d\d)$/.exec(key)?.[1];

export interface KeeperParts {
  readonly store: Broadcasts;
  readonly calendar: Calendar;
  readonly log: Log;
  /** The instant by the calendar's clock. */
  readonly now: () => number;
  readonly at: () => number | undefined;
}

/** When a campaign's chats are due, as of an instant. */
const dueInOf = (calendar: Calendar, { key, startsAt }: Campaign, now: number): DueIn => {
  const date = dateOfKey(key);
  if (date === undefined) return () => startsAt ?? now;
  const known = new Map<string | null, number | undefined>();
  return (zone) => {
    if (!known.has(zone)) known.set(zone, calendar.isOver(date, zone, now) ? undefined : (startsAt ?? calendar.dueAt(date, zone)));
    return known.get(zone);
  };
};

export const createKeeper = ({ store, calendar, log, now, at }: KeeperParts) => {
  /** Where following has come to, by campaign; absent for one this process has not gone over yet. */
  const followed = new Map<number, number>();
  let isStopped = false;
  let lookedAt = -Infinity;

  const enqueue = async ({ id, enqueued }: Campaign, dueIn: DueIn): Promise<void> => {
    let step = enqueued ? 'done' : await store.enqueueNext(id, dueIn);
    while (step !== 'done' && !isStopped) {
      await sleep(step === 'busy' ? BUSY_MS : BETWEEN_MS);
      step = await store.enqueueNext(id, dueIn);
    }
  };

  /** What may have been missed while no process followed. */
  const goOver = async ({ id }: Campaign, dueIn: DueIn): Promise<void> => {
    let cursor = await store.enqueueMissed(id, dueIn);
    while (cursor !== undefined && !isStopped) {
      await sleep(BETWEEN_MS);
      cursor = await store.enqueueMissed(id, dueIn, cursor);
    }
  };

  const followOne = async (campaign: Campaign): Promise<void> => {
    // Said to those who were there when it began, and so there is nobody to join.
    if (dateOfKey(campaign.key) === undefined) return;
    const since = followed.get(campaign.id) ?? campaign.createdAt;
    followed.set(campaign.id, await store.followChats(campaign.id, dueInOf(calendar, campaign, now()), since));
  };

  const close = async ({ key }: Campaign): Promise<void> => {
    const date = dateOfKey(key);
    if (date !== undefined && !calendar.isOverEverywhere(date, now())) return;
    const progress = await store.progress(key, at());
    if (progress === undefined || progress.left > 0 || !progress.enqueued) return;
    if (await store.setCampaignState(key, ['open'], 'done')) log.info(progress, 'broadcast done');
  };

  const seeTo = async (campaign: Campaign): Promise<void> => {
    const dueIn = dueInOf(calendar, campaign, now());
    const isNew = !followed.has(campaign.id);
    await enqueue(campaign, dueIn);
    if (isNew && campaign.enqueued && dateOfKey(campaign.key) !== undefined) await goOver(campaign, dueIn);
    await followOne(campaign);
    await close(campaign);
  };

  /** Before anything is sent: ends what is too late after a standstill. */
  const resume = async (campaign: Campaign): Promise<void> => {
    if (now() - campaign.workedAt > STOOD_STILL_MS) {
      const expired = await store.expire(campaign.id, dueInOf(calendar, campaign, now()));
      if (expired > 0) log.warn({ key: campaign.key, chats: expired }, 'nobody was reminded in time; their day is over');
    }
    await store.touchCampaign(campaign.id, at());
  };

  return {
    /** Every minute and at start. Rejects with a `StoreError` when the database does not answer. */
    async look(): Promise<void> {
      for (const date of calendar.openDates(now())) await store.openCampaign(reminderKey(date), null, at());
      const campaigns = await store.openCampaigns();
      for (const campaign of campaigns) await resume(campaign);
      lookedAt = now();
      for (const campaign of campaigns) if (!isStopped) await seeTo(campaign);
    },
    /** Every other second while there is a campaign. @returns whether there is one */
    async follow(isIdle: boolean): Promise<boolean> {
      const campaigns = (await store.openCampaigns()).filter(({ enqueued }) => enqueued);
      for (const campaign of campaigns) {
        await followOne(campaign);
        if (isIdle && dateOfKey(campaign.key) === undefined) await close(campaign);
      }
      return campaigns.length > 0;
    },
    /** When it last looked, by the calendar's clock. */
    lookedAt: () => lookedAt,
    stop() {
      isStopped = true;
    },
  };
};
