/** Takes updates in, each in its chat's order: the one place where they are counted and logged, and where an error ends. */
import { sequentialize } from '@grammyjs/runner';
import type { Context } from 'grammy';
import { StoreError } from '../store/store.ts';
import { chatIdOf, type Arrival } from './arrival.ts';
import type { BotParts } from './bot.ts';
import { isGone, isTransient } from './send.ts';
import { shapeFault } from './shape.ts';

/** Resolves to what the update was, for the counters. */
export type Answering = (ctx: Context, arrival: Arrival) => Promise<string>;

/** What it takes rejects only where trying again may help. */
export function createTaking({ services: { metrics, store }, log }: BotParts, arrive: (ctx: Context) => Arrival, answer: Answering) {
  const inOrder = sequentialize(({ update }: Context) => (chatIdOf(update) ?? update.poll_answer?.user?.id)?.toString());

  /** @returns what it was, for the counters */
  const settle = async (ctx: Context, arrival: Arrival): Promise<string> => {
    try {
      return await answer(ctx, arrival);
    } catch (error) {
      if (isTransient(error) || error instanceof StoreError) throw error;
      if (isGone(error)) return ctx.chatId === undefined ? 'gone' : store.setActive(ctx.chatId, false).then(() => 'gone');
      log.error({ err: error, update: ctx.update.update_id }, 'update failed');
      return 'failed';
    }
  };
  return async (ctx: Context): Promise<void> => {
    const { update_id: update } = ctx.update;
    const fault = shapeFault(ctx.update);
    if (fault !== undefined) {
      metrics.update('malformed');
      return log.warn({ update, fault }, 'not the shape of an update; let be');
    }
    const [started, arrival] = [performance.now(), arrive(ctx)];
    metrics.arrived();
    let handler = 'again';
    try {
      await inOrder(ctx, async () => void (handler = await settle(ctx, arrival)));
    } finally {
      const ms = performance.now() - started;
      metrics.left(handler, ms / 1000);
      log.info({ update, handler, ms: Math.round(ms) }, handler === 'again' ? 'not handled; it comes again' : 'handled');
    }
  };
}
