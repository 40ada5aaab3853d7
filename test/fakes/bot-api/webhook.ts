/** Updates sent to the bot's webhook as Telegram sends them: a chat's in order, again until they are taken. */
import type { Update } from '@grammyjs/types';
import type { FakeTelegram } from '../../../src/playground/telegram.ts';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1000;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const chatOf = (update: Update): string => /"chat":\{"id":(-?\d+)/.exec(JSON.stringify(update))?.[1] ?? 'none';

export interface Webhook {
  send(update: Update): void;
  /** Status codes of all deliveries, in order; 0 is a connection that failed. */
  readonly statuses: readonly number[];
  /** Updates not taken yet. */
  waiting(): number;
  close(): void;
}

export function createWebhook(telegram: () => FakeTelegram): Webhook {
  const lanes = new Map<string, Promise<void>>();
  const statuses: number[] = [];
  const closed = new AbortController();
  let waiting = 0;

  const tryOnce = async (update: Update): Promise<boolean> => {
    const { webhook } = telegram().world;
    if (!webhook) return false;
    const headers = {
      'content-type': 'application/json',
      ...(webhook.secret !== '' && { 'x-telegram-bot-api-secret-token': webhook.secret }),
    };
    const status = await fetch(webhook.url, { method: 'POST', headers, body: JSON.stringify(update) }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
    statuses.push(status);
    return status >= 200 && status < 300;
  };
  const deliver = async (update: Update) => {
    for (let pause = FIRST_PAUSE_MS; !closed.signal.aborted && !(await tryOnce(update)); pause = Math.min(2 * pause, LONGEST_PAUSE_MS))
      await sleep(pause);
    waiting -= 1;
  };

  return {
    send(update) {
      const chat = chatOf(update);
      waiting += 1;
      const lane = (lanes.get(chat) ?? Promise.resolve()).then(() => deliver(update));
      lanes.set(chat, lane);
      void lane.then(() => lanes.get(chat) === lane && lanes.delete(chat));
    },
    statuses,
    waiting: () => waiting,
    close: () => closed.abort(),
  };
}
