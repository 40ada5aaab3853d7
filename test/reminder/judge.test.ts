/** Whose trouble it is, told from how many have it. */
import { expect, test } from 'vitest';
import { judgeDelivery } from '../../src/reminder/attempt.ts';
import { createJudge } from '../../src/reminder/judge.ts';

const create = () => {
  const clock = { now: 0 };
  return { clock, judge: createJudge(() => clock.now) };
};
const claim = (chatId: number, attempts = 1) => ({ campaignId: 1, chatId, attempts, chat: undefined, isWanted: false });

test("one 429 in a while is a chat's own, three within a second and a fiftieth of the sendings are everyone's", () => {
  const { clock, judge } = create();
  for (let chat = 0; chat < 20; chat += 1) {
    clock.now += 1_100;
    expect(judge.hearFlood(3_000)).toBe(0);
    for (let sent = 0; sent < 9; sent += 1) judge.hearSuccess();
  }
  expect([judge.hearFlood(3_000), judge.hearFlood(3_000)]).toEqual([0, 3_000]);
  clock.now += 5_000;
  for (let sent = 0; sent < 1_000; sent += 1) judge.hearSuccess();
  expect(Array.from({ length: 21 }, () => judge.hearFlood(2_000)).filter((ms) => ms > 0)).toHaveLength(1);
});

test("three 429s in a row are everyone's, however slow the broadcast", () => {
  const { clock, judge } = create();
  const waits = [1, 2, 3].map(() => {
    clock.now += 4_000;
    return judge.hearFlood(7_000);
  });
  expect(waits).toEqual([0, 0, 7_000]);
});

test("five chats in a row without an answer are everyone's trouble, and the wait grows until there is one", () => {
  const { clock, judge } = create();
  expect([1, 2, 3, 4, 4].map((chat) => judge.hearTrouble(chat))).toEqual([0, 0, 0, 0, 0]);
  expect([judge.hearTrouble(5), judge.hearTrouble(6)]).toEqual([1_000, 1_000]);
  const waits = Array.from({ length: 7 }, () => {
    clock.now += 40_000;
    return judge.hearTrouble(7);
  });
  expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  judge.hearSuccess();
  expect(judge.hearTrouble(8)).toBe(0);
});

test('a message that 25 chats in a row refuse is not used up on the others', () => {
  const { judge } = create();
  const verdicts = Array.from({ length: 30 }, (_, chat) => judgeDelivery({ kind: 'failed', reason: "can't parse" }, claim(chat), judge));
  expect(verdicts.filter(({ ending }) => ending.kind === 'failed')).toHaveLength(24);
  expect(verdicts.at(-1)).toEqual({ ending: { kind: 'later', afterMs: 1_000, counts: true }, holdMs: 1_000 });
  judgeDelivery({ kind: 'sent', messageId: 1 }, claim(99), judge);
  expect(judgeDelivery({ kind: 'failed', reason: 'no rights' }, claim(98), judge).ending).toEqual({ kind: 'failed', reason: 'no rights' });
});

test('a chat alone in its trouble waits longer each time, and is given up after 20 attempts', () => {
  const { judge } = create();
  const waitOf = (attempts: number) => {
    const { ending } = judgeDelivery({ kind: 'later' }, claim(1, attempts), judge);
    return ending.kind === 'later' ? ending.afterMs : ending.kind;
  };
  for (const [attempts, least] of [
    [1, 2_000],
    [5, 32_000],
    [19, 600_000],
  ] as const) {
    expect(waitOf(attempts)).toBeGreaterThanOrEqual(least);
    expect(waitOf(attempts)).toBeLessThanOrEqual(least * 1.25);
  }
  expect(waitOf(20)).toBe('failed');
});
