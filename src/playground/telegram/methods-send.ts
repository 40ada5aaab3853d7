/** Methods that put something into a chat. */
import type { Message } from '@grammyjs/types';
import { withTyped } from './entities.ts';
import { fileId, photoSizes } from './files.ts';
import { checkFields } from './fields.ts';
import type { Args } from './methods.ts';
import { post, withoutReply } from './post.ts';
import { badRequest } from './refusal.ts';
import { messageIn, roomFor } from './rooms.ts';
import { captionText, messageText } from './text.ts';
import type { World } from './world.ts';

interface CaptionArgs {
  readonly caption?: string;
  readonly parse_mode?: string;
  readonly caption_entities?: Message['caption_entities'];
}

/** The caption's fields of a message; none when it is empty. */
export function captionFields({ caption, parse_mode, caption_entities }: CaptionArgs): Partial<Message> {
  const { text, entities: given } = captionText({ text: caption, parse_mode, entities: caption_entities });
  if (text === '') return {};
  const entities = withTyped(text, given);
  return { caption: text, ...(entities.length > 0 && { caption_entities: entities }) };
}

/** The text's fields of a message. */
export function textFields(args: Parameters<typeof messageText>[0]): Partial<Message> {
  const { text, entities: given } = messageText(args);
  const entities = withTyped(text, given);
  return { text, ...(entities.length > 0 && { entities }) };
}

/** Fields that a copy takes along. */
const CONTENT = ['text', 'entities', 'caption', 'caption_entities', 'photo', 'document', 'poll', 'voice', 'sticker', 'location'] as const;

const contentOf = (message: Message): Partial<Message> =>
  Object.fromEntries(CONTENT.filter((key) => message[key] !== undefined).map((key) => [key, message[key]]));

export const sendMethods = (world: World) => ({
  sendMessage(args: Args<'sendMessage'>) {
    checkFields('link_preview_options', args.link_preview_options);
    checkFields('reply_parameters', args.reply_parameters);
    return post(world, args, textFields(args));
  },

  sendPhoto(args: Args<'sendPhoto'>) {
    checkFields('reply_parameters', args.reply_parameters);
    const caption = captionFields(args);
    roomFor(world, args.chat_id, 'write');
    const id = fileId(world, args.photo, 'photo');
    return post(world, args, { photo: photoSizes(world, id), ...caption });
  },

  sendDocument(args: Args<'sendDocument'>) {
    checkFields('reply_parameters', args.reply_parameters);
    const caption = captionFields(args);
    roomFor(world, args.chat_id, 'write');
    const id = fileId(world, args.document, 'document');
    const { name = 'file', type = '', bytes } = world.files.get(id) ?? {};
    const document = { file_id: id, file_unique_id: id.slice(-15), file_name: name, mime_type: type, file_size: bytes?.length ?? 0 };
    return post(world, args, { document, ...caption });
  },

  copyMessage(args: Args<'copyMessage'>) {
    const source = messageIn(roomFor(world, args.from_chat_id, 'read'), args.message_id, 'message to copy');
    const content = contentOf(source);
    if (Object.keys(content).length === 0) throw badRequest("the message can't be copied");
    const caption = args.caption === undefined ? {} : captionFields(args);
    return { message_id: post(world, args, { ...content, ...caption }).message_id };
  },

  forwardMessage(args: Args<'forwardMessage'>) {
    const source = messageIn(roomFor(world, args.from_chat_id, 'read'), args.message_id, 'message to forward');
    const { chat, date, message_id, from } = withoutReply(source);
    const origin: Message['forward_origin'] =
      chat.type === 'channel' ? { type: 'channel', chat, date, message_id } : { type: 'user', sender_user: from ?? world.bot, date };
    return post(world, args, { ...contentOf(source), forward_origin: origin });
  },
});
