/** Telegram's name cannot be resolved: the program waits, says so, and goes on when it can. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { statusOf } from '../fakes/process.ts';
import { createRunning, need } from '../fakes/running.ts';

/** By RFC 2606 no such name is ever resolved by anyone else. */
const NAME = 'telegram.invalid';
const QUESTION = 'I found a shell in my garden';
const canUnshare = spawnSync('unshare', ['--mount', 'true']).status === 0;

test('a name that cannot be resolved, at the start and later, is told by /readyz, and all goes on once it can be', async (context) => {
  need(context, canUnshare, 'only root can give the program a hosts file of its own');
  const hosts = join(mkdtempSync(join(tmpdir(), 'hosts-')), 'hosts');
  const local = '127.0.0.1 localhost\n';
  writeFileSync(hosts, local);
  const mount = ['unshare', '--mount', 'sh', '-c', `mount --bind ${hosts} /etc/hosts && exec "$@"`, 'sh'];
  const { api, port, start, says, asks, answered } = await createRunning({ through: mount });
  const program = start({ TELEGRAM_API_ROOT: `http://${NAME}:${new URL(api.root).port}` });
  await says({ ready: false, telegram: false, store: true });
  const early = asks(QUESTION);
  await sleep(5_000);
  expect(await statusOf(port, '/healthz')).toBe(200);
  expect(program.isRunning()).toBe(true);

  writeFileSync(hosts, `${local}127.0.0.1 ${NAME}\n`);
  await says({ ready: true }, 60_000);
  await answered([early]);

  // Later: connections in use are cut, and new ones find no name.
  writeFileSync(hosts, local);
  api.faults.add({ kind: 'drop' });
  await says({ ready: false, telegram: false });
  api.faults.clear();
  const late = asks(QUESTION);
  await sleep(5_000);
  writeFileSync(hosts, `${local}127.0.0.1 ${NAME}\n`);
  await says({ ready: true }, 60_000);
  await answered([late]);
});
