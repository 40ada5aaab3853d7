/** The machine's clock is set back an hour on 4 April, after the reminder went out. */
import { globSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { until } from '../fakes/process.ts';
import { createRunning, need } from '../fakes/running.ts';

const [FAKETIME] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');
const QUESTION = 'I found a shell in my garden';
/** In Baku. */
const NINE = Date.parse('2027-04-04T05:00:00Z');
const HOUR_MS = 3_600_000;

test('nobody is reminded twice, people are answered, and who subscribes later is reminded', async (context) => {
  need(context, FAKETIME !== undefined, 'libfaketime is not installed here');
  const file = join(mkdtempSync(join(tmpdir(), 'clock-')), 'offset');
  let offset = 0;
  const setClock = (to: number) => {
    offset = Math.round((to - Date.now()) / 1000);
    writeFileSync(file, `${offset < 0 ? '' : '+'}${offset}\n`);
  };
  const clock = () => Date.now() + offset * 1000;
  const { start, says, asks, answered, answersTo } = await createRunning({
    environment: {
      LD_PRELOAD: FAKETIME ?? '',
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      TZ: 'UTC',
    },
  });
  setClock(NINE - 20_000);
  const program = start();
  await says({ ready: true });
  const early = Array.from({ length: 10 }, () => asks('/subscribe'));
  await answered(early, 15_000);
  expect(clock()).toBeLessThan(NINE);
  await until('all are reminded', () => early.every((id) => answersTo(id).length === 2), 90_000);

  setClock(NINE - HOUR_MS);
  await answered([asks(QUESTION)]);
  setClock(NINE - 10_000);
  const late = asks('/subscribe');
  await answered([late]);
  await until('who came later is reminded, too', () => answersTo(late).length === 2, 120_000);
  await sleep(5_000); // long enough for one too many
  for (const id of [...early, late]) expect(answersTo(id)).toHaveLength(2);
  expect(program.isRunning()).toBe(true);
  await answered([asks(QUESTION)]);
  program.kill('SIGTERM');
  expect(await program.ended).toBe(0);
});
