/** What people send: each becomes the update that Telegram would make of it. */
import type { Message, Update, User } from '@grammyjs/types';
import { entitiesTyped } from './entities.ts';
import { keepFile } from './files.ts';
import { actorIn, Impossible, knownRoom } from './people.ts';
import { withoutReply } from './post.ts';
import { keepMessage, nextMessageId } from './rooms.ts';
import { type Room, unixTime, type World } from './world.ts';

export interface Speech {
  /** Whoever speaks; the person of a private chat, or the first member, by default. */
  readonly from?: number;
  readonly replyTo?: number;
  readonly thread?: number;
  /** Sent as the group itself, as anonymous administrators do. */
  readonly asGroup?: boolean;
}

export type Media =
  | { readonly kind: 'photo'; readonly caption?: string }
  | { readonly kind: 'voice' }
  | { readonly kind: 'sticker' }
  | { readonly kind: 'location' };

/** Telegram's own account for what a group says. */
const GROUP_ANONYMOUS: User = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };

/** Some place in Baku. */
const LOCATION = { latitude: 40.4093, longitude: 49.8671 };

const textOf = (text: string): Partial<Message> => {
  const entities = entitiesTyped(text);
  return { text, ...(entities.length > 0 && { entities }) };
};

function mediaOf(world: World, media: Media): Partial<Message> {
  if (media.kind === 'location') return { location: LOCATION };
  const { kind } = media;
  const id = keepFile(world, { kind, bytes: new Uint8Array(), name: '', type: '', width: 640, height: 480 });
  const file = { file_id: id, file_unique_id: id.slice(-15) };
  if (kind === 'voice') return { voice: { ...file, duration: 4, mime_type: 'audio/ogg' } };
  if (kind === 'sticker') {
    return { sticker: { ...file, type: 'regular', width: 512, height: 512, is_animated: false, is_video: false, emoji: '🙂' } };
  }
  const { text: caption, entities: caption_entities } = textOf(media.caption ?? '');
  const captioned = caption === '' ? {} : { caption, ...(caption_entities && { caption_entities }) };
  return { photo: [{ ...file, width: 640, height: 480 }], ...captioned };
}

/** In groups a bot in privacy mode hears commands, replies to it, mentions of it, and all when it is an administrator. */
export function botHears({ bot }: World, room: Room, message: Message): boolean {
  if (room.chat.type === 'private') return true;
  if (room.bot === 'administrator') return true;
  if (room.bot !== 'member') return false;
  if (bot.can_read_all_group_messages || message.reply_to_message?.from?.id === bot.id) return true;
  const text = message.text ?? message.caption ?? '';
  const own = `@${bot.username.toLowerCase()}`;
  return (message.entities ?? message.caption_entities ?? []).some(({ type, offset, length }) => {
    const marked = text.slice(offset, offset + length).toLowerCase();
    return type === 'bot_command' ? !marked.includes('@') || marked.endsWith(own) : type === 'mention' && marked === own;
  });
}

function authorOf(world: World, room: Room, { from, asGroup = false }: Speech): Partial<Message> {
  if (room.chat.type === 'channel') return { sender_chat: room.chat };
  return asGroup ? { from: GROUP_ANONYMOUS, sender_chat: room.chat } : { from: actorIn(world, room, from) };
}

function compose(world: World, room: Room, speech: Speech, content: Partial<Message>): Message {
  const { replyTo, thread } = speech;
  const replied = replyTo === undefined ? undefined : room.messages.get(replyTo);
  return {
    message_id: nextMessageId(world, room),
    ...authorOf(world, room, speech),
    chat: room.chat,
    date: unixTime(world),
    ...(thread !== undefined && { message_thread_id: thread, is_topic_message: true }),
    ...(replied && { reply_to_message: withoutReply(replied) as NonNullable<Message['reply_to_message']> }),
    ...content,
  };
}

export const kindOf = ({ chat }: Room, edited: boolean): keyof Update => {
  if (chat.type === 'channel') return edited ? 'edited_channel_post' : 'channel_post';
  return edited ? 'edited_message' : 'message';
};

/** Talking and sending, in any chat. */
export const createSpeaking = (world: World) => {
  /** Puts the message into the chat. `handled` settles with the bot's handling of it. */
  const speak = (chatId: number, speech: Speech, content: Partial<Message>) => {
    const room = knownRoom(world, chatId);
    if (room.bot === 'blocked') throw new Impossible('the person has blocked the bot, and must unblock it first');
    if (room.bot === 'stranger') room.bot = 'member';
    const message = compose(world, room, speech, content);
    keepMessage(world, room, message);
    world.emit({ kind: 'message', chatId, message });
    const handled = botHears(world, room, message) ? world.deliver({ [kindOf(room, false)]: message }) : Promise.resolve();
    return { message, handled };
  };
  const andWait = async ({ message, handled }: ReturnType<typeof speak>): Promise<Message> => {
    await handled;
    return message;
  };

  return {
    /** A text as typed. Resolves when the bot has handled it. */
    says: (chatId: number, text: string, speech: Speech = {}) => andWait(speak(chatId, speech, textOf(text))),
    sends: (chatId: number, media: Media, speech: Speech = {}) => andWait(speak(chatId, speech, mediaOf(world, media))),
    /** Any other content a message may have, as Telegram writes it. */
    sendsRaw: (chatId: number, content: Partial<Message>, speech: Speech = {}) => andWait(speak(chatId, speech, content)),

    async edits(chatId: number, messageId: number, text: string): Promise<Message> {
      const room = knownRoom(world, chatId);
      const old = room.messages.get(messageId);
      if (!old) throw new Impossible(`there is no message ${messageId} to edit`);
      const { entities: _, ...rest } = old;
      const message: Message = { ...rest, ...textOf(text), edit_date: unixTime(world) };
      room.messages.set(messageId, message);
      world.emit({ kind: 'edited', chatId, message });
      if (botHears(world, room, message)) await world.deliver({ [kindOf(room, true)]: message });
      return message;
    },
  };
};
