/** People and chats of the fake Telegram. */
import type { Chat, Message, User } from '@grammyjs/types';
import { addPerson, addRoom, nextMessageId, privateRoom } from './rooms.ts';
import type { Room, World } from './world.ts';

export interface NewPerson extends Partial<Omit<User, 'is_bot'>> {
  /** Never wrote to the bot, so that the bot may not write to them. Default false. */
  readonly stranger?: boolean;
}

export interface NewChat {
  readonly id?: number;
  readonly type: 'group' | 'supergroup' | 'channel';
  readonly title?: string;
  readonly username?: string;
  readonly forum?: boolean;
  /** Whether the bot is in it from the start, and as what. Default `left`. */
  readonly bot?: 'left' | 'member' | 'administrator';
}

/** Somebody does what cannot be done: presses a button that is not there. A mistake of the test or the page, not of the bot. */
export class Impossible extends Error {
  override readonly name = 'Impossible';
}

/** @throws {Impossible} when there is no such chat */
export function knownRoom(world: World, chatId: number): Room {
  const room = world.rooms.get(chatId);
  if (!room) throw new Impossible(`there is no chat ${chatId} in the fake Telegram: add it first`);
  return room;
}

/** Whoever acts: the one named, or the person whose private chat it is. */
export function actorIn(world: World, { chat, members }: Room, from: number | undefined): User {
  const [firstMember] = members.keys();
  const id = from ?? (chat.type === 'private' ? chat.id : firstMember);
  const person = id === undefined ? undefined : world.people.get(id);
  if (!person) throw new Impossible(`nobody of the id ${id} in the fake Telegram: add the person first`);
  return person;
}

/** Adding people and chats, and looking at them. */
export const createPeople = (world: World) => ({
  /** A person, and the private chat with the bot that opened when they first wrote. */
  person({ stranger = false, ...parts }: NewPerson = {}): User {
    const id = parts.id ?? 100_000_000 + world.nextId();
    const user = addPerson(world, { first_name: 'Aysel', ...parts, id });
    privateRoom(world, user).bot = stranger ? 'stranger' : 'member';
    return user;
  },

  chat({ type, title = 'Village', username, forum = false, bot = 'left', id }: NewChat): Chat {
    const ownId = id ?? (type === 'group' ? -(4_000_000 + world.nextId()) : -(1_001_000_000_000 + world.nextId()));
    const names = { title, ...(username !== undefined && { username }), ...(forum && { is_forum: true }) };
    return addRoom(world, { id: ownId, type, ...names } as Chat, bot).chat;
  },

  /** @returns the thread id of a new topic in a forum */
  topic(chatId: number, name: string): number {
    const room = knownRoom(world, chatId);
    const id = nextMessageId(world, room);
    room.topics.set(id, name);
    return id;
  },

  joins(chatId: number, personId: number, as: 'creator' | 'administrator' | 'member' = 'member'): void {
    knownRoom(world, chatId).members.set(personId, as);
  },

  /** Changes what Telegram tells of the person's language in every update from now on. */
  speaks(personId: number, language: string | undefined): void {
    const { language_code: _, ...person } = actorIn(world, knownRoom(world, personId), personId);
    world.people.set(personId, language === undefined ? person : { ...person, language_code: language });
  },

  /** What stands in the chat, oldest first. */
  messages: (chatId: number): Message[] => [...knownRoom(world, chatId).messages.values()],

  /** Takes the person and their private chat out of the world, as if they had never been. */
  forgets(personId: number): void {
    world.people.delete(personId);
    world.rooms.delete(personId);
  },
});
