/** What a person said or pressed, read from one update: a command, a question, something that is no text, or nothing to answer. */
import type { Chat as TelegramChat, Message, Update, User } from 'grammy/types';
import type { Chat } from '../handlers/handler.ts';

export type Said =
  | { readonly kind: 'command'; readonly name: string; readonly text: string }
  | { readonly kind: 'question'; readonly text: string }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'nothing' };

export interface Incoming {
  readonly said: Said;
  readonly chat: Chat;
  readonly from: User | undefined;
  /** The group's own anonymous administrator speaks. */
  readonly asAdministrator: boolean;
  /** The message to reply to. */
  readonly messageId: number | undefined;
  /** A button was pressed; otherwise it was typed. */
  readonly isPress: boolean;
  /** The message a press stands on, while Telegram can still change it. */
  readonly pressed: Message | undefined;
}

const NOTHING: Said = { kind: 'nothing' };
const COMMAND = /^\/([a-z0-9_]{1,32})(?:@(\w+))?(?:\s+([\s\S]*))?$/i;
/** What people send besides text; other fields belong to service messages, which nobody expects an answer to. */
const MEDIA = [
  'photo',
  'voice',
  'video',
  'video_note',
  'audio',
  'document',
  'sticker',
  'animation',
  'location',
  'venue',
  'contact',
  'poll',
  'dice',
  'story',
] as const;

export const chatOf = (chat: TelegramChat, threadId?: number): Chat => ({
  id: chat.id,
  kind: chat.type,
  ...(threadId === undefined ? {} : { threadId }),
});

/** A command addressed to another bot of the group is not ours. */
function readText(text: string, botName: string): Said {
  const command = COMMAND.exec(text.trim());
  if (command === null) return { kind: 'question', text };
  const [, name = '', to, rest = ''] = command;
  if (to !== undefined && to.toLowerCase() !== botName.toLowerCase()) return NOTHING;
  return { kind: 'command', name: name.toLowerCase(), text: rest.trim() };
}

const mentions = (text: string, botName: string) => text.toLowerCase().includes(`@${botName.toLowerCase()}`);
export const withoutMention = (text: string, botName: string) => text.replaceAll(new RegExp(`@${botName}\\b`, 'gi'), '').trim();

/** In groups the bot hears commands, mentions and replies to itself, and nothing else. */
function saidIn(message: Message, me: User): Said {
  const botName = me.username ?? '';
  const text = message.text ?? message.caption;
  const said =
    text === undefined ? (MEDIA.some((kind) => kind in message) ? ({ kind: 'unsupported' } as const) : NOTHING) : readText(text, botName);
  if (message.chat.type === 'private' || said.kind === 'command' || said.kind === 'nothing') return said;
  const addressed = message.reply_to_message?.from?.id === me.id || (text !== undefined && mentions(text, botName));
  if (!addressed) return NOTHING;
  return text === undefined ? said : readText(withoutMention(text, botName), botName);
}

function fromMessage(message: Message, me: User): Incoming {
  const threadId = message.is_topic_message === true ? message.message_thread_id : undefined;
  // A tip chosen inline in a chat with the bot comes back as a message of the person.
  const isOwn = message.via_bot?.id === me.id;
  // In a channel nobody talks to the bot.
  const isPost = message.chat.type === 'channel';
  const isBot = isOwn || (message.from?.is_bot && message.sender_chat === undefined);
  return {
    said: isBot || isPost || message.is_automatic_forward ? NOTHING : saidIn(message, me),
    chat: chatOf(message.chat, threadId),
    from: message.from,
    asAdministrator: message.sender_chat?.id === message.chat.id,
    messageId: message.message_id,
    isPress: false,
    pressed: undefined,
  };
}

/** A button is a typed command: `safety found-item` is heard as `/safety found-item`, whoever made it up. */
function fromPress(press: NonNullable<Update['callback_query']>): Incoming | undefined {
  const { message } = press;
  if (message === undefined) return undefined;
  const command = COMMAND.exec(`/${press.data ?? ''}`);
  const threadId = 'is_topic_message' in message && message.is_topic_message ? message.message_thread_id : undefined;
  return {
    said: { kind: 'command', name: command?.[1]?.toLowerCase() ?? '', text: command?.[3]?.trim() ?? '' },
    chat: chatOf(message.chat, threadId),
    from: press.from,
    asAdministrator: false,
    messageId: undefined,
    isPress: true,
    // A date of 0 says that Telegram no longer knows the message, and so cannot change it.
    pressed: message.date === 0 ? undefined : message,
  };
}

/** @returns undefined for updates that are neither a message nor a press in a chat */
export function readUpdate(update: Update, me: User): Incoming | undefined {
  if (update.message !== undefined) return fromMessage(update.message, me);
  return update.callback_query === undefined ? undefined : fromPress(update.callback_query);
}
