/**
 * The broadcast's benchmark: a table on the terminal, and docs/broadcast.md.
 * `--full` adds a million chats on SQLite (20 minutes more, 40 in all); `--quick` runs the smallest only and writes nothing.
 * PostgreSQL is measured where TEST_DATABASE_URL names a server on which databases may be created.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { runLoop } from './broadcast-loop-run.ts';
import { pageOf, tableOf } from './broadcast-page.ts';
import type { Row } from './broadcast-page.ts';
import { runBroadcast } from './broadcast-run.ts';
import type { RunOptions } from './broadcast-run.ts';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'broadcast.md');
const TROUBLES = { floods: 0.003, errors: 0.005, resets: 0.001, truncated: 0.0005, blocked: 0.01, refused: 0.002 };
const LATENCIES = [0, 40];
const SMALL = { chats: 2_500, rate: 30, perSecond: 32, kills: 5 };
const LARGE = { chats: 30_000, rate: 1_000, perSecond: 1_070, kills: 5 };
const BESIDE = { chats: 600, rate: 30, perSecond: 32, kills: 1 };
const MILLION = { chats: 1_000_000, rate: 1_000, perSecond: 1_070, kills: 10 };
const MOST_SECONDS = 300;

const serverUrl = process.env['TEST_DATABASE_URL'] || undefined;

const ask = async (statement: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
};

/** Runs in a place of its own, which is gone afterwards. */
const inFreshPlace = async <T>(onPostgres: boolean, run: (place: RunOptions['place']) => Promise<T>): Promise<T> => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'bench-broadcast-'));
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  if (onPostgres) await ask(`create database ${name}`);
  try {
    return await run({ dataFolder, ...(onPostgres && { url: Object.assign(new URL(serverUrl ?? ''), { pathname: name }).href }) });
  } finally {
    if (onPostgres) await ask(`drop database ${name} with (force)`);
    await rm(dataFolder, { recursive: true, force: true });
  }
};

interface Case extends Omit<RunOptions, 'place' | 'troubles'> {
  readonly what: string;
  readonly onPostgres: boolean;
  readonly latencyMs: number;
}

const measure = async ({ what, onPostgres, ...options }: Case): Promise<Row> => {
  process.stderr.write(`${what}: ${options.chats} chats, ${options.rate} a second, latency ${options.latencyMs} ms …\n`);
  const onProgress = (left: number) => process.stderr.write(`  ${left === Infinity ? '…' : left} left\r`);
  const result = await inFreshPlace(onPostgres, (place) => runBroadcast({ ...options, place, troubles: TROUBLES, onProgress }));
  return { what, chats: options.chats, rate: options.rate, latencyMs: options.latencyMs, ...result };
};

const measureLoop = async (what: string, parallel: number, latencyMs: number): Promise<Row> => {
  process.stderr.write(`${what}: ${BESIDE.chats} chats, latency ${latencyMs} ms …\n`);
  const result = await runLoop({ ...BESIDE, parallel, latencyMs, troubles: TROUBLES, mostSeconds: MOST_SECONDS });
  return { what, chats: BESIDE.chats, rate: BESIDE.rate, latencyMs, ...result };
};

const cases = (isQuick: boolean): Case[] => {
  const setUps = [
    { what: 'SQLite', onPostgres: false, workers: 1 },
    ...(serverUrl === undefined
      ? []
      : [
          { what: 'PostgreSQL, 1 process', onPostgres: true, workers: 1 },
          { what: 'PostgreSQL, 4 processes', onPostgres: true, workers: 4 },
        ]),
  ];
  const sizes = isQuick ? [{ ...LARGE, chats: 5_000, kills: 1 }] : [LARGE, SMALL];
  return sizes.flatMap((size) =>
    setUps.flatMap((setUp) => (isQuick ? [40] : LATENCIES).map((latencyMs) => ({ ...size, ...setUp, latencyMs }))),
  );
};

const all = async <T>(list: readonly T[], run: (one: T) => Promise<Row>): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const one of list) rows.push(await run(one));
  return rows;
};

const measureBeside = async (): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const latencyMs of LATENCIES) {
    rows.push(await measure({ what: 'this bot, SQLite', onPostgres: false, ...BESIDE, latencyMs }));
    rows.push(await measureLoop('loop, one after another', 1, latencyMs));
    rows.push(await measureLoop('loop, 30 at once', 30, latencyMs));
  }
  return rows;
};

const isQuick = process.argv.includes('--quick');
const isFull = !isQuick && process.argv.includes('--full');
// The largest first: what is measured while nobody has begun to use the machine for something else.
const full = isFull ? [await measure({ what: 'SQLite', onPostgres: false, ...MILLION, latencyMs: 40 })] : [];
if (isFull) console.log(tableOf(full));
const ours = await all(cases(isQuick), measure);
console.log(tableOf(ours));
if (!isQuick) {
  const beside = await measureBeside();
  console.log(tableOf(beside));
  const postgres = serverUrl === undefined ? undefined : String((await ask('show server_version'))[0]).split(' ')[0];
  const before = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
  writeFileSync(PAGE, pageOf({ ours, beside, full, postgres, before }));
  console.log(`written to ${PAGE}`);
}
