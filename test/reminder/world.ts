/** The whole reminder over a real store, with a clock that is set. Only Telegram is not there: what a test wants it to answer is. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import type { Delivery, Send } from '../../src/reminder/delivery.ts';
import { createReminder } from '../../src/reminder/reminder.ts';
import type { ReminderParts } from '../../src/reminder/reminder.ts';
import { createStore } from '../../src/store/open.ts';
import { freshPlace, openedDatabase } from '../fakes/databases.ts';
import type { Engine } from '../fakes/databases.ts';

export const NINE = Date.parse('2027-04-04T05:00:00Z'); // in Baku
export const HOUR = 3_600_000;
export const KEY = 'reminder:2027-04-04';

/** Long enough for what must not happen to happen. */
export const aWhile = () => sleep(700);

export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  await expect.poll(holds, { timeout: 8_000, interval: 20 }).toBe(true);
};

/** Telegram as a test wants it: what it answers to a chat, in turn; then that it was sent. */
const createTelegram = () => {
  const sent: { readonly chat: number; readonly text: string; readonly at: number }[] = [];
  const tries: number[] = [];
  const answers = new Map<number, Delivery[]>();
  const send: Send = async ({ id }, { html }) => {
    tries.push(id);
    await sleep(2);
    const answer = answers.get(id)?.shift() ?? { kind: 'sent', messageId: tries.length };
    if (answer.kind === 'sent') sent.push({ chat: id, text: html, at: performance.now() });
    return answer;
  };
  return {
    sent,
    tries,
    send,
    answer: (chat: number, ...given: Delivery[]) => answers.set(chat, given),
    chats: () => sent.map(({ chat }) => chat).toSorted((a, b) => a - b),
  };
};

/** A clock that goes on by itself and can be set. */
const createClock = (start: number) => {
  let ahead = start - performance.now();
  return {
    at: () => Math.round(performance.now() + ahead),
    set(at: number) {
      ahead = at - performance.now();
    },
  };
};

export const setUp = async (engine: Engine, start = NINE) => {
  const [database, telegram] = [await openedDatabase(await freshPlace(engine)), createTelegram()];
  const store = createStore(database);
  const clock = createClock(start);
  const lines: string[] = [];
  const note = (_fields: unknown, text?: string) => void lines.push(text ?? String(_fields));
  const parts: ReminderParts = {
    store,
    bot: '42',
    cron: '0 9 4 4 *',
    zone: 'Asia/Baku',
    rate: 1_000,
    say: (key, chat) => ({ html: `${key} ${chat.locale}` }),
    send: telegram.send,
    log: { debug: note, info: note, warn: note, error: note, fatal: note },
    now: () => new Date(clock.at()),
  };
  /** A process: it runs until it is stopped, or the test ends. */
  const begin = (own: Partial<ReminderParts> = {}) => {
    const reminder = createReminder({ ...parts, ...own });
    onTestFinished(() => reminder.stop());
    reminder.start();
    return reminder;
  };
  const subscribe = async (...ids: readonly number[]) => {
    for (const id of ids) await store.saveChat(id, 'private', { subscribed: true, locale: 'az' });
  };
  return { database, store, telegram, clock, lines, begin, subscribe };
};
