/** A Reply as Telegram shows it: HTML, and rows of buttons mirrored for right-to-left readers. */
import type { Api, InputFile } from 'grammy';
import type { InlineKeyboardButton, InlineKeyboardMarkup, Message } from 'grammy/types';
import { plainText } from '../content/entry.ts';
import { LIMITS } from '../content/limits.ts';
import { visibleLength } from '../content/rules.ts';
import type { AnyReply, Button, Chat, Photo, Reply } from '../handlers/handler.ts';
import type { Photos } from './photos.ts';
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

/** What a reply says, as plain text; undefined where it says nothing. */
export const noticeOf = (reply: AnyReply): string | undefined =>
  reply !== undefined && 'html' in reply ? plainText(reply.html) : undefined;

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

/** How a picture is sent: as one to look at, or as a file to print. */
export const postPhoto =
  (api: Api, chatId: number, { asFile = false }: Photo, options: Parameters<Api['sendPhoto']>[2]) =>
  (file: string | InputFile) =>
    asFile ? api.sendDocument(chatId, file, options) : api.sendPhoto(chatId, file, options);

const threadOf = ({ threadId }: Chat) => (threadId === undefined ? {} : { message_thread_id: threadId });

/** In a group it is said whom the answer is for. */
const answering = ({ chat, repliesTo }: Place) =>
  repliesTo === undefined || chat.kind === 'private'
    ? {}
    : { reply_parameters: { message_id: repliesTo, allow_sending_without_reply: true } };

/** The picture with the text under it; undefined where only the text can be sent. */
function sendPhoto(api: Api, reply: Reply, place: Place, direction: 'ltr' | 'rtl', photos: Photos | undefined) {
  const { photo, html } = reply;
  if (photo === undefined || photos === undefined || visibleLength(html) > LIMITS.caption) return undefined;
  const { link_preview_options: _none, ...shown } = look(reply, direction);
  const options = { caption: html, ...shown, ...threadOf(place.chat), ...answering(place) };
  return photos.send(photo, postPhoto(api, place.chat.id, photo, options));
}

/** A picture cannot become a text, nor a text a picture. */
const canBecome = (message: Message | undefined, { photo }: Reply): message is Message =>
  message?.text !== undefined && photo === undefined;

/**
 * Sends or, for a pressed button of a page that turns, changes the message. A message that cannot be changed any more is sent anew.
 * @param photos sends pictures; without it their text goes out alone
 * @returns the message as it now stands
 */
export async function sendReply(api: Api, reply: Reply, place: Place, direction: 'ltr' | 'rtl', photos?: Photos): Promise<Message> {
  const { chat, replaces } = place;
  if (canBecome(replaces, reply)) {
    if (isShown(replaces, reply, direction)) return replaces;
    try {
      const changed = await api.editMessageText(chat.id, replaces.message_id, reply.html, look(reply, direction));
      return typeof changed === 'object' ? changed : replaces;
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
  }
  const pictured = await sendPhoto(api, reply, place, direction, photos);
  return pictured ?? api.sendMessage(chat.id, reply.html, { ...look(reply, direction), ...threadOf(chat), ...answering(place) });
}
