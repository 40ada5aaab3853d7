/** Who may change what a whole group receives. */
import type { Api } from 'grammy';
import type { Incoming } from './incoming.ts';
import { isRefused } from './send.ts';

/** In a private chat everyone is their own administrator; in a group Telegram says who is. */
export async function isAdministrator(api: Api, { chat, from, asAdministrator }: Incoming): Promise<boolean> {
  if (chat.kind === 'private' || asAdministrator) return true;
  if (from === undefined) return false;
  try {
    const { status } = await api.getChatMember(chat.id, from.id);
    return status === 'creator' || status === 'administrator';
  } catch (error) {
    // Somebody who has left, or whom Telegram does not tell of.
    if (isRefused(error)) return false;
    throw error;
  }
}
