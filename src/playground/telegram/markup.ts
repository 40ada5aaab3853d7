/** Keyboards: what Telegram refuses on a button. */
import type { InlineKeyboardButton, InlineKeyboardMarkup } from '@grammyjs/types';
import { linkProblem } from './links.ts';
import { badRequest, ourBadRequest } from './refusal.ts';
import { lengthOf } from './text.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Kinds of a button; Telegram takes the first it finds, and we ask for one. */
const SWITCHES = ['switch_inline_query', 'switch_inline_query_current_chat', 'switch_inline_query_chosen_chat'];
const KINDS = ['url', 'callback_data', 'copy_text', ...SWITCHES];
const FIELDS: ReadonlySet<string> = new Set(['text', 'style', 'icon_custom_emoji_id', ...KINDS]);
const STYLES = new Set<unknown>(['danger', 'primary', 'success']);
const OTHER_MARKUPS = ['keyboard', 'remove_keyboard', 'force_reply'];

/** Telegram's bounds on one keyboard. */
const MOST_BUTTONS = 100;
const MOST_IN_A_ROW = 8;

/** @returns the inline keyboard, undefined when there is none or another kind of markup; @throws {Refusal} */
export function checkMarkup(markup: unknown): InlineKeyboardMarkup | undefined {
  if (markup === undefined) return undefined;
  if (!isFields(markup)) throw badRequest('object expected as reply markup');
  const { inline_keyboard: rows } = markup;
  if (rows === undefined) {
    if (OTHER_MARKUPS.some((key) => key in markup)) return undefined;
    throw ourBadRequest('reply markup has no keyboard that Telegram knows');
  }
  if (!Array.isArray(rows)) throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays');
  const checked = rows.map(checkRow).filter((row) => row.length > 0);
  if (checked.flat().length > MOST_BUTTONS) throw badRequest('reply markup is too long');
  return checked.length > 0 ? { inline_keyboard: checked } : undefined;
}

/** For edits, which take nothing but an inline keyboard. */
export function checkInlineMarkup(markup: unknown): InlineKeyboardMarkup | undefined {
  if (isFields(markup) && markup['inline_keyboard'] === undefined) throw badRequest('inline keyboard expected');
  return checkMarkup(markup);
}

function checkRow(row: unknown): InlineKeyboardButton[] {
  if (!Array.isArray(row)) throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays');
  if (row.length > MOST_IN_A_ROW) throw ourBadRequest(`a row of ${row.length} buttons, of which Telegram shows ${MOST_IN_A_ROW}`);
  return row.map(checkButton);
}

const cannotParse = (why: string) => badRequest(`can't parse inline keyboard button: ${why}`);

function checkButton(button: unknown): InlineKeyboardButton {
  if (!isFields(button)) throw cannotParse('InlineKeyboardButton must be an Object');
  const { text, style } = button;
  if (text === undefined) throw cannotParse('Can\'t find field "text"');
  if (typeof text !== 'string') throw cannotParse('Field "text" must be of type String');
  if (text.trim() === '') throw badRequest('inline keyboard button text must be non-empty');
  if (style !== undefined && !STYLES.has(style)) throw cannotParse('invalid button style specified');
  const unknown = Object.keys(button).find((key) => !FIELDS.has(key));
  if (unknown !== undefined) throw ourBadRequest(`an inline keyboard button has a field "${unknown}"`);
  const kinds = KINDS.filter((kind) => button[kind] !== undefined && button[kind] !== '');
  const [kind] = kinds;
  // An empty query is a kind of its own: the bot's name alone is put in the field.
  const empty = SWITCHES.find((key) => button[key] === '');
  if (kind === undefined && empty === undefined) throw cannotParse('Text buttons are unallowed in the inline keyboard');
  if (kinds.length > 1) throw ourBadRequest(`an inline keyboard button is ${kinds.join(' and ')} at once`);
  if (kind !== undefined) checkKind(kind, button[kind]);
  return button as unknown as InlineKeyboardButton;
}

function checkKind(kind: string, value: unknown): void {
  if (kind === 'callback_data') {
    if (typeof value !== 'string') throw cannotParse('Field "callback_data" must be of type String');
    if (Buffer.byteLength(value) > 64) throw badRequest('BUTTON_DATA_INVALID');
  } else if (kind === 'url') checkUrl(value);
  else if (kind === 'copy_text') {
    const text = isFields(value) ? value['text'] : undefined;
    if (typeof text !== 'string') throw cannotParse('Can\'t find field "text"');
    if (text === '' || lengthOf(text) > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID');
  } else if (kind === 'switch_inline_query_chosen_chat') checkShare(value);
}

function checkUrl(value: unknown): void {
  if (typeof value !== 'string') throw cannotParse('Field "url" must be of type String');
  const problem = linkProblem(value);
  if (problem !== undefined) throw badRequest(`inline keyboard button URL '${value}' is invalid: ${problem}`);
}

function checkShare(value: unknown): void {
  if (!isFields(value)) throw cannotParse('Field "switch_inline_query_chosen_chat" must be of type Object');
  if (!Object.keys(value).some((key) => key.startsWith('allow_') && value[key] === true)) {
    throw badRequest('at least one chat type must be allowed');
  }
  if (typeof value['query'] === 'string' && lengthOf(value['query']) > 256) throw ourBadRequest('a query of over 256 characters');
}
