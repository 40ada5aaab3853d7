/** A loop in the background while there is something to follow. */
import type { Log } from '../log.ts';
import { createAlarm } from './alarm.ts';

/** So soon a chat that subscribes after the hour gets its reminder, and one that leaves is taken away. */
const FOLLOW_MS = 2_000;

/** @param work resolves to whether to go on; an error is logged and ends nothing */
export const createFollowing = (work: () => Promise<boolean>, log: Log) => {
  const alarm = createAlarm();
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  const go = () =>
    work().catch((error: unknown) => {
      log.error({ err: error }, 'what chats chose could not be followed; trying again');
      return true;
    });
  const run = async () => {
    while (!stopping.signal.aborted && (await go())) {
      if (!stopping.signal.aborted) await alarm.sleep(FOLLOW_MS);
    }
    running = undefined;
  };
  return {
    /** Begins, unless it runs already. */
    begin() {
      if (!stopping.signal.aborted) running ??= run();
    },
    async stop() {
      stopping.abort();
      alarm.ring();
      await running;
    },
  };
};
