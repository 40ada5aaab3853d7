/** The playground's clock: the real one, or one set to another moment that goes on from there. */

export interface Clock {
  now(): Date;
  /** Without a date, the real time again. */
  set(date: Date | undefined): void;
  isSet(): boolean;
  /** Called after each `set`. @returns what ends it */
  listen(listener: () => void): () => void;
}

/** @param real where real time comes from */
export function createClock(real: () => Date = () => new Date()): Clock {
  const listeners = new Set<() => void>();
  let aheadMs = 0;
  let isSet = false;
  return {
    now: () => new Date(real().getTime() + aheadMs),
    set(date) {
      isSet = date !== undefined;
      aheadMs = date === undefined ? 0 : date.getTime() - real().getTime();
      for (const listener of listeners) listener();
    },
    isSet: () => isSet,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
