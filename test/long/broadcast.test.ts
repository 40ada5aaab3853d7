/** Larger broadcasts under `kill -9`: tens of thousands of chats, Telegram's troubles, several processes. */
import { describe, expect, test } from 'vitest';
import { runBroadcast } from '../bench/broadcast-run.ts';
import type { RunOptions } from '../bench/broadcast-run.ts';
import { freshPlace, hasPostgres } from '../fakes/databases.ts';

const TROUBLES = { floods: 0.003, errors: 0.005, resets: 0.001, truncated: 0.001, blocked: 0.01, refused: 0.002 };
/** Sent and not yet written down by one process when it is killed: a round trip and a write, times the rate; twice that on a busy machine. */
const inFlight = ({ rate, latencyMs = 0 }: Pick<RunOptions, 'rate' | 'latencyMs'>) => Math.ceil(((latencyMs + 75) * rate) / 1_000) * 2;

const expectWhole = async (engine: 'sqlite' | 'postgres', options: Omit<RunOptions, 'place'>) => {
  const result = await runBroadcast({ place: await freshPlace(engine), troubles: TROUBLES, ...options });
  expect(result).toMatchObject({ missed: 0, kills: options.kills });
  expect(result.repeated).toBeLessThanOrEqual(result.kills * inFlight(options));
  expect(result.statuses['pending']).toBeUndefined();
  return result;
};

const TEN_MINUTES = 600_000;

describe('a broadcast on SQLite', () => {
  test(
    'of 30 a second, killed 10 times, never sends more than 32 in any second',
    async () => {
      const { peak } = await expectWhole('sqlite', { chats: 1_000, rate: 30, kills: 10, latencyMs: 40 });
      expect(peak).toBeLessThanOrEqual(32);
    },
    TEN_MINUTES,
  );

  test(
    'of 1000 a second, killed 10 times, stays within 200 MB',
    async () => {
      const { maxRssMb } = await expectWhole('sqlite', { chats: 30_000, rate: 1_000, kills: 10, latencyMs: 40 });
      expect(maxRssMb).toBeLessThanOrEqual(200);
    },
    TEN_MINUTES,
  );
});

describe.skipIf(!hasPostgres)('a broadcast on PostgreSQL', () => {
  test(
    'of 30 a second is shared by three processes, killed 10 times',
    async () => {
      const { peak } = await expectWhole('postgres', { chats: 1_000, rate: 30, workers: 3, kills: 10, latencyMs: 40 });
      expect(peak).toBeLessThanOrEqual(32);
    },
    TEN_MINUTES,
  );

  test(
    'of 1000 a second is shared by four processes, killed 20 times',
    async () => {
      await expectWhole('postgres', { chats: 30_000, rate: 1_000, workers: 4, kills: 20, latencyMs: 40 });
    },
    TEN_MINUTES,
  );

  test(
    'is finished by one of two when the other is killed while deliveries are being given',
    async () => {
      await expectWhole('postgres', { chats: 30_000, rate: 1_000, workers: 2, kills: 1, revives: false, latencyMs: 40 });
    },
    TEN_MINUTES,
  );
});
