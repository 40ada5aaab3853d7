/** Hundreds of thousands of updates from as many chats, and what the process holds meanwhile. */
import { POLLING } from './bot-contestants.ts';
import type { Message } from './bot-messages.ts';
import { memoryOf, startAnswering } from './bot-run.ts';
import { createTelegram } from './bot-telegram.ts';

export interface Sample {
  readonly answered: number;
  readonly rssMb: number;
}
export interface Soak {
  readonly updates: number;
  readonly seconds: number;
  readonly samples: readonly Sample[];
  readonly peakMb: number;
  readonly repeated: number;
}

export const SAMPLES = 20;

/** All it can take, in portions, so that what waits stays small. */
export const soak = async (messages: readonly Message[], updates: number): Promise<Soak> => {
  const telegram = await createTelegram(messages);
  const { bot } = await startAnswering(POLLING, telegram);
  const pid = bot.child.pid ?? 0;
  const began = performance.now();
  const samples: Sample[] = [];
  const portion = Math.ceil(updates / SAMPLES);
  for (let answered = 0; answered < updates; answered += portion) {
    telegram.offer(portion);
    await telegram.answered(1 + answered + portion);
    samples.push({ answered: answered + portion, rssMb: memoryOf(pid, 'VmRSS') });
    process.stderr.write(`  ${answered + portion} answered, ${Math.round(samples.at(-1)?.rssMb ?? 0)} MB\n`);
  }
  const seconds = (performance.now() - began) / 1000;
  const peakMb = memoryOf(pid, 'VmHWM');
  await bot.end();
  await telegram.close();
  return { updates, seconds, samples, peakMb, repeated: telegram.repeated() };
};

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** How much more is held in the last quarter than in the second, MB. */
export const growthOf = ({ samples }: Soak): number => {
  const quarter = (index: number) =>
    mean(samples.slice((index * samples.length) / 4, ((index + 1) * samples.length) / 4).map(({ rssMb }) => rssMb));
  return quarter(3) - quarter(1);
};
