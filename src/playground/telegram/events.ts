/** What happens in the fake Telegram, for a page or a test to follow. */
import type { BotCommand, InlineQueryResult, InlineQueryResultsButton, Message, Poll } from '@grammyjs/types';

export type ApiResponse =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false;
      readonly error_code: number;
      readonly description: string;
      readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number };
    };

export type TelegramEvent =
  | { readonly kind: 'message' | 'edited'; readonly chatId: number; readonly message: Message }
  | { readonly kind: 'deleted'; readonly chatId: number; readonly messageId: number }
  | { readonly kind: 'poll'; readonly chatId: number; readonly messageId: number; readonly poll: Poll }
  /** `action` is Telegram's name: `typing`, `upload_photo`; clients show it for 5 s or until the next message. */
  | { readonly kind: 'action'; readonly chatId: number; readonly action: string }
  | {
      readonly kind: 'callback-answer';
      readonly chatId: number;
      readonly queryId: string;
      readonly text: string;
      readonly alert: boolean;
      /** Opens the bot's private chat with a start parameter. */
      readonly url?: string;
    }
  | {
      readonly kind: 'inline-answer';
      readonly userId: number;
      readonly queryId: string;
      readonly results: readonly InlineQueryResult[];
      readonly button?: InlineQueryResultsButton | undefined;
    }
  /** The bot threw on an update; people would get no answer. */
  | { readonly kind: 'failed'; readonly chatId: number }
  | { readonly kind: 'commands'; readonly commands: readonly BotCommand[] }
  /** Every call of the bot, with its answer. */
  | { readonly kind: 'call'; readonly method: string; readonly payload: unknown; readonly response: ApiResponse };
