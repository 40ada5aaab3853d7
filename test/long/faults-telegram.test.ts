/** Telegram in trouble while people write: what they said is answered when it is over, and nobody has to restart anything. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../fakes/bot-api/faults.ts';
import { createRunning } from '../fakes/running.ts';

const QUESTION = 'I found a shell in my garden';
const PEOPLE = 20;
/** Long enough that every wait between tries is met, short enough for a test. */
const TROUBLE_MS = 20_000;

/** What Telegram does to every call, and whether the bot can notice that its updates do not come. */
const TROUBLES: readonly (readonly [string, Fault, 'unreachable' | 'reachable'])[] = [
  ['answers every call with 502', { kind: 'server', status: 502 }, 'unreachable'],
  ['breaks every connection', { kind: 'drop' }, 'unreachable'],
  ['does what is asked, and breaks the connection in its answer', { kind: 'truncate' }, 'unreachable'],
  ['takes three seconds for every call', { kind: 'latency', ms: 3000 }, 'reachable'],
  ['takes updates out and accepts no message', { kind: 'server', status: 500, method: /^send/ }, 'reachable'],
  ['breaks the connection of every message', { kind: 'drop', method: /^send/ }, 'reachable'],
];

describe.for(TROUBLES)('while Telegram %s', ([, fault, effect]) => {
  test('nothing said is lost, /readyz tells whether it is reached, and all goes on by itself', async () => {
    const { api, start, says, asks, answered, answersTo } = await createRunning();
    const program = start();
    await says({ ready: true });
    await answered([asks(QUESTION)]);

    const before = Array.from({ length: PEOPLE }, () => asks(QUESTION));
    api.faults.add({ ...fault });
    const during = Array.from({ length: PEOPLE }, () => asks(QUESTION));
    const seen = effect === 'unreachable' ? says({ ready: false, telegram: false, store: true }, 60_000) : Promise.resolve();
    await Promise.all([seen, sleep(TROUBLE_MS)]);
    expect(program.isRunning()).toBe(true);
    api.faults.clear();

    await says({ ready: true }, 60_000);
    await answered([...before, ...during], 90_000);
    for (const id of during) expect(answersTo(id)[0]).toContain('Stop.');
    program.kill('SIGTERM');
    expect(await program.ended).toBe(0);
  });
});

test('an answer of Telegram’s that never ends holds up nobody for longer than its time limit', async () => {
  const { api, start, says, asks, answered } = await createRunning();
  start();
  await says({ ready: true });
  api.faults.add({ kind: 'truncate', hangs: true, method: 'sendMessage', times: 1 });
  api.faults.add({ kind: 'truncate', hangs: true, method: 'getUpdates', times: 1 });
  await answered([asks(QUESTION), asks(QUESTION)], 90_000);
  await says({ ready: true }, 60_000);
});
