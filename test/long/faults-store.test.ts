/** The store in trouble: a full disk, and a PostgreSQL that is down for a minute. Safety answers go out all the same. */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { freshFolder, realContent } from '../fakes/app.ts';
import { hasServer, startServer } from '../fakes/postgres.ts';
import { until } from '../fakes/process.ts';
import { createRunning, need } from '../fakes/running.ts';

const QUESTION = 'I found a shell in my garden';
const say = (key: string) => realContent().content.say('en', key);
/** The first words of a text, before what is filled in. */
const isAcknowledged = (texts: readonly string[]) => texts.some((text) => text.startsWith('Done.'));
const isTrouble = (texts: readonly string[]) => texts.some((text) => text.includes(say('answers.trouble.failed')));

/** A disk of eight megabytes. */
async function smallDisk(): Promise<string> {
  const folder = await freshFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  return folder;
}

/** Fills a disk to its last byte. @returns what frees it */
function fillDisk(folder: string): () => void {
  const file = join(folder, 'fill');
  for (const size of [1 << 16, 1 << 12, 1]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
  return () => rmSync(file);
}

test('on a full disk safety answers go out, nothing is acknowledged that was not kept, and with space again it is kept', async (context) => {
  need(context, process.getuid?.() === 0, 'only root can mount a small disk');
  const folder = await smallDisk();
  const { start, says, asks, answered, answersTo } = await createRunning({ environment: { DATA_DIR: folder } });
  const first = start();
  await says({ ready: true });
  const before = asks('/subscribe');
  await answered([before]);

  const free = fillDisk(folder);
  const questions = Array.from({ length: 10 }, () => asks(QUESTION));
  const refused = Array.from({ length: 10 }, () => asks('/subscribe'));
  await answered([...questions, ...refused]);
  for (const id of questions) expect(answersTo(id)[0]).toContain('Stop.');
  for (const id of refused) expect(isTrouble(answersTo(id)) && !isAcknowledged(answersTo(id))).toBe(true);
  expect(first.output()).toContain('is full. Free some space.');
  await says({ ready: false, store: false });

  free();
  await says({ ready: true });
  const after = asks('/subscribe');
  await answered([after]);
  expect(isAcknowledged(answersTo(after))).toBe(true);
  first.kill('SIGKILL');
  await first.ended;
  const again = start();
  await says({ ready: true });
  expect(again.errors()).toBe('');
  const { openStore } = await import('../../src/store/open.ts');
  again.kill('SIGTERM');
  await again.ended;
  const store = await openStore({ dataFolder: folder });
  const kept = await Promise.all([before, after, ...refused].map(async (id) => (await store.chat(id))?.subscribed === true));
  await store.close();
  expect(kept).toEqual([true, true, ...refused.map(() => false)]);
});

test('while PostgreSQL is down for a minute safety answers go out and /readyz tells; then all goes on by itself', async (context) => {
  need(context, hasServer, 'no PostgreSQL is installed here');
  const server = await startServer();
  const { start, says, asks, answered, answersTo, subscribed } = await createRunning({ environment: { DATABASE_URL: server.url } });
  const program = start();
  await says({ ready: true });
  const before = Array.from({ length: 20 }, () => asks('/subscribe'));
  await answered(before);

  server.stop();
  const down = performance.now();
  const questions = Array.from({ length: 20 }, () => asks(QUESTION));
  const asked = asks('/subscribe');
  await says({ ready: false, store: false, telegram: true });
  await answered([...questions, asked]);
  for (const id of questions) expect(answersTo(id)[0]).toContain('Stop.');
  expect(isAcknowledged(answersTo(asked))).toBe(false);
  await sleep(Math.max(0, 60_000 - (performance.now() - down)));
  const last = asks(QUESTION);
  await answered([last]);
  expect(program.isRunning()).toBe(true);

  server.start();
  await says({ ready: true });
  const after = Array.from({ length: 20 }, () => asks('/subscribe'));
  await answered(after);
  await until('all are kept', () => after.every((id) => isAcknowledged(answersTo(id))));
  program.kill('SIGTERM');
  expect(await program.ended).toBe(0);
  expect(await subscribed([...before, ...after], server.url)).toHaveLength(40);
});
