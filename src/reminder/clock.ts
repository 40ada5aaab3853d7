/** The time by the wall clock, or by another one that a test or the playground sets. */

export const createClock = (own: (() => Date) | undefined) => {
  const now = () => own?.().getTime() ?? Date.now();
  /** For the store: undefined where its own clock counts. */
  return { now, at: () => (own === undefined ? undefined : now()) };
};
export type Clock = ReturnType<typeof createClock>;
