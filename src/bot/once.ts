/** Buttons that count once: the first press takes their row away, and what the handler says is shown for a moment. */
import type { Context } from 'grammy';
import type { Message } from 'grammy/types';
import { keep } from '../bounded.ts';
import type { BotParts } from './bot.ts';
import type { Incoming } from './incoming.ts';
import { answerPress } from './press.ts';
import { noticeOf } from './reply.ts';
import { recallReader, type Heard } from './responder.ts';
import { isRefused } from './send.ts';
import { createWords } from './words.ts';

/** Messages remembered at most: a second press comes within seconds, before Telegram has taken the buttons away. */
const REMEMBERED = 10_000;

/** @returns whether this is the first press on the message */
function createFirst() {
  const seen = new Map<string, true>();
  return ({ chat, message_id: id }: Message): boolean => {
    const key = `${chat.id} ${id}`;
    if (seen.has(key)) return false;
    keep(seen, key, true, REMEMBERED);
    return true;
  };
}

const rowsOf = (message: Message) => message.reply_markup?.inline_keyboard ?? [];
const rowsWithout = (message: Message, data: string) =>
  rowsOf(message).filter((row) => !row.some((button) => 'callback_data' in button && button.callback_data === data));

/** Takes the pressed row away. A message too old to be changed keeps it. */
async function closeRow({ api }: Context, message: Message, data: string): Promise<void> {
  try {
    const markup = { inline_keyboard: rowsWithout(message, data) };
    await api.editMessageReplyMarkup(message.chat.id, message.message_id, { reply_markup: markup });
  } catch (error) {
    if (!isRefused(error)) throw error;
  }
}

/** Runs the handler of such a button. A press that is made up, or comes again, is answered and counts for nothing. */
export function createOnce(parts: BotParts) {
  const { services } = parts;
  const wordsFor = createWords(services.content);
  const isFirst = createFirst();
  return async (ctx: Context, { pressed: message, chat, from }: Incoming, { handler, section, text }: Heard): Promise<void> => {
    const { id = '', data = '' } = ctx.callbackQuery ?? {};
    const isThere = message !== undefined && rowsWithout(message, data).length < rowsOf(message).length;
    if (!isThere || !isFirst(message)) return answerPress(ctx.api, id);
    const { locale } = await recallReader(parts, chat.id, from);
    const reply = await handler.run({ chat, locale, country: undefined, text, words: wordsFor(handler, section, locale) }, services);
    await answerPress(ctx.api, id, noticeOf(reply));
    return closeRow(ctx, message, data);
  };
}
