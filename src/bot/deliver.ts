/** One message of a broadcast: sent once, never tried again here, and how it ended told by Telegram's error codes. */
import { Api, GrammyError, type InputFile } from 'grammy';
import type { Reply } from '../handlers/handler.ts';
import { SENDING_LIMIT_MS, type Delivery, type Recipient, type Send } from '../reminder/delivery.ts';
import { callDirectly } from './direct.ts';
import { look } from './reply.ts';
import type { Photos } from './photos.ts';
import { isGone, isTopicGone, isTransient } from './send.ts';

/** What an error means for this one message. @throws what nobody foresaw */
function endingOf(error: unknown): Delivery {
  if (error instanceof GrammyError && error.parameters.migrate_to_chat_id !== undefined)
    return { kind: 'moved', toChatId: error.parameters.migrate_to_chat_id };
  if (isGone(error)) return { kind: 'gone' };
  if (error instanceof GrammyError && error.error_code === 429)
    return { kind: 'later', afterMs: (error.parameters.retry_after ?? 1) * 1000 };
  if (isTransient(error)) return { kind: 'later' };
  if (error instanceof GrammyError) return { kind: 'failed', reason: error.description };
  throw error;
}

/** A call takes no longer. With the latest start of one, it ends within what a delivery may take. */
const CALL_LIMIT_MS = SENDING_LIMIT_MS - 2_500;
/** A picture's call begins within this, else the text goes out: the first of a language draws and uploads it while others wait. */
export const PICTURE_PATIENCE_MS = 1_500;
/** A text after a picture that was refused begins within this, else at the next attempt, which knows of the picture's trouble. */
const LATEST_START_MS = 2_000;

/** An API client that never waits longer than a delivery may take, and never tries again by itself. */
export function createSendingApi(token: string, apiRoot: string): Api {
  const api = new Api(token, { apiRoot, timeoutSeconds: CALL_LIMIT_MS / 1000 });
  api.config.use(callDirectly(token, apiRoot, CALL_LIMIT_MS));
  return api;
}

export interface DeliverParts {
  /** An API client of its own, without auto-retry: the queue does the waiting. */
  readonly api: Api;
  /** PAID_BROADCAST. */
  readonly paid: boolean;
  readonly direction: (locale: string) => 'ltr' | 'rtl';
  /** Sends the pictures of what has one; without it their text goes out alone. */
  readonly photos?: Photos;
}

type Posted = { readonly message_id: number } | 'too late';

/** One message, in the topic or without; the picture where it can be sent, else the text: nobody is missed for a picture's sake. */
function createPosting({ api, paid, direction, photos }: DeliverParts) {
  return async (to: Recipient, reply: Reply, thread: number | null): Promise<Posted> => {
    const latest = performance.now() + LATEST_START_MS;
    const { link_preview_options, ...shown } = look(reply, direction(reply.locale ?? 'en'));
    const options = {
      ...shown,
      ...(thread === null ? {} : { message_thread_id: thread }),
      ...(paid ? { allow_paid_broadcast: true } : {}),
    };
    if (reply.photo !== undefined && photos !== undefined) {
      const post = (file: string | InputFile) => api.sendPhoto(to.id, file, { caption: reply.html, ...options });
      const pictured = await photos.send(reply.photo, post);
      if (pictured !== undefined) return pictured;
      if (performance.now() > latest) return 'too late';
    }
    return api.sendMessage(to.id, reply.html, { link_preview_options, ...options });
  };
}

export function createDeliver(parts: DeliverParts): Send {
  const post = createPosting(parts);
  return async (to, reply) => {
    try {
      const sent = await post(to, reply, to.threadId).catch((error: unknown) => {
        if (to.threadId === null || !isTopicGone(error)) throw error;
        return post(to, reply, null);
      });
      return sent === 'too late' ? { kind: 'later' } : { kind: 'sent', messageId: sent.message_id };
    } catch (error) {
      return endingOf(error);
    }
  };
}
