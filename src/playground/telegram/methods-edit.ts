/** Methods that change or take back a message of the bot. */
import { isDeepStrictEqual } from 'node:util';
import type { InlineKeyboardMarkup, Message } from '@grammyjs/types';
import { checkFields } from './fields.ts';
import { checkInlineMarkup } from './markup.ts';
import type { Args } from './methods.ts';
import { captionFields, textFields } from './methods-send.ts';
import { badRequest, ourBadRequest } from './refusal.ts';
import { messageIn, roomFor } from './rooms.ts';
import { type Room, unixTime, type World } from './world.ts';

/** Telegram lets a bot delete a message for two days. */
const DELETABLE_SECONDS = 48 * 60 * 60;

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

interface Target {
  readonly chat_id?: number | string;
  readonly message_id?: number;
  readonly inline_message_id?: string;
}

function find(world: World, { chat_id, message_id, inline_message_id }: Target): { room: Room; message: Message } {
  if (inline_message_id !== undefined) throw ourBadRequest('fake Telegram does not edit inline messages yet');
  if (chat_id !== undefined && message_id === undefined) throw badRequest('message identifier is not specified');
  const room = roomFor(world, chat_id, 'edit');
  const message = messageIn(room, message_id, 'message to edit');
  const isOwn = message.from?.id === world.bot.id || message.sender_chat?.type === 'channel';
  if (!isOwn || message.forward_origin) throw badRequest("message can't be edited");
  return { room, message };
}

/** Puts the changed message in the place of the old one; `drop` are the fields that the change replaces. */
function replace(world: World, target: Target, drop: readonly (keyof Message)[], change: Partial<Message>): Message {
  const { room, message } = find(world, target);
  const rest = Object.fromEntries(Object.entries(message).filter(([key]) => !drop.some((dropped) => dropped === key)));
  const changed = { ...(rest as unknown as Message), ...change };
  if (isDeepStrictEqual(changed, message)) throw badRequest(NOT_MODIFIED);
  const edited: Message = { ...changed, edit_date: unixTime(world) };
  room.messages.set(edited.message_id, edited);
  world.emit({ kind: 'edited', chatId: room.chat.id, message: edited });
  return edited;
}

const keyboard = (markup: InlineKeyboardMarkup | undefined): Partial<Message> => (markup ? { reply_markup: markup } : {});

export const editMethods = (world: World) => ({
  editMessageText(args: Args<'editMessageText'>) {
    if (args.rich_message !== undefined) throw ourBadRequest('fake Telegram has no rich messages: old clients show a blank');
    checkFields('link_preview_options', args.link_preview_options);
    const text = textFields({ text: args.text, parse_mode: args.parse_mode, entities: args.entities });
    const markup = checkInlineMarkup(args.reply_markup);
    if (find(world, args).message.text === undefined) throw badRequest('there is no text in the message to edit');
    return replace(world, args, ['text', 'entities', 'reply_markup'], { ...text, ...keyboard(markup) });
  },

  editMessageCaption(args: Args<'editMessageCaption'>) {
    const caption = captionFields(args);
    const markup = checkInlineMarkup(args.reply_markup);
    const { message } = find(world, args);
    if (!message.photo && !message.document) throw badRequest('there is no caption in the message to edit');
    return replace(world, args, ['caption', 'caption_entities', 'reply_markup'], { ...caption, ...keyboard(markup) });
  },

  editMessageReplyMarkup(args: Args<'editMessageReplyMarkup'>) {
    return replace(world, args, ['reply_markup'], keyboard(checkInlineMarkup(args.reply_markup)));
  },

  deleteMessage({ chat_id, message_id }: Args<'deleteMessage'>) {
    const room = roomFor(world, chat_id, 'edit');
    const message = messageIn(room, message_id, 'message to delete');
    const isOwn = message.from?.id === world.bot.id;
    const mayDelete = isOwn || room.chat.type === 'private' || room.bot === 'administrator';
    if (!mayDelete || unixTime(world) - message.date > DELETABLE_SECONDS) throw badRequest("message can't be deleted");
    room.messages.delete(message_id);
    world.emit({ kind: 'deleted', chatId: room.chat.id, messageId: message_id });
    return true;
  },
});
