/** The bot was added, removed, blocked or unblocked. */
import type { Context } from 'grammy';
import type { ChatMemberUpdated } from 'grammy/types';
import { chooseLocale } from '../locale/choose.ts';
import type { BotParts } from './bot.ts';
import { chatOf } from './incoming.ts';
import { sendReply } from './reply.ts';

const isIn = (status: string) => status === 'member' || status === 'administrator' || status === 'creator' || status === 'restricted';

/** Marks the chat as there or gone; a group that has just added the bot hears two sentences, once. */
export async function hearMembership(
  ctx: Context,
  { chat, from, old_chat_member: before, new_chat_member: after }: ChatMemberUpdated,
  parts: BotParts,
) {
  const { content, store } = parts.services;
  const there = isIn(after.status);
  await store.setActive(chat.id, there);
  if (!there || isIn(before.status) || chat.type === 'private' || chat.type === 'channel') return;
  const locale = chooseLocale((await store.chat(chat.id))?.locale, from.language_code, content.locales, parts.fallback);
  const reply = {
    html: content.say(locale, 'commands.start.welcome'),
    buttons: [[{ label: content.say(locale, 'commands.subscribe.menu'), sends: 'subscribe' }]],
  };
  await sendReply(ctx.api, reply, { chat: chatOf(chat), repliesTo: undefined, replaces: undefined }, content.direction(locale));
}
