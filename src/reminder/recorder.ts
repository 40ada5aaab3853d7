/** Writes down how deliveries ended, many at a time: one write for each would be the slowest part of sending. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Broadcasts, Ended } from '../store/broadcasts.ts';

/** A crash repeats what was sent and not yet written, so slow broadcasts write at once; a thousand a second gather 50 rows a write. */
const SHORTEST_GATHER_MS = 5;
const LONGEST_GATHER_MS = 50;
const RETRY_MS = 500;

export interface Recorder {
  add(ended: Ended): void;
  /** How many are not yet written. */
  size(): number;
  /** Writes what there is, trying for at most `ms`. @returns whether all is written */
  drain(ms: number): Promise<boolean>;
}

export interface RecorderParts {
  /** Messages a second. */
  readonly rate: number;
  readonly store: Pick<Broadcasts, 'record'>;
  readonly log: Log;
  /** As in `Broadcasts`. */
  readonly at: () => number | undefined;
  readonly onWritten: (ended: readonly Ended[]) => void;
}

const gatheringOf = (rate: number) => Math.min(LONGEST_GATHER_MS, Math.max(SHORTEST_GATHER_MS, rate / 20));

export const createRecorder = ({ store, rate, log, at, onWritten }: RecorderParts): Recorder => {
  const gatherMs = gatheringOf(rate);
  const waiting: Ended[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  const isUnwritten = () => waiting.length > 0 || writing !== undefined;

  const write = async () => {
    const ended = waiting.splice(0);
    try {
      await store.record(ended, at());
      onWritten(ended);
    } catch (error) {
      // Kept, and written when the database answers again: what was sent must not be sent once more.
      waiting.unshift(...ended);
      log.error({ err: error, waiting: waiting.length }, 'deliveries could not be written down; trying again');
      plan(RETRY_MS);
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing ??= write().finally(() => {
      writing = undefined;
      if (waiting.length > 0) plan(gatherMs);
    });
    return writing;
  };
  const plan = (ms: number) => {
    timer ??= setTimeout(() => void flush(), ms);
  };

  return {
    add(ended) {
      waiting.push(ended);
      if (writing === undefined) plan(gatherMs);
    },
    size: () => waiting.length,
    async drain(ms) {
      const end = performance.now() + ms;
      while (isUnwritten() && performance.now() < end) {
        await flush();
        if (isUnwritten()) await sleep(gatherMs);
      }
      return !isUnwritten();
    },
  };
};
