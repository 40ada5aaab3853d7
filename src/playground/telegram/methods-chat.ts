/** Questions about chats and their members, and small signs in them. */
import type { ChatMember, ReactionType } from '@grammyjs/types';
import type { Args } from './methods.ts';
import { badRequest, ourBadRequest } from './refusal.ts';
import { messageIn, roomFor } from './rooms.ts';
import { memberOf } from './members.ts';
import type { World } from './world.ts';

const ACTIONS = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

export const chatMethods = (world: World) => ({
  sendChatAction({ chat_id, action }: Args<'sendChatAction'>) {
    if (!ACTIONS.has(action)) throw badRequest('wrong parameter action in request');
    const { chat } = roomFor(world, chat_id, 'write');
    world.emit({ kind: 'action', chatId: chat.id, action });
    return true;
  },

  setMessageReaction({ chat_id, message_id, reaction = [] }: Args<'setMessageReaction'>) {
    const room = roomFor(world, chat_id, 'write');
    messageIn(room, message_id, 'message to react');
    if (reaction.length > 1) throw badRequest('REACTIONS_TOO_MANY');
    if (reaction.some(({ type }: ReactionType) => type !== 'emoji')) throw ourBadRequest('fake Telegram knows reactions by emoji only');
    return true;
  },

  getChat({ chat_id }: Args<'getChat'>) {
    const { chat } = roomFor(world, chat_id, 'read');
    return { ...chat, accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: {} };
  },

  getChatMember({ chat_id, user_id }: Args<'getChatMember'>): ChatMember {
    const room = roomFor(world, chat_id, 'edit');
    const user = user_id === world.bot.id ? world.bot : world.people.get(user_id);
    if (!user) throw badRequest('user not found');
    return memberOf(world, room, user);
  },

  getChatAdministrators({ chat_id }: Args<'getChatAdministrators'>): ChatMember[] {
    const room = roomFor(world, chat_id, 'edit');
    if (room.chat.type === 'private') throw badRequest('there are no administrators in the private chat');
    const people = [...room.members.keys()].map((id) => world.people.get(id)).filter((user) => user !== undefined);
    const members = [world.bot, ...people].map((user) => memberOf(world, room, user));
    return members.filter(({ status }) => status === 'creator' || status === 'administrator');
  },

  leaveChat({ chat_id }: Args<'leaveChat'>) {
    const room = roomFor(world, chat_id, 'edit');
    if (room.chat.type === 'private') throw badRequest("private chat can't be left");
    room.bot = 'left';
    return true;
  },
});
