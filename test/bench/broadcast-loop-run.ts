/** Runs the loop through, killed once in the middle, before the same fake Telegram. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoopOrder } from './broadcast-loop.ts';
import { reachableChats } from './broadcast-run.ts';
import type { RunResult } from './broadcast-run.ts';
import { createTelegram } from './broadcast-telegram.ts';
import type { TelegramOptions } from './broadcast-telegram.ts';

export interface LoopOptions extends Omit<LoopOrder, 'apiRoot'>, TelegramOptions {
  readonly rate: number;
  readonly kills: number;
  /** Given up after so long, seconds. */
  readonly mostSeconds: number;
}
export type LoopResult = Omit<RunResult, 'statuses'>;

export const runLoop = async (options: LoopOptions): Promise<LoopResult> => {
  const { chats, parallel, rate, kills, mostSeconds, troubles } = options;
  const telegram = await createTelegram(options);
  let usage = { cpuMs: 0, maxRssMb: 0 };
  const start = (): ChildProcess => {
    const order: LoopOrder = { apiRoot: telegram.root, chats, parallel };
    const env = { PATH: process.env['PATH'], LOOP_ORDER: JSON.stringify(order) };
    return fork(new URL('./broadcast-loop.ts', import.meta.url), { env, execArgv: [] }).on('message', (said: typeof usage) => {
      usage = said;
    });
  };
  const started = performance.now();
  let child = start();
  for (let kill = 0; kill < kills; kill += 1) {
    await sleep((chats * 1_000) / rate / (kills + 1));
    if (child.exitCode !== null) break;
    child.kill('SIGKILL');
    await once(child, 'exit');
    child = start();
  }
  const limit = setTimeout(() => child.kill('SIGKILL'), mostSeconds * 1_000 - (performance.now() - started));
  if (child.exitCode === null) await once(child, 'exit');
  clearTimeout(limit);
  const seconds = (performance.now() - started) / 1_000;
  await telegram.close();
  const seen = telegram.seen();
  return {
    ...seen,
    missed: telegram.missedOf(reachableChats(chats, troubles)).length,
    seconds,
    shareEndToEnd: seen.reached / seconds / rate,
    shareWhileSending: seen.usualRate / rate,
    cpuSeconds: usage.cpuMs / 1_000,
    maxRssMb: usage.maxRssMb,
    kills,
  };
};
