/** What was offered to a bot and when, and what came back. */
export const createLedger = () => {
  const offered: number[] = [];
  const latencies: number[] = [];
  const open = new Set<number>();
  let [repeated, waiting] = [0, { count: 0, done: () => {} }];
  return {
    offered,
    latencies,
    open,
    repeated: () => repeated,
    reply(index: number) {
      if (!open.delete(index)) {
        repeated += 1;
        return;
      }
      latencies.push(performance.now() - (offered[index] ?? 0));
      if (latencies.length >= waiting.count) waiting.done();
    },
    /** Resolves when that many were answered. */
    answered: (count: number) =>
      new Promise<void>((resolve) => {
        waiting = { count, done: resolve };
        if (latencies.length >= count) resolve();
      }),
  };
};
