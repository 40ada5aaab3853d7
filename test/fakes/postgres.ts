/** A PostgreSQL server of one's own, to be stopped and started as a test likes. */
import { spawnSync } from 'node:child_process';
import { chownSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';

const BIN = globSync('/usr/lib/postgresql/*/bin/initdb').map(dirname).toSorted().at(-1);
export const hasServer = BIN !== undefined;

/** PostgreSQL refuses to run as root. */
const isRoot = process.getuid?.() === 0;
const USER = 'postgres';

function call(program: string, args: readonly string[]): string {
  const path = join(BIN ?? '', program);
  const [command, all] = isRoot ? ['runuser', ['-u', USER, '--', path, ...args]] : [path, args];
  const { status, stdout, stderr } = spawnSync(command, all, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}${stdout}`);
  return stdout;
}

/** Starts an empty one on a free port of this machine; stopped and deleted when the test ends. */
export async function startServer() {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  if (isRoot) {
    const [uid = 0, gid = 0] = ['-u', '-g'].map((which) => Number(spawnSync('id', [which, USER], { encoding: 'utf8' }).stdout));
    chownSync(folder, uid, gid);
  }
  const data = join(folder, 'data');
  call('initdb', ['-D', data, '-U', 'bot', '--auth=trust', '-E', 'UTF8', '--no-sync']);
  const port = await freePort();
  const control = (action: 'start' | 'stop', ...more: readonly string[]) =>
    call('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), ...more, action]);
  const start = () => void control('start', '-o', `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`);
  let isUp = true;
  start();
  onTestFinished(() => {
    if (isUp) control('stop', '-m', 'immediate');
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    url: `postgres://bot@127.0.0.1:${port}/postgres`,
    /** As a machine that goes down: connections are cut, nothing is written out. */
    stop() {
      control('stop', '-m', 'immediate');
      isUp = false;
    },
    start() {
      start();
      isUp = true;
    },
  };
}
