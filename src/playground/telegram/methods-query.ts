/** Answers to pressed buttons and to inline queries. */
import type { InlineQueryResult, InlineQueryResultsButton } from '@grammyjs/types';
import { checkFields } from './fields.ts';
import { checkInlineMarkup } from './markup.ts';
import type { Args } from './methods.ts';
import { badRequest, ourBadRequest } from './refusal.ts';
import { captionText, lengthOf, messageText } from './text.ts';
import type { OpenQuery, World } from './world.ts';

/** How long Telegram waits for an answer. It names no figure; clients give up after about this long. */
const QUERY_LIFE_MS = 30_000;

/** In characters. */
const ANSWER_LIMIT = 200;
const MOST_RESULTS = 50;
const ID_BYTES = 64;

/** Takes the query out: it is answered once. */
function take(open: Map<string, OpenQuery>, id: string): OpenQuery {
  const query = open.get(id);
  open.delete(id);
  if (!query || performance.now() - query.askedAt > QUERY_LIFE_MS) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  return query;
}

export const queryMethods = (world: World) => ({
  answerCallbackQuery({ callback_query_id: queryId, text = '', show_alert: alert = false, url }: Args<'answerCallbackQuery'>) {
    if (lengthOf(text) > ANSWER_LIMIT) throw badRequest('MESSAGE_TOO_LONG');
    // Besides games, only a link that opens this very bot.
    const opened = `https://t.me/${world.bot.username}?start=`;
    if (url !== undefined && !(url.startsWith(opened) && /^[\w-]{1,64}$/.test(url.slice(opened.length)))) throw badRequest('URL_INVALID');
    const { chatId } = take(world.callbacks, queryId);
    world.emit({ kind: 'callback-answer', chatId, queryId, text, alert, ...(url !== undefined && { url }) });
    return true;
  },

  answerGuestQuery({ guest_query_id: queryId, result }: Args<'answerGuestQuery'>) {
    checkResults([result]);
    const query = take(world.inlineQueries, queryId);
    world.inlineQueries.set(queryId, { ...query, results: [result], askedAt: -Infinity });
    return { inline_message_id: `guest${queryId}` };
  },

  answerInlineQuery({ inline_query_id: queryId, results, next_offset = '', button }: Args<'answerInlineQuery'>) {
    checkResults(results);
    checkButton(button);
    if (Buffer.byteLength(next_offset) > ID_BYTES) throw badRequest('NEXT_OFFSET_INVALID');
    const query = take(world.inlineQueries, queryId);
    world.inlineQueries.set(queryId, { ...query, results, nextOffset: next_offset, button, askedAt: -Infinity });
    world.emit({ kind: 'inline-answer', userId: query.from.id, queryId, results, button });
    return true;
  },
});

function checkButton(button: InlineQueryResultsButton | undefined): void {
  if (button === undefined) return;
  checkFields('InlineQueryResultsButton', button);
  const { text, start_parameter: payload, web_app: app } = button;
  if (typeof text !== 'string' || text.trim() === '') throw badRequest('BUTTON_TEXT_EMPTY');
  if (app !== undefined) throw ourBadRequest('fake Telegram opens no web apps');
  if (typeof payload !== 'string' || !/^[\w-]{1,64}$/.test(payload)) throw badRequest('START_PARAM_INVALID');
}

function checkResults(results: readonly InlineQueryResult[]): void {
  if (!Array.isArray(results)) throw badRequest('expected an Array of inline query results');
  if (results.length > MOST_RESULTS) throw badRequest('too many inline query results specified');
  const ids = new Set<string>();
  for (const result of results) {
    const { id } = result;
    if (typeof id !== 'string') throw badRequest('can\'t parse inline query result: Can\'t find field "id"');
    if (id === '' || Buffer.byteLength(id) > ID_BYTES) throw badRequest('RESULT_ID_INVALID');
    if (ids.has(id)) throw badRequest('RESULT_ID_DUPLICATE');
    ids.add(id);
    checkResult(result);
  }
}

function checkResult(result: InlineQueryResult): void {
  if ('reply_markup' in result) checkInlineMarkup(result.reply_markup);
  if (result.type === 'article') {
    checkFields('InlineQueryResultArticle', result);
    if (typeof result.title !== 'string' || result.title === '') throw badRequest('ARTICLE_TITLE_EMPTY');
    const content = result.input_message_content;
    if (!content || !('message_text' in content)) throw badRequest('sent message content must be explicitly specified');
    checkFields('InputTextMessageContent', content);
    messageText({ text: content.message_text, parse_mode: content.parse_mode, entities: content.entities });
  } else if (result.type === 'photo' && ('photo_url' in result || 'photo_file_id' in result)) {
    captionText({ text: result.caption, parse_mode: result.parse_mode, entities: result.caption_entities });
  } else throw ourBadRequest(`fake Telegram does not do inline results of type "${result.type}" yet`);
}
