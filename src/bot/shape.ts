/** Whether an update has the shape that Telegram gives it, as far as the bot reads it. Everything else is let pass: Telegram adds fields. */
import type { Update } from 'grammy/types';
import { z } from 'zod';

/** Telegram's ids have 52 bits at most. */
const id = z.int();
const chat = z.looseObject({ id, type: z.enum(['private', 'group', 'supergroup', 'channel']) });
const user = z.looseObject({ id: id.positive(), is_bot: z.boolean(), language_code: z.string().optional() });
const thread = { message_thread_id: id.optional(), is_topic_message: z.boolean().optional() };
const keyboard = z.looseObject({ inline_keyboard: z.array(z.array(z.looseObject({ text: z.string() }))) });

const message = z.looseObject({
  message_id: id,
  chat,
  ...thread,
  from: user.optional(),
  sender_chat: z.looseObject({ id }).optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  is_automatic_forward: z.boolean().optional(),
  reply_to_message: z.looseObject({ from: z.looseObject({ id }).optional() }).optional(),
  migrate_to_chat_id: id.optional(),
});
const pressed = z.looseObject({
  message_id: id,
  chat,
  ...thread,
  date: z.int(),
  text: z.string().optional(),
  reply_markup: keyboard.optional(),
});
const member = z.looseObject({ status: z.string() });

const shape = z.looseObject({
  message: message.optional(),
  guest_message: message.extend({ guest_query_id: z.string().optional() }).optional(),
  callback_query: z.looseObject({ id: z.string(), from: user, data: z.string().optional(), message: pressed.optional() }).optional(),
  inline_query: z.looseObject({ id: z.string(), from: user, query: z.string(), offset: z.string() }).optional(),
  my_chat_member: z.looseObject({ chat, from: user, old_chat_member: member, new_chat_member: member }).optional(),
  poll_answer: z.looseObject({ poll_id: z.string(), user: user.optional(), option_ids: z.array(z.int()) }).optional(),
});

/** @returns where the shape is another, as `message.chat.id`; undefined when all is well */
export function shapeFault(update: Update): string | undefined {
  const result = shape.safeParse(update);
  return result.success ? undefined : (result.error.issues[0]?.path.join('.') ?? 'the whole');
}
