/** One message of a broadcast: sent once, never tried again here, and how it ended told by Telegram's error codes. */
import { Api, GrammyError } from 'grammy';
import type { Reply } from '../handlers/handler.ts';
import { SENDING_LIMIT_MS, type Delivery, type Recipient, type Send } from '../reminder/delivery.ts';
import { callDirectly } from './direct.ts';
import { look } from './reply.ts';
import { isGone, isRefused, isTransient, isUnauthorized } from './send.ts';

/** A forum topic that was closed or deleted; the group itself can still be written to. */
const isTopicGone = (error: unknown) =>
  isRefused(error) && error instanceof GrammyError && /thread not found|TOPIC_(CLOSED|DELETED)/i.test(error.description);

/** What an error means for this one message. @throws what nobody foresaw */
function endingOf(error: unknown): Delivery {
  if (error instanceof GrammyError && error.parameters.migrate_to_chat_id !== undefined)
    return { kind: 'moved', toChatId: error.parameters.migrate_to_chat_id };
  if (isGone(error)) return { kind: 'gone' };
  if (error instanceof GrammyError && error.error_code === 429)
    return { kind: 'later', afterMs: (error.parameters.retry_after ?? 1) * 1000 };
  if (isTransient(error) || isUnauthorized(error)) return { kind: 'later' };
  if (error instanceof GrammyError) return { kind: 'failed', reason: error.description };
  throw error;
}

/** An API client that never waits longer than a delivery may take, and never tries again by itself. */
export function createSendingApi(token: string, apiRoot: string): Api {
  const api = new Api(token, { apiRoot });
  api.config.use(callDirectly(token, apiRoot, SENDING_LIMIT_MS - 1000));
  return api;
}

export interface DeliverParts {
  /** An API client of its own, without auto-retry: the queue does the waiting. */
  readonly api: Api;
  /** PAID_BROADCAST. */
  readonly paid: boolean;
  readonly direction: (locale: string) => 'ltr' | 'rtl';
}

export function createDeliver({ api, paid, direction }: DeliverParts): Send {
  const send = (to: Recipient, reply: Reply, thread: number | null) =>
    api.sendMessage(to.id, reply.html, {
      ...look(reply, direction(reply.locale ?? 'en')),
      ...(thread === null ? {} : { message_thread_id: thread }),
      ...(paid ? { allow_paid_broadcast: true } : {}),
    });
  return async (to, reply) => {
    try {
      const sent = await send(to, reply, to.threadId).catch((error: unknown) => {
        if (to.threadId === null || !isTopicGone(error)) throw error;
        return send(to, reply, null);
      });
      return { kind: 'sent', messageId: sent.message_id };
    } catch (error) {
      return endingOf(error);
    }
  };
}
