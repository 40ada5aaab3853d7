import { expect, test } from 'vitest';
import { commands } from '../../src/handlers/index.ts';
import { runFuzz } from '../fuzz/run.ts';
import { askedQuestions } from '../fuzz/questions.ts';

const SEED = 4_042_027;

test('two thousand random and spoilt updates: no crash, nothing unhandled, no wrong call', async () => {
  const report = await runFuzz(
    SEED,
    2000,
    askedQuestions(),
    commands.map(({ name }) => name),
  );
  expect(report).toMatchObject({ faults: [], unhandled: [], wrongCalls: [] });
  expect(report.calls).toBeGreaterThan(700);
}, 120_000);
