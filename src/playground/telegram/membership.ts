/** The bot added, removed, blocked: what people do with it as a member of a chat. */
import type { Chat, ChatMemberUpdated, Message, User } from '@grammyjs/types';
import { botStanding, memberObject, type Standing } from './members.ts';
import { actorIn, knownRoom } from './people.ts';
import { addRoom, keepMessage, nextMessageId } from './rooms.ts';
import { type BotStanding, type Room, unixTime, type World } from './world.ts';

function changeStanding(world: World, room: Room, from: User, standing: BotStanding): Promise<void> {
  const old = botStanding(room);
  room.bot = standing;
  const { bot, chat } = { bot: world.bot, chat: room.chat };
  const member = (state: Standing) => memberObject(bot, state, chat.type);
  const update: ChatMemberUpdated = {
    chat,
    from,
    date: unixTime(world),
    old_chat_member: member(old),
    new_chat_member: member(botStanding(room)),
  };
  return world.deliver({ my_chat_member: update });
}

/** A service message: nobody typed it, and every bot in the chat receives it. */
function announce(world: World, room: Room, from: User, content: Partial<Message>): Promise<void> {
  const message: Message = { message_id: nextMessageId(world, room), from, chat: room.chat, date: unixTime(world), ...content };
  keepMessage(world, room, message);
  world.emit({ kind: 'message', chatId: room.chat.id, message });
  return world.deliver({ message: message as never });
}

/** Each resolves when the bot has handled what it was told. */
export const createMembership = (world: World) => ({
  /** Somebody adds the bot to a group, or makes it an administrator of a channel or a group. */
  async addsBot(chatId: number, from: number, as: 'member' | 'administrator' = 'member'): Promise<void> {
    const room = knownRoom(world, chatId);
    const actor = actorIn(world, room, from);
    const isNew = room.bot === 'left' || room.bot === 'kicked';
    await changeStanding(world, room, actor, as);
    if (!isNew || room.chat.type === 'channel') return;
    const { id, is_bot, first_name, username } = world.bot;
    await announce(world, room, actor, { new_chat_members: [{ id, is_bot, first_name, username }] });
  },

  removesBot(chatId: number, from: number): Promise<void> {
    const room = knownRoom(world, chatId);
    return changeStanding(world, room, actorIn(world, room, from), 'kicked');
  },

  blocks(personId: number): Promise<void> {
    const room = knownRoom(world, personId);
    return changeStanding(world, room, actorIn(world, room, personId), 'blocked');
  },

  unblocks(personId: number): Promise<void> {
    const room = knownRoom(world, personId);
    return changeStanding(world, room, actorIn(world, room, personId), 'member');
  },

  /** The account is deleted; Telegram tells no bot of it. */
  vanishes(personId: number): void {
    knownRoom(world, personId).bot = 'deactivated';
  },

  /** The group becomes a supergroup with a new id, as happens when its settings change. */
  async migrates(chatId: number): Promise<Chat> {
    const room = knownRoom(world, chatId);
    const actor = actorIn(world, room, undefined);
    const chat: Chat = { id: -(1_001_000_000_000 + world.nextId()), type: 'supergroup', title: room.chat.title ?? '' };
    const next = addRoom(world, chat, room.bot);
    for (const [id, standing] of room.members) next.members.set(id, standing);
    room.migratedTo = chat.id;
    await announce(world, room, actor, { migrate_to_chat_id: chat.id });
    await announce(world, next, actor, { migrate_from_chat_id: chatId });
    return chat;
  },
});
