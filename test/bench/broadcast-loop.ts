/** What most bots do instead: a loop over all chats with @grammyjs/auto-retry. It remembers nothing, so a restart begins anew. */
import { autoRetry } from '@grammyjs/auto-retry';
import { Api } from 'grammy';
import { seededChats } from './broadcast-run.ts';

export interface LoopOrder {
  readonly apiRoot: string;
  readonly chats: number;
  /** How many are sent at once. */
  readonly parallel: number;
}

const order = JSON.parse(process.env['LOOP_ORDER'] ?? '{}') as LoopOrder;
const api = new Api('42:bench-token-of-nobody', { apiRoot: order.apiRoot });
api.config.use(autoRetry());
const chats = seededChats(order.chats);

const sendNext = async (): Promise<void> => {
  for (const chat of chats) {
    // As such loops do: a chat that fails must not end the loop.
    await api.sendMessage(chat, 'A mine is not a toy. '.repeat(20), { parse_mode: 'HTML' }).catch(() => {});
  }
};
await Promise.all(Array.from({ length: order.parallel }, sendNext));
const { user, system } = process.cpuUsage();
process.send?.({ cpuMs: Math.round((user + system) / 1_000), maxRssMb: Math.round(process.resourceUsage().maxRSS / 1_024) });
process.disconnect();
