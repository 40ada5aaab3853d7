/** The bot was added, removed, blocked or unblocked. */
import type { Context } from 'grammy';
import type { ChatMemberUpdated } from 'grammy/types';
import type { Chat } from '../handlers/handler.ts';
import { GROUP_PAYLOAD } from '../handlers/links.ts';
import { groupGreeting } from '../handlers/start.ts';
import { chooseLocale } from '../locale/choose.ts';
import type { Store } from '../store/store.ts';
import type { BotParts } from './bot.ts';
import { chatOf } from './incoming.ts';
import { sendReply } from './reply.ts';

const isIn = (status: string) => status === 'member' || status === 'administrator' || status === 'creator' || status === 'restricted';

/** A chat that had gone is back: it is offered the reminder again, and gets neither it nor tips unasked. */
export async function welcomeBack(store: Store, { id, kind }: Chat): Promise<void> {
  if ((await store.chat(id))?.active === false) await store.saveChat(id, kind, { active: true, subscribed: false, weeklyTip: false });
}

/** A channel that makes the bot an administrator wants its reminder; there nobody could ask for it. */
async function hearChannel({ chat, from, new_chat_member: { status } }: ChatMemberUpdated, { services, fallback }: BotParts) {
  const { content, store } = services;
  if (status !== 'administrator') return store.setActive(chat.id, false);
  const locale = chooseLocale((await store.chat(chat.id))?.locale, from.language_code, content.locales, fallback);
  return store.saveChat(chat.id, 'channel', { subscribed: true, active: true, locale });
}

/** Marks the chat as there or gone; a group that has just added the bot hears two sentences. @returns whether it was greeted so */
export async function hearMembership(ctx: Context, change: ChatMemberUpdated, parts: BotParts): Promise<boolean> {
  const { chat, from, old_chat_member: before, new_chat_member: after } = change;
  const { content, store } = parts.services;
  if (chat.type === 'channel') return hearChannel(change, parts).then(() => false);
  if (!isIn(after.status)) return store.setActive(chat.id, false).then(() => false);
  await welcomeBack(store, chatOf(chat));
  if (isIn(before.status) || chat.type === 'private') return false;
  const locale = chooseLocale((await store.chat(chat.id))?.locale, from.language_code, content.locales, parts.fallback);
  const reply = groupGreeting(content, locale);
  await sendReply(ctx.api, reply, { chat: chatOf(chat), repliesTo: undefined, replaces: undefined }, content.direction(locale));
  return true;
}

/** Telegram sends the link's command right after the bot was added. */
const GREETING_MS = 60_000;

/** Who adds the bot by a link also sends `/start group` for it: a group greeted just before is not greeted twice. */
export function createGreetings(parts: BotParts) {
  const greeted = new Map<number, number>();
  const now = () => parts.services.now().getTime();
  return {
    async hear(ctx: Context, change: ChatMemberUpdated): Promise<void> {
      if (await hearMembership(ctx, change, parts)) greeted.set(change.chat.id, now());
    },
    /** Whether this start only says what the greeting has said. */
    isSaid(chatId: number, payload: string): boolean {
      const at = greeted.get(chatId) ?? -Infinity;
      if (payload === GROUP_PAYLOAD) greeted.delete(chatId);
      return payload === GROUP_PAYLOAD && now() - at < GREETING_MS;
    },
  };
}
