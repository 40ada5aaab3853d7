/** Sees to campaigns: opens what the calendar asks for, gives chats their deliveries, follows what they choose, and closes what is done. */
import type { Log } from '../log.ts';
import type { Broadcasts, Campaign } from '../store/broadcasts.ts';
import { LEASE_MS } from './batches.ts';
import { dueInOf, enqueueAll, enqueueMissed } from './campaign.ts';
import { datedBy } from './schedule.ts';
import type { Schedules } from './schedule.ts';

/** A campaign nobody saw to for so long does not go on for those whose day is over: they would hear of 4 April on the 5th. */
const STOOD_STILL_MS = 3_600_000;

export interface KeeperParts {
  readonly store: Broadcasts;
  readonly schedules: Schedules;
  readonly log: Log;
  /** The instant by the calendar's clock. */
  readonly now: () => number;
  readonly at: () => number | undefined;
  /** Told when sending may begin: what is too late has been ended, and deliveries are being given. */
  readonly onLooked: () => void;
}

const createCloser = ({ store, schedules, log, now }: KeeperParts) => {
  return async (campaign: Campaign): Promise<void> => {
    const { key } = campaign;
    const dated = datedBy(schedules, campaign);
    if (dated !== undefined && !dated.calendar.isOverEverywhere(dated.date, now())) return;
    const progress = await store.progress(key);
    if (progress === undefined || progress.left > 0 || !progress.enqueued) return;
    if (await store.setCampaignState(key, ['open'], 'done')) log.info(progress, 'broadcast done');
  };
};

/** Before anything is sent after a standstill: ends what is too late. */
const createResuming = ({ store, schedules, log, now, at }: KeeperParts) => {
  return async (campaign: Campaign): Promise<void> => {
    if (now() - campaign.workedAt > STOOD_STILL_MS) {
      const chats = await store.expire(campaign.id, dueInOf(schedules, campaign, now()));
      if (chats > 0) log.warn({ key: campaign.key, chats }, 'not reminded in time, and their day is over');
    }
    await store.touchCampaign(campaign.id, at());
  };
};

export const createKeeper = (parts: KeeperParts) => {
  const { store, schedules, now, at } = parts;
  const isDated = (campaign: Campaign) => datedBy(schedules, campaign) !== undefined;
  const [close, resume] = [createCloser(parts), createResuming(parts)];
  /** Where following has come to, by campaign; absent for one this process has not seen to yet. */
  const followed = new Map<number, number>();
  const stopping = new AbortController();
  let lookedAt = -Infinity;

  const follow = async (campaign: Campaign): Promise<void> => {
    // What is said on no date is said to those who were there when it began.
    if (!isDated(campaign)) return;
    const since = followed.get(campaign.id) ?? campaign.createdAt;
    followed.set(campaign.id, await store.followChats(campaign.id, dueInOf(schedules, campaign, now()), since));
  };
  const seeTo = async (campaign: Campaign): Promise<void> => {
    const dueIn = dueInOf(schedules, campaign, now());
    const wasMissed = campaign.enqueued && !followed.has(campaign.id) && isDated(campaign);
    await enqueueAll(store, campaign, dueIn, stopping.signal);
    if (wasMissed) await enqueueMissed(store, campaign, dueIn, stopping.signal);
    // An operator may have begun it meanwhile for everyone: what was given the old way follows.
    const isHurried = campaign.startsAt === null && typeof (await store.campaign(campaign.key))?.startsAt === 'number';
    if (isHurried) await store.hurryCampaign(campaign.id, at());
    await follow(campaign);
    await close(campaign);
  };

  return {
    /** Every minute and at start. Rejects with a `StoreError` when the database does not answer. */
    async look(): Promise<void> {
      for (const { series, calendar, keyOf } of Object.values(schedules))
        for (const date of calendar.openDates(now())) await store.openCampaign(keyOf(date), null, at(), series);
      const campaigns = await store.openCampaigns();
      for (const campaign of campaigns) {
        // Nothing is claimed yet by this process itself.
        if (lookedAt === -Infinity) await store.freeClaims(campaign.id, LEASE_MS, at());
        await resume(campaign);
      }
      lookedAt = now();
      parts.onLooked();
      for (const campaign of campaigns) if (!stopping.signal.aborted) await seeTo(campaign);
    },
    /** Every other second while there is a campaign. @returns whether there is one */
    async follow(isIdle: boolean): Promise<boolean> {
      const campaigns = (await store.openCampaigns()).filter(({ enqueued }) => enqueued);
      for (const campaign of campaigns) {
        await follow(campaign);
        if (isIdle && !isDated(campaign)) await close(campaign);
      }
      return campaigns.length > 0;
    },
    /** When it last looked, by the calendar's clock. */
    lookedAt: () => lookedAt,
    stop: () => stopping.abort(),
  };
};
