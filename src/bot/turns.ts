/** When the updates of a batch are begun: some at a time, so that what they say goes out while the next are still being read. */
import { setImmediate } from 'node:timers/promises';

/** Begun at once, a batch of a hundred sends its first answer only when its last one is ready. */
const GROUP = 10;

/** @returns what an update waits for before it is begun, in the order of asking */
export function createTurns() {
  let [left, turn] = [0, Promise.resolve()];
  return (): Promise<void> => {
    if (left === 0) {
      left = GROUP;
      turn = turn.then(() => setImmediate());
    }
    left -= 1;
    return turn;
  };
}
