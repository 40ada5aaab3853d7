/** Writes down how deliveries ended, many at a time: one write for each would be the slowest part of sending. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Broadcasts, Ended } from '../store/broadcasts.ts';

/** What a crash may repeat grows with this; a thousand a second are 50 rows a write. */
const GATHER_MS = 50;
const RETRY_MS = 500;

export interface Recorder {
  add(ended: Ended): void;
  /** How many are not yet written. */
  size(): number;
  /** Writes what there is, trying for at most `ms`. @returns whether all is written */
  drain(ms: number): Promise<boolean>;
}

export interface RecorderParts {
  readonly store: Pick<Broadcasts, 'record'>;
  readonly log: Log;
  /** As in `Broadcasts`. */
  readonly at: () => number | undefined;
}

export const createRecorder = ({ store, log, at }: RecorderParts): Recorder => {
  let waiting: Ended[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;

  const write = async () => {
    const ended = waiting;
    waiting = [];
    try {
      await store.record(ended, at());
    } catch (error) {
      // Kept, and written when the database answers again: what was sent must not be sent once more.
      waiting = [...ended, ...waiting];
      log.error({ err: error, waiting: waiting.length }, 'deliveries could not be written down; trying again');
      plan(RETRY_MS);
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing ??= write().finally(() => {
      writing = undefined;
      if (waiting.length > 0) plan(GATHER_MS);
    });
    return writing;
  };
  const plan = (ms: number) => {
    timer ??= setTimeout(() => void flush(), ms);
  };

  const isUnwritten = () => waiting.length > 0 || writing !== undefined;

  return {
    add(ended) {
      waiting.push(ended);
      if (writing === undefined) plan(GATHER_MS);
    },
    size: () => waiting.length,
    async drain(ms) {
      const end = performance.now() + ms;
      while (isUnwritten() && performance.now() < end) {
        await flush();
        if (waiting.length > 0) await sleep(GATHER_MS);
      }
      clearTimeout(timer);
      return !isUnwritten();
    },
  };
};
