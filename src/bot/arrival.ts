/** An update as it comes in: what was said, which handler answers, and whether it is within what its sender may ask. */
import type { Context } from 'grammy';
import { readUpdate, type Incoming } from './incoming.ts';
import type { Limits } from './limits.ts';
import type { Heard } from './responder.ts';

export interface Arrival {
  /** By the limits' clock. */
  readonly at: number;
  /** Undefined for what is neither a message nor a press. */
  readonly incoming: Incoming | undefined;
  /** Undefined where nobody expects an answer. */
  readonly heard: Heard | undefined;
  readonly isWithin: boolean;
}

/** Telegram's accounts for anonymous administrators and channels are shared by all groups, and so are nobody. */
const askerOf = ({ from, chat }: Incoming) => ({
  personId: from === undefined || from.is_bot ? undefined : from.id,
  groupId: chat.kind === 'private' ? undefined : chat.id,
});

/** Counted when it comes, not when its turn comes: a flood waits in its chat's queue. */
export function createArrivals(route: (incoming: Incoming) => Heard | undefined, limits: Limits) {
  return ({ update, me }: Context): Arrival => {
    const incoming = readUpdate(update, me);
    const heard = incoming === undefined ? undefined : route(incoming);
    const isWithin = incoming === undefined || heard === undefined || limits.admits(askerOf(incoming));
    return { at: limits.now(), incoming, heard, isWithin };
  };
}

/** The chat an update stands in, whatever its kind; undefined where it stands in none, or is of another shape. */
export function chatIdOf(update: object): number | undefined {
  for (const part of Object.values(update) as unknown[]) {
    const { chat, message } = (part ?? {}) as {
      readonly chat?: { readonly id?: unknown };
      readonly message?: { readonly chat?: { readonly id?: unknown } };
    };
    const id = chat?.id ?? message?.chat?.id;
    if (typeof id === 'number' && Number.isSafeInteger(id)) return id;
  }
  return undefined;
}
