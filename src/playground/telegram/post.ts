/** One message of the bot put into a chat: what all sending methods share. */
import type { Message, ReplyParameters } from '@grammyjs/types';
import { checkMarkup } from './markup.ts';
import { badRequest } from './refusal.ts';
import { keepMessage, nextMessageId, roomFor } from './rooms.ts';
import { type Room, unixTime, type World } from './world.ts';

/** Parameters that every sending method has. */
export interface PostArgs {
  readonly chat_id: number | string;
  readonly message_thread_id?: number;
  readonly reply_parameters?: ReplyParameters;
  readonly reply_to_message_id?: number;
  readonly reply_markup?: unknown;
}

export function post(world: World, args: PostArgs, content: Partial<Message>): Message {
  const markup = checkMarkup(args.reply_markup);
  const room = roomFor(world, args.chat_id, 'write');
  const message: Message = {
    message_id: 0,
    ...authorOf(world, room),
    chat: room.chat,
    date: unixTime(world),
    ...threadOf(room, args.message_thread_id),
    ...repliedTo(room, args),
    ...content,
    ...(markup && { reply_markup: markup }),
  };
  message.message_id = nextMessageId(world, room);
  keepMessage(world, room, message);
  world.emit({ kind: 'message', chatId: room.chat.id, message });
  return message;
}

/** In a channel the channel itself speaks. */
function authorOf({ bot }: World, { chat }: Room): Pick<Message, 'from' | 'sender_chat'> {
  if (chat.type === 'channel') return { sender_chat: chat };
  const { id, is_bot, first_name, username } = bot;
  return { from: { id, is_bot, first_name, username } };
}

function threadOf({ chat, topics }: Room, threadId: number | undefined): Partial<Message> {
  if (threadId === undefined) return {};
  if (chat.is_forum === true) {
    if (!topics.has(threadId)) throw badRequest('message thread not found');
    return { message_thread_id: threadId, is_topic_message: true };
  }
  // Outside forums Telegram takes the thread of a group and says nothing, but a private chat has none.
  if (chat.type === 'private') throw badRequest('message thread not found');
  return {};
}

function repliedTo(room: Room, { reply_parameters, reply_to_message_id }: PostArgs): Partial<Message> {
  const id = reply_parameters?.message_id ?? reply_to_message_id;
  if (id === undefined) return {};
  const message = room.messages.get(id);
  if (message) return { reply_to_message: withoutReply(message) as NonNullable<Message['reply_to_message']> };
  if (reply_parameters?.allow_sending_without_reply === true) return {};
  throw badRequest('message to be replied not found');
}

/** A message within a message never carries a third. */
export function withoutReply({ reply_to_message: dropped, ...message }: Message): Message {
  void dropped;
  return message;
}
