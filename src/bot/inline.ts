/** Queries from chats that the bot is not in: read, handed to the handler, and answered the way Telegram wants it. */
import type { Context } from 'grammy';
import type { InlineQuery, InlineQueryResultArticle, Message, User } from 'grammy/types';
import { inline, type Offer } from '../handlers/inline.ts';
import type { Log } from '../log.ts';
import type { BotParts } from './bot.ts';
import { withoutMention } from './incoming.ts';
import { keyboard } from './reply.ts';
import { recallReader } from './responder.ts';
import { isRefused } from './send.ts';

/** Telegram asks anew after this many seconds, so that a changed language or country is soon seen. */
const CACHE_S = 60;

/** An offer as Telegram lists it. @param direction of the offer's language */
function article({ id, title, description, html, buttons }: Offer, direction: 'ltr' | 'rtl'): InlineQueryResultArticle {
  const markup = keyboard(buttons, direction);
  return {
    type: 'article',
    id,
    title,
    description,
    input_message_content: { message_text: html, parse_mode: 'HTML', link_preview_options: { is_disabled: true } },
    ...(markup === undefined ? {} : { reply_markup: markup }),
  };
}

/** What is offered to a person: in the language the person chose, else that of the query, else Telegram's. */
async function offersFor(from: User, query: string, offset: string, parts: BotParts) {
  const { services } = parts;
  // A person's private chat has the person's id.
  const { kept, locale, country } = await recallReader(parts, from.id, from);
  const isChosen = kept?.locale !== undefined && kept.locale !== null;
  const found = await inline({ query, offset, locale, isChosen, country }, services);
  return { ...found, results: found.offers.map((offer) => article(offer, services.content.direction(found.locale))) };
}

/** What took too long is past answering, and needs none. */
async function inTime(answer: Promise<unknown>, log: Log): Promise<void> {
  try {
    await answer;
  } catch (error) {
    if (!isRefused(error)) throw error;
    log.warn({ err: error }, 'a query from another chat was not answered');
  }
}

/** Answers what was typed after the bot's name in any chat. */
export async function hearInline({ api }: Context, { id, from, query, offset }: InlineQuery, parts: BotParts): Promise<void> {
  const { results, nextOffset, opensBot } = await offersFor(from, query, offset, parts);
  const button = opensBot === undefined ? {} : { button: { text: opensBot.label, start_parameter: opensBot.payload } };
  const answer = api.answerInlineQuery(id, results, { is_personal: true, cache_time: CACHE_S, next_offset: nextOffset, ...button });
  await inTime(answer, parts.log);
}

/** Somebody names the bot in a chat that it is not in: the first of what it would offer there is its answer. */
export async function hearGuest({ api, me }: Context, message: Message, parts: BotParts): Promise<void> {
  const { guest_query_id: id, from, text = message.caption ?? '' } = message;
  if (id === undefined || from === undefined || from.is_bot) return;
  const { results } = await offersFor(from, withoutMention(text, me.username), '', parts);
  if (results[0] !== undefined) await inTime(api.answerGuestQuery(id, results[0]), parts.log);
}

/** In seconds: by then somebody who typed too fast may ask again. */
const DECLINED_S = 5;

/** Too many queries of one person: nothing is offered, and Telegram does not ask for the same one again for some seconds. */
export const declineInline = ({ api }: Context, { id }: InlineQuery, { log }: BotParts): Promise<void> =>
  inTime(api.answerInlineQuery(id, [], { is_personal: true, cache_time: DECLINED_S }), log);
