/** Finding a chat as Telegram does, and what the bot may do there. */
import type { Message, User } from '@grammyjs/types';
import { badRequest, forbidden, Refusal } from './refusal.ts';
import type { BotStanding, Room, World } from './world.ts';

export type Access = 'read' | 'edit' | 'write';

/** A new chat; a private one has its person as member. */
export function addRoom(world: World, chat: Room['chat'], bot: BotStanding): Room {
  const room: Room = {
    chat,
    bot,
    members: new Map(chat.type === 'private' ? [[chat.id, 'member']] : []),
    topics: new Map(),
    messages: new Map(),
    lastMessageId: 0,
    migratedTo: undefined,
  };
  world.rooms.set(chat.id, room);
  if (chat.username !== undefined) world.usernames.set(`@${chat.username.toLowerCase()}`, chat.id);
  return room;
}

/** @throws {Refusal} in Telegram's words when there is no such chat, or the bot may not do this there */
export function roomFor(world: World, chatId: number | string | undefined, access: Access): Room {
  if (chatId === undefined || chatId === '') throw badRequest('chat_id is empty');
  const room = findRoom(world, chatId);
  if (!room) throw badRequest('chat not found');
  if (access !== 'read') checkStanding(room);
  if (access === 'write' && room.chat.type === 'channel' && room.bot !== 'administrator') {
    throw badRequest('need administrator rights in the channel chat');
  }
  return room;
}

function findRoom(world: World, chatId: number | string): Room | undefined {
  const byName = typeof chatId === 'string' && chatId.startsWith('@');
  const id = byName ? world.usernames.get(chatId.toLowerCase()) : Number(chatId);
  if (id === undefined || !Number.isSafeInteger(id)) return undefined;
  const room = world.rooms.get(id);
  if (room || !world.everybodyKnown || id <= 0) return room;
  return privateRoom(world, addPerson(world, { id, first_name: 'Somebody' }));
}

function checkStanding({ chat, bot, migratedTo }: Room): void {
  if (migratedTo !== undefined) {
    throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: migratedTo });
  }
  if (bot === 'blocked') throw forbidden('bot was blocked by the user');
  if (bot === 'deactivated') throw forbidden('user is deactivated');
  if (bot === 'stranger') throw forbidden("bot can't initiate conversation with a user");
  if (bot === 'kicked') throw forbidden(`bot was kicked from the ${chat.type} chat`);
  if (bot === 'left') throw forbidden(`bot is not a member of the ${chat.type} chat`);
}

export function addPerson(world: World, person: Omit<User, 'is_bot'>): User {
  const user: User = { is_bot: false, ...person };
  world.people.set(user.id, user);
  return user;
}

/** The person's private chat with the bot; opened by the person, so that the bot may write. */
export function privateRoom(world: World, { id, first_name, last_name, username }: User): Room {
  const known = world.rooms.get(id);
  if (known) return known;
  const names = { ...(last_name !== undefined && { last_name }), ...(username !== undefined && { username }) };
  return addRoom(world, { id, type: 'private', first_name, ...names }, 'member');
}

/** @throws {Refusal} when the message is not there; `what` is how Telegram calls it: `message to edit` */
export function messageIn(room: Room, messageId: number | undefined, what: string): Message {
  const message = messageId === undefined ? undefined : room.messages.get(messageId);
  if (!message) throw badRequest(`${what} not found`);
  return message;
}

/** Private chats and basic groups share one count of messages; supergroups and channels have their own. */
export function nextMessageId(world: World, room: Room): number {
  if (room.chat.type === 'private' || room.chat.type === 'group') return world.nextId();
  room.lastMessageId += 1;
  return room.lastMessageId;
}

export function keepMessage(world: World, room: Room, message: Message): void {
  room.messages.set(message.message_id, message);
  if (room.messages.size <= world.keepMessages) return;
  const [oldest] = room.messages.keys();
  if (oldest !== undefined) room.messages.delete(oldest);
}
