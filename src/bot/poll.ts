/** Quiz polls: sent, closed, and answered. */
import type { Api } from 'grammy';
import type { PollAnswer } from 'grammy/types';
import type { Chat, PollReply } from '../handlers/handler.ts';
import type { Store } from '../store/store.ts';
import type { Incoming } from './incoming.ts';
import { keyboard } from './reply.ts';
import { isRefused } from './send.ts';

/** Sends a question. Not anonymous: only then does Telegram tell of answers. */
export async function sendPoll(api: Api, { poll, buttons, onSent }: PollReply, chat: Chat, direction: 'ltr' | 'rtl'): Promise<void> {
  const { question, options, right, explanation } = poll;
  const markup = keyboard(buttons, direction);
  const sent = await api.sendPoll(chat.id, question, [...options], {
    type: 'quiz',
    is_anonymous: false,
    correct_option_ids: [right],
    explanation,
    ...(chat.threadId === undefined ? {} : { message_thread_id: chat.threadId }),
    ...(markup === undefined ? {} : { reply_markup: markup }),
  });
  await onSent(sent.poll.id, sent.message_id);
}

/** An answer to a question, with what the handler `vote` is told of it. */
export interface Vote {
  readonly incoming: Incoming;
  readonly text: string;
}

/** Takes no more answers, and loses its button. One that was deleted or closed meanwhile is none's trouble. */
export async function closePoll(api: Api, { id }: Chat, messageId: number): Promise<void> {
  await api.stopPoll(id, messageId).catch((error: unknown) => {
    if (!isRefused(error)) throw error;
  });
}

/**
 * Which chat an answer was given in: Telegram does not say.
 * @returns undefined for answers taken back, for those to polls of no quiz that runs, and for strangers who answer a forwarded one
 */
export async function readVote({ poll_id, user, option_ids }: PollAnswer, store: Store): Promise<Vote | undefined> {
  const [option] = option_ids;
  const place = option === undefined ? undefined : await store.pollPlace(poll_id);
  if (place === undefined) return undefined;
  const { chatId: id, threadId } = place;
  if (id > 0 && user?.id !== id) return undefined;
  const incoming: Incoming = {
    said: { kind: 'nothing' },
    chat: { id, kind: id > 0 ? 'private' : 'supergroup', ...(threadId === null ? {} : { threadId }) },
    from: user,
    asAdministrator: false,
    messageId: undefined,
    isPress: false,
    pressed: undefined,
  };
  return { incoming, text: `${poll_id} ${option}` };
}
