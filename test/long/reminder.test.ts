/** The real program on 4 April 2027, by a clock that is set (Debian's `faketime`), killed again and again. */
import { globSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import { wordsNeeded } from '../../src/handlers/index.ts';
import { LOCALES } from '../../src/paths.ts';
import { openStore } from '../../src/store/open.ts';
import { createBotApi } from '../fakes/bot-api.ts';
import { freshFolder } from '../fakes/app.ts';
import { freePort } from '../fakes/free-port.ts';
import { startProgram, until } from '../fakes/process.ts';

const [FAKETIME] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');
const REQUIRED = process.env['REQUIRE_FAKETIME'] !== undefined;

/** Where it is nine on 4 April, from east to west, and the language people read there. */
const ZONES = [
  { zone: 'Asia/Tokyo', nine: '2027-04-04T00:00:00Z', locale: 'en' },
  { zone: null, nine: '2027-04-04T05:00:00Z', locale: 'az' }, // REMINDER_TIMEZONE: Baku
  { zone: 'Europe/Kyiv', nine: '2027-04-04T06:00:00Z', locale: 'en' },
  { zone: 'Europe/London', nine: '2027-04-04T08:00:00Z', locale: 'az' },
  { zone: 'America/Los_Angeles', nine: '2027-04-04T16:00:00Z', locale: 'en' },
] as const;
const CHATS_EACH = 200;
const KILLS_EACH = 2;
/** Sent and not yet written down when it was killed, at 23.75 a second. */
const MOST_REPEATED = 2;

const clockAt = (instant: number) => ({
  LD_PRELOAD: FAKETIME ?? '',
  FAKETIME: `@${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')}`,
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
  TZ: 'UTC',
});

const createScene = async () => {
  const api = await createBotApi();
  onTestFinished(() => api.close());
  const dataFolder = await freshFolder();
  const store = await openStore({ dataFolder });
  const groups: { readonly ids: readonly number[]; readonly nine: number; readonly locale: 'az' | 'en' }[] = [];
  for (const { zone, nine, locale } of ZONES) {
    const ids = Array.from({ length: CHATS_EACH }, () => api.telegram.person().id);
    for (const id of ids) await store.saveChat(id, 'private', { subscribed: true, zone, locale });
    groups.push({ ids, nine: Date.parse(nine), locale });
  }
  await store.close();
  const environment = { BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.root, DATA_DIR: dataFolder };
  /** Starts it at an instant of its clock; the returned clock goes on with it. */
  const startAt = async (instant: number) => {
    const program = startProgram({ ...environment, ...clockAt(instant), PORT: String(await freePort()) });
    const began = performance.now();
    return { program, now: () => instant + performance.now() - began };
  };
  const told = ({ program }: Awaited<ReturnType<typeof startAt>>) =>
    until('the program says when it goes out next', () => {
      if (!program.isRunning()) throw new Error(`it ended: ${program.errors()}${program.output()}`);
      return program.output().includes('the next reminder goes out');
    });
  const sentTo = (ids: readonly number[]) => {
    const wanted = new Set(ids);
    return api.deliveries.filter(({ chatId }) => wanted.has(chatId));
  };
  return { api, groups, startAt, told, sentTo };
};

test.skipIf(FAKETIME === undefined && !REQUIRED)(
  'a thousand chats in five zones hear it once each, in their own hour and language, whatever kills the program',
  async () => {
    const content = loadContent(LOCALES, wordsNeeded);
    const { api, groups, startAt, told, sentTo } = await createScene();
    let repeated = 0;
    for (const { ids, nine, locale } of groups) {
      let { program, now } = await startAt(nine - 10_000);
      await told({ program, now });
      const before = api.deliveries.length;
      if (now() < nine) await sleep(Math.max(0, nine - now() - 500));
      expect(now() < nine ? api.deliveries.length : before).toBe(before);
      for (let kill = 0; kill < KILLS_EACH; kill += 1) {
        const reached = sentTo(ids).length;
        await until('some more are reminded', () => sentTo(ids).length >= reached + 40, 30_000);
        program.kill('SIGKILL');
        await program.ended;
        ({ program, now } = await startAt(now()));
      }
      await until('all of the zone are reminded', () => new Set(sentTo(ids).map(({ chatId }) => chatId)).size === CHATS_EACH, 60_000);
      await sleep(3_000); // long enough for one too many
      program.kill('SIGTERM');
      expect(await program.ended).toBe(0);
      const sent = sentTo(ids);
      expect(api.deliveries.length - before).toBe(sent.length);
      for (const { text } of sent) expect(text).toContain(content.say(locale, 'shared.reminder.title'));
      repeated += sent.length - CHATS_EACH;
    }
    expect(api.rejected).toEqual([]);
    expect(repeated).toBeLessThanOrEqual(ZONES.length * KILLS_EACH * MOST_REPEATED);
  },
  600_000,
);

test.skipIf(FAKETIME === undefined && !REQUIRED)(
  'it sends when started at 15:00, not on the fifth, and not when first installed on the tenth',
  async () => {
    for (const [start, count] of [
      ['2027-04-05T05:00:00Z', 0],
      ['2027-04-10T05:00:00Z', 0],
      ['2027-04-04T11:00:00Z', CHATS_EACH],
    ] as const) {
      const { api, groups, startAt, told, sentTo } = await createScene();
      const { program, now } = await startAt(Date.parse(start));
      await told({ program, now });
      const baku = groups[1]?.ids ?? [];
      await (count === 0 ? sleep(5_000) : until('all in Baku are reminded', () => sentTo(baku).length === count, 60_000));
      expect(sentTo(baku)).toHaveLength(count);
      program.kill('SIGTERM');
      expect(await program.ended).toBe(0);
      await api.close();
    }
  },
  300_000,
);
