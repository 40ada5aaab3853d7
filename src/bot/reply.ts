/** A Reply as Telegram shows it: HTML, and rows of buttons mirrored for right-to-left readers. */
import type { Api } from 'grammy';
import type { InlineKeyboardButton, InlineKeyboardMarkup, Message } from 'grammy/types';
import { plainText } from '../content/entry.ts';
import type { Button, Chat, Reply } from '../handlers/handler.ts';
import { isRefused } from './send.ts';

function telegramButton(button: Button): InlineKeyboardButton {
  const { label: text, style } = button;
  const shown = { text, ...(style === undefined ? {} : { style }) };
  if ('sends' in button) return { ...shown, callback_data: button.sends };
  if ('url' in button) return { ...shown, url: button.url };
  if ('copies' in button) return { ...shown, copy_text: { text: button.copies } };
  return {
    ...shown,
    switch_inline_query_chosen_chat: { query: button.shares, allow_user_chats: true, allow_group_chats: true, allow_channel_chats: true },
  };
}

/** Telegram mirrors no buttons itself, so rows are turned here. */
export function keyboard(rows: Reply['buttons'], direction: 'ltr' | 'rtl'): InlineKeyboardMarkup | undefined {
  const full = rows?.filter((row) => row.length > 0) ?? [];
  if (full.length === 0) return undefined;
  return { inline_keyboard: full.map((row) => (direction === 'rtl' ? row.toReversed() : row).map(telegramButton)) };
}

/** Where a reply goes, and what it answers. */
export interface Place {
  readonly chat: Chat;
  /** Replied to in groups, where several people talk at once. */
  readonly repliesTo: number | undefined;
  /** The message a press stands on, when the reply is to take its place. */
  readonly replaces: Message | undefined;
}

export function look(reply: Reply, direction: 'ltr' | 'rtl') {
  const markup = keyboard(reply.buttons, direction);
  return {
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...(markup === undefined ? {} : { reply_markup: markup }),
  } as const;
}

const labels = (markup: InlineKeyboardMarkup | undefined) =>
  JSON.stringify(markup?.inline_keyboard.map((row) => row.map(({ text }) => text)) ?? []);
const bare = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Telegram refuses a change that changes nothing, as when a button is pressed twice. */
const isShown = (message: Message, reply: Reply, direction: 'ltr' | 'rtl') =>
  bare(message.text ?? '') === bare(plainText(reply.html, { links: false })) &&
  labels(message.reply_markup) === labels(keyboard(reply.buttons, direction));

/**
 * Sends or, for a pressed button of a page that turns, changes the message. A message that cannot be changed any more is sent anew.
 * @returns the message as it now stands
 */
export async function sendReply(api: Api, reply: Reply, place: Place, direction: 'ltr' | 'rtl'): Promise<Message> {
  const { chat, repliesTo, replaces } = place;
  if (replaces !== undefined) {
    if (isShown(replaces, reply, direction)) return replaces;
    try {
      const changed = await api.editMessageText(chat.id, replaces.message_id, reply.html, look(reply, direction));
      return typeof changed === 'object' ? changed : replaces;
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
  }
  return api.sendMessage(chat.id, reply.html, {
    ...look(reply, direction),
    ...(chat.threadId === undefined ? {} : { message_thread_id: chat.threadId }),
    ...(repliesTo === undefined || chat.kind === 'private'
      ? {}
      : { reply_parameters: { message_id: repliesTo, allow_sending_without_reply: true } }),
  });
}
