/** Members of a chat as Telegram describes them. */
import type { ChatMember, ChatMemberAdministrator, User } from '@grammyjs/types';
import type { Room, World } from './world.ts';

/** Rights of an administrator who may do all that a bot like ours could need. */
const RIGHTS: Omit<ChatMemberAdministrator, 'status' | 'user'> = {
  can_be_edited: false,
  is_anonymous: false,
  can_manage_chat: true,
  can_delete_messages: true,
  can_manage_video_chats: false,
  can_restrict_members: false,
  can_promote_members: false,
  can_change_info: false,
  can_invite_users: true,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
  can_send_welcome_messages: false,
};

export type Standing = 'creator' | 'administrator' | 'member' | 'left' | 'kicked';

/** The member object for somebody of that standing. */
export function memberObject(user: User, standing: Standing, chatType: string): ChatMember {
  switch (standing) {
    case 'creator':
      return { status: 'creator', user, is_anonymous: false };
    case 'administrator':
      return {
        ...RIGHTS,
        ...(chatType === 'channel' && { can_post_messages: true, can_edit_messages: true }),
        status: 'administrator',
        user,
      };
    case 'kicked':
      return { status: 'kicked', user, until_date: 0 };
    case 'left':
      return { status: 'left', user };
    case 'member':
      return { status: 'member', user };
    default:
      return standing satisfies never;
  }
}

/** The bot in a private chat that is blocked is `kicked`, as Telegram says it. */
export function botStanding({ bot }: Room): Standing {
  return bot === 'member' || bot === 'administrator' || bot === 'left' ? bot : 'kicked';
}

export function memberOf(world: World, room: Room, user: User): ChatMember {
  const standing = user.id === world.bot.id ? botStanding(room) : (room.members.get(user.id) ?? 'left');
  return memberObject(user, standing, room.chat.type);
}
