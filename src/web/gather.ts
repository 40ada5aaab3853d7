/** Remembers handled updates together: one wait for the disk in the place of one for each. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../store/store.ts';

/** Only Telegram waits so long; the person has the answer already. */
const GATHER_MS = 5;

/** @returns what remembers an update, and resolves once that is written down */
export function createGathering(store: Pick<Store, 'markHandled'>) {
  let next: { readonly ids: number[]; readonly written: Promise<void> } | undefined;
  const begin = () => {
    const ids: number[] = [];
    const written = sleep(GATHER_MS).then(() => {
      next = undefined;
      return store.markHandled(ids);
    });
    return { ids, written };
  };
  return (id: number): Promise<void> => {
    next ??= begin();
    next.ids.push(id);
    return next.written;
  };
}
