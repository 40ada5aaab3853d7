/** Who is measured: this bot as it is started on a server, and the least that can be done with grammY. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../fakes/free-port.ts';
import { TOKEN } from './bot-telegram.ts';
import { START_FLAGS } from './start-flags.ts';

export interface Contestant {
  readonly name: string;
  readonly script: string;
  readonly isWebhook: boolean;
  readonly environment: Readonly<Record<string, string>>;
}

const ROOT = join(import.meta.dirname, '..', '..');
const OURS = 'src/main.ts';
const ECHO = 'test/bench/bot-echo.ts';
const SECRET = 'bench';

/** The limits of `npm start`, and what a profile needs. */
const flagsOf = (script: string): readonly string[] => [
  ...(script === OURS ? START_FLAGS : []),
  ...(process.env['BENCH_NODE_FLAGS']?.split(' ') ?? []),
];

export const POLLING: Contestant = { name: 'this bot, long polling', script: OURS, isWebhook: false, environment: {} };
export const WEBHOOK: Contestant = { name: 'this bot, webhook', script: OURS, isWebhook: true, environment: { WEBHOOK_SECRET: SECRET } };
export const RUNNER: Contestant = { name: 'echo, grammY + runner', script: ECHO, isWebhook: false, environment: { ECHO: 'runner' } };
const GRAMMY: Contestant = { name: 'echo, grammY', script: ECHO, isWebhook: false, environment: { ECHO: 'polling' } };
export const ECHO_WEBHOOK: Contestant = { name: 'echo, grammY, webhook', script: ECHO, isWebhook: true, environment: { ECHO: 'webhook' } };
export const CONTESTANTS = [POLLING, RUNNER, GRAMMY, WEBHOOK, ECHO_WEBHOOK];

export interface Started {
  readonly child: ChildProcess;
  end(): Promise<void>;
}

/** Starts it before a Telegram, with an empty store. */
export const start = async ({ script, isWebhook, environment }: Contestant, apiRoot: string): Promise<Started> => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-bot-'));
  const port = String(await freePort());
  const child = spawn(process.execPath, [...flagsOf(script), script], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: apiRoot,
      DATA_DIR: folder,
      PORT: port,
      ...(isWebhook && { WEBHOOK_URL: `http://127.0.0.1:${port}` }),
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    child,
    async end() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
};
