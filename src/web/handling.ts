/** Handles each update once, and a chat's in their order, however many processes get them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { createGathering } from './gather.ts';

export interface Received {
  readonly update_id: number;
}

export interface HandlingParts {
  /** Rejects where trying again may help. */
  readonly handle: (update: Received) => Promise<void>;
  /** The chat whose updates are to be answered one after the other; undefined for what stands in no chat. */
  readonly chatOf: (update: Received) => number | undefined;
  readonly store: Pick<Store, 'takeUpdate' | 'isTurn' | 'keepUpdates' | 'letUpdateGo' | 'markHandled'>;
  readonly log: Log;
}

/** How often another process is asked for: a person does not notice, and the database hardly. */
const LOOK_AGAIN_MS = 50;
/** Well before the 10 s are over after which another process may take an update. */
const KEEP_EVERY_MS = 3000;
/** Telegram waits about a minute for the answer; then it sends the update again. */
const WAIT_FOR_OTHER_MS = 30_000;

/** Another process has had the update in hand for long: it is to be sent again. */
class StillElsewhere extends Error {
  override readonly name = 'StillElsewhere';
}

interface InHand {
  readonly chat: number | undefined;
  readonly done: Promise<void>;
}

/** In hand here and before this one in its chat. Only earlier ones are waited for, so that no two ever wait for each other. */
const earlierHere = (inHand: ReadonlyMap<number, InHand>, id: number, chat: number) =>
  [...inHand].filter(([other, { chat: its }]) => its === chat && other < id).map(([, { done }]) => done);

export function createHandling({ handle, chatOf, store, log }: HandlingParts) {
  const inHand = new Map<number, InHand>();
  const remember = createGathering(store);
  /** Without the store an update may be answered twice or early: better than not at all. */
  const trouble = (error: unknown) => log.error({ err: error }, 'the store does not say whose an update is');

  /** @returns whether it is this process's to handle; false when it was handled before */
  async function take(id: number, chat: number | undefined): Promise<boolean> {
    const until = performance.now() + WAIT_FOR_OTHER_MS;
    for (;;) {
      const whose = await store.takeUpdate(id, chat);
      if (whose !== 'elsewhere') return whose === 'mine';
      if (performance.now() > until) throw new StillElsewhere('another process has it in hand');
      await sleep(LOOK_AGAIN_MS);
    }
  }

  async function waitForTurn(id: number, chat: number): Promise<void> {
    for (let here = earlierHere(inHand, id, chat); here.length > 0; here = earlierHere(inHand, id, chat)) await Promise.allSettled(here);
    while (!(await store.isTurn(id, chat))) await sleep(LOOK_AGAIN_MS);
  }

  async function handleOnce(update: Received, chat: number | undefined): Promise<void> {
    const { update_id: id } = update;
    try {
      if (!(await take(id, chat))) return;
      if (chat !== undefined) await waitForTurn(id, chat);
    } catch (error) {
      if (error instanceof StillElsewhere) throw error;
      trouble(error);
    }
    try {
      await handle(update);
    } catch (error) {
      await store.letUpdateGo(id).catch(trouble);
      throw error;
    }
    await remember(id).catch((error: unknown) => log.error({ err: error }, 'handled update not remembered'));
  }

  const timer = setInterval(() => void store.keepUpdates([...inHand.keys()]).catch(trouble), KEEP_EVERY_MS);
  timer.unref();

  return {
    /** The same update in hand already is not handled again. Rejects where trying again may help. */
    handle(update: Received): Promise<void> {
      const { update_id: id } = update;
      const chat = chatOf(update);
      const done = inHand.get(id)?.done ?? handleOnce(update, chat).finally(() => inHand.delete(id));
      inHand.set(id, { chat, done });
      return done;
    },
    /** Resolves when nothing is in hand. */
    async finish(): Promise<void> {
      while (inHand.size > 0) await Promise.allSettled([...inHand.values()].map(({ done }) => done));
      clearInterval(timer);
    },
  };
}
