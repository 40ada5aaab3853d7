/** Messages that go on changing after they were sent, such as the progress of a broadcast. */
import type { Api } from 'grammy';
import type { Message } from 'grammy/types';
import type { Chat, Reply } from '../handlers/handler.ts';
import type { Log } from '../log.ts';
import { sendReply } from './reply.ts';
import { isRefused, isTransient } from './send.ts';

/** One message is followed once: what a later press shows takes the place of what was followed before. */
export function createLive(api: Api, log: Log) {
  const followed = new Map<string, NodeJS.Timeout>();

  function follow(chat: Chat, message: Message, { next }: Reply, direction: 'ltr' | 'rtl'): void {
    const key = `${chat.id} ${message.message_id}`;
    clearTimeout(followed.get(key));
    followed.delete(key);
    if (next === undefined) return;
    const change = async () => {
      const reply = await next.look();
      const shown = await sendReply(api, reply, { chat, repliesTo: undefined, replaces: message }, direction).catch((error: unknown) => {
        if (isTransient(error)) return message; // shown the next time
        throw error;
      });
      if (followed.get(key) === timer) follow(chat, shown, reply, direction);
    };
    const timer = setTimeout(() => {
      change().catch((error: unknown) =>
        isRefused(error) ? undefined : log.error({ err: error }, 'a message could not be kept up to date'),
      );
    }, next.afterMs);
    timer.unref();
    followed.set(key, timer);
  }
  return { follow };
}
export type Live = ReturnType<typeof createLive>;
