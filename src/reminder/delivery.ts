/** What the reminder asks of whoever sends, and what it hears back. It knows no Telegram. */
import type { Reply } from '../handlers/handler.ts';
import type { StoredChat } from '../store/store.ts';

/** Within this a sending ends, one way or another: a claim must outlive it. Milliseconds. */
export const SENDING_LIMIT_MS = 10_000;

/** How one message ended. */
export type Delivery =
  | { readonly kind: 'sent'; readonly messageId: number }
  /** Blocked, kicked, deleted: nothing can be sent there any more. */
  | { readonly kind: 'gone' }
  /** Once more, later: after `afterMs` where Telegram says so (429), else it had trouble itself (5xx, no answer, a token refused). */
  | { readonly kind: 'later'; readonly afterMs?: number }
  /** The group is a supergroup now. */
  | { readonly kind: 'moved'; readonly toChatId: number }
  /** Telegram refuses this message for good. `reason` in its words, and never in a person's. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Where a message goes. */
export type Recipient = Pick<StoredChat, 'id' | 'kind' | 'threadId'>;

/** Sends one message, once, without trying again itself. Ends within `SENDING_LIMIT_MS` and does not reject. */
export type Send = (to: Recipient, reply: Reply) => Promise<Delivery>;

/** What a campaign says to a chat, in its language; asked when it is sent. */
export type Say = (campaignKey: string, chat: StoredChat) => Reply | Promise<Reply>;
