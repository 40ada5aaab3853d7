/** The program as others start it: `node src/main.ts` with an environment, nothing else. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

/** Starts it. The test's end ends it. @param root another copy of the project @param through a command that starts it in its own place */
export function startProgram(environment: Readonly<Record<string, string>>, root = ROOT, through: readonly string[] = []) {
  const command = [...through, process.execPath, join(root, 'src', 'main.ts')];
  const child = spawn(command[0] ?? '', command.slice(1), {
    // A developer's own `.env` lies elsewhere.
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'info', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    output: () => out,
    errors: () => err,
    /** Nobody reads its log any more. */
    closeOutput: () => child.stdout.destroy(),
    kill: (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => child.kill(signal),
    /** The exit code, null after a signal. */
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
  };
}
export type Program = ReturnType<typeof startProgram>;

/** Looks again and again until it holds. @throws {Error} after `ms`, saying what was awaited */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${ms} ms in vain until ${what}`);
    await sleep(25);
  }
}

/** The status of a path; 0 while nobody listens. */
export const statusOf = (port: number, path: string) =>
  fetch(`http://127.0.0.1:${port}${path}`).then(
    (response) => response.status,
    () => 0,
  );
