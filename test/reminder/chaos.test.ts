/** Processes that send are killed as `kill -9` does, while Telegram has its troubles: nobody is missed, and few hear it twice. */
import { describe, expect, test } from 'vitest';
import { runBroadcast } from '../bench/broadcast-run.ts';
import { freshPlace, hasPostgres } from '../fakes/databases.ts';

const TROUBLES = { floods: 0.003, errors: 0.01, resets: 0.005, truncated: 0.005, blocked: 0.02, refused: 0.005 };
/** A crash repeats what was sent and not written down: a round trip and a write, times the rate; and once more as much for a busy machine. */
const inFlight = (rate: number, latencyMs: number) => Math.ceil(((latencyMs + 30) * rate) / 1_000) * 2;

describe('a broadcast whose process is killed', () => {
  test('misses nobody, and repeats at most what was in flight', async () => {
    const options = { chats: 500, rate: 100, kills: 3, latencyMs: 20, troubles: TROUBLES, perSecond: 105 };
    const { missed, repeated, kills, statuses } = await runBroadcast({ place: await freshPlace('sqlite'), ...options });
    // How many were sent in one second is a matter of the machine's load too: the long tests and the benchmark measure it.
    expect({ missed, kills }).toEqual({ missed: 0, kills: 3 });
    expect(repeated).toBeLessThanOrEqual(3 * inFlight(100, 20));
    expect(statuses['pending']).toBeUndefined();
    expect((statuses['sent'] ?? 0) + (statuses['blocked'] ?? 0) + (statuses['failed'] ?? 0)).toBe(500);
  }, 60_000);
});

describe.skipIf(!hasPostgres)('a broadcast that two processes share', () => {
  test('is finished by one when the other is killed', async () => {
    const options = { chats: 400, rate: 100, workers: 2, kills: 1, revives: false, latencyMs: 20 };
    const { missed, repeated, kills } = await runBroadcast({ place: await freshPlace('postgres'), ...options });
    expect({ missed, kills }).toEqual({ missed: 0, kills: 1 });
    expect(repeated).toBeLessThanOrEqual(inFlight(100, 20));
  }, 60_000);
});
