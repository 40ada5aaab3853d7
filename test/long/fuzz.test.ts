/** Random and spoilt updates through the whole bot, in numbers. `FUZZ_SEED` and `FUZZ_UPDATES` set others than those below. */
import { expect, test } from 'vitest';
import { commands } from '../../src/handlers/index.ts';
import { askedQuestions } from '../fuzz/questions.ts';
import { runFuzz } from '../fuzz/run.ts';

const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000_000);
const UPDATES = Number(process.env['FUZZ_UPDATES'] ?? 100_000);
/** What is remembered for a while, of chats that chance made up among others. */
const MOST_GROWN_MB = 40;

test(`${UPDATES} random and spoilt updates: no crash, nothing unhandled, no wrong call, and memory stays flat (FUZZ_SEED=${SEED})`, async () => {
  const names = commands.map(({ name }) => name);
  const report = await runFuzz(SEED, UPDATES, askedQuestions(), names);
  process.stdout.write(`FUZZ_SEED=${SEED}: ${UPDATES} updates, ${report.calls} calls, heap grown by ${report.grownMb.toFixed(1)} MB\n`);
  expect(report).toMatchObject({ faults: [], unhandled: [], wrongCalls: [] });
  expect(report.calls).toBeGreaterThan(UPDATES / 4);
  expect(report.grownMb).toBeLessThan(MOST_GROWN_MB);
}, 1_800_000);
