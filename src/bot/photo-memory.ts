/** What is remembered of pictures: the ids Telegram gave them, and which of them cause trouble. */
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';

export interface IdsParts {
  readonly store: Pick<Store, 'pictureId' | 'keepPictureId' | 'dropPictureId'>;
  /** The bot's id: another bot's file ids are of no use to it. */
  readonly bot: string;
  readonly log: Log;
}

/** A picture that cannot be drawn, or that so many chats in a row had refused, is left out for a while: it is not the chats. */
const MOST_REFUSALS = 3;
const LEFT_OUT_MS = 600_000;

/** What is known of each picture's id, in memory and in the store; the store may fail, and then pictures are uploaded again. */
export function createIds({ store, bot, log }: IdsParts) {
  const known = new Map<string, string>();
  const orWarn = async <T>(asked: Promise<T>) => {
    try {
      return await asked;
    } catch (error) {
      log.warn({ err: error }, 'the store does not answer about a picture; it is uploaded again');
      return undefined;
    }
  };
  return {
    async find(name: string) {
      const id = known.get(name) ?? (await orWarn(store.pictureId(bot, name)));
      if (id !== undefined) known.set(name, id);
      return id;
    },
    async keep(name: string, id: string) {
      known.set(name, id);
      await orWarn(store.keepPictureId(bot, name, id));
    },
    async drop(name: string, id: string) {
      if (known.get(name) === id) known.delete(name);
      await orWarn(store.dropPictureId(bot, name, id));
    },
  };
}

/** Which pictures are left out for a while, because something is wrong with them and not with the chats. */
export function createTroubles() {
  const refusals = new Map<string, number>();
  const leftOutUntil = new Map<string, number>();
  const leaveOut = (name: string) => void leftOutUntil.set(name, performance.now() + LEFT_OUT_MS);
  return {
    isLeftOut: (name: string) => (leftOutUntil.get(name) ?? 0) > performance.now(),
    leaveOut,
    refused(name: string) {
      const count = (refusals.get(name) ?? 0) + 1;
      refusals.set(name, count % MOST_REFUSALS);
      if (count === MOST_REFUSALS) leaveOut(name);
    },
    sent: (name: string) => void refusals.delete(name),
  };
}
