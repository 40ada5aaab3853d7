/** One bot started, warmed up, given all it can take, then a steady stream; what it took is read from the system. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { start } from './bot-contestants.ts';
import type { Contestant, Started } from './bot-contestants.ts';
import type { Message } from './bot-messages.ts';
import { createTelegram } from './bot-telegram.ts';
import type { Telegram } from './bot-telegram.ts';

export interface Sizes {
  readonly warm: number;
  /** Updates that wait all at once. */
  readonly full: number;
  /** Updates a second of the steady stream, and for how many seconds. */
  readonly rate: number;
  readonly seconds: number;
}

export interface Result {
  /** From the process's start to its first answer taken, milliseconds. */
  readonly startMs: number;
  /** Answers a second while updates wait. */
  readonly perSecond: number;
  /** Processor milliseconds an update, which is seconds a thousand, while updates wait. */
  readonly cpuMs: number;
  /** From update to reply in the steady stream, milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** At the end and at its largest, MB. */
  readonly rssMb: number;
  readonly peakMb: number;
  readonly repeated: number;
}

/** Linux counts a process's time in hundredths of a second. */
const TICK_MS = 10;

/** User and system time of all threads, milliseconds. */
const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
};
export const memoryOf = (pid: number, which: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${which}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};

/** @returns the bot and how long it took to its first answer */
export const startAnswering = async (who: Contestant, telegram: Telegram): Promise<{ readonly bot: Started; readonly startMs: number }> => {
  if (who.isWebhook) telegram.onWebhook(() => telegram.offer(1));
  else telegram.offer(1);
  const began = performance.now();
  const bot = await start(who, telegram.root);
  const gone = new Promise<never>((_, reject) => {
    bot.child.once('exit', () => reject(new Error(`${who.name} ended by itself`)));
  });
  await Promise.race([telegram.answered(1), gone]);
  gone.catch(() => {});
  return { bot, startMs: performance.now() - began };
};

/** Updates in even steps of ten milliseconds. */
const stream = async (telegram: Telegram, { rate, seconds }: Sizes): Promise<void> => {
  const began = performance.now();
  const total = rate * seconds;
  for (let offered = 0; offered < total; await sleep(10)) {
    const due = Math.min(total, Math.floor(((performance.now() - began) * rate) / 1000));
    telegram.offer(due - offered);
    offered = due;
  }
};

export const measure = async (who: Contestant, messages: readonly Message[], sizes: Sizes): Promise<Result> => {
  const telegram = await createTelegram(messages);
  const { bot, startMs } = await startAnswering(who, telegram);
  const pid = bot.child.pid ?? 0;
  telegram.offer(sizes.warm);
  await telegram.answered(1 + sizes.warm);

  const [began, cpu] = [performance.now(), cpuOf(pid)];
  telegram.offer(sizes.full);
  await telegram.answered(1 + sizes.warm + sizes.full);
  const seconds = (performance.now() - began) / 1000;
  const cpuMs = (cpuOf(pid) - cpu) / sizes.full;

  await sleep(500);
  const before = telegram.latencies.length;
  await stream(telegram, sizes);
  await telegram.answered(before + sizes.rate * sizes.seconds);
  const latencies = telegram.latencies.slice(before);
  const [rssMb, peakMb] = [memoryOf(pid, 'VmRSS'), memoryOf(pid, 'VmHWM')];
  await bot.end();
  const repeated = telegram.repeated();
  await telegram.close();
  const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
  return { startMs, perSecond: sizes.full / seconds, cpuMs, p50, p99, rssMb, peakMb, repeated };
};
