/** A sleep that can be cut short. */

const nobody = () => {};

/** One sleeper at a time. */
export const createAlarm = () => {
  let ring = nobody;
  return {
    /** Resolves after `ms`, or at the next `ring`. */
    sleep: (ms: number): Promise<void> =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        ring = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    ring: () => ring(),
  };
};
export type Alarm = ReturnType<typeof createAlarm>;
