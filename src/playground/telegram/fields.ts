/** Objects within parameters: a misspelt field is found here, where Telegram would take no notice. */
import { badRequest, ourBadRequest } from './refusal.ts';

const KNOWN = {
  link_preview_options: ['is_disabled', 'url', 'prefer_small_media', 'prefer_large_media', 'show_above_text'],
  reply_parameters: [
    'message_id',
    'chat_id',
    'allow_sending_without_reply',
    'quote',
    'quote_parse_mode',
    'quote_entities',
    'quote_position',
  ],
  BotCommand: ['command', 'description'],
  BotCommandScope: ['type', 'chat_id', 'user_id'],
  InputPollOption: ['text', 'text_parse_mode', 'text_entities'],
  InlineQueryResultArticle: [
    'type',
    'id',
    'title',
    'input_message_content',
    'reply_markup',
    'url',
    'description',
    'thumbnail_url',
    'thumbnail_width',
    'thumbnail_height',
  ],
  InlineQueryResultsButton: ['text', 'web_app', 'start_parameter'],
  InputTextMessageContent: ['message_text', 'parse_mode', 'entities', 'link_preview_options'],
} as const;

export function checkFields(what: keyof typeof KNOWN, value: unknown): void {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest(`object expected as ${what.replaceAll('_', ' ')}`);
  }
  const known: readonly string[] = KNOWN[what];
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) throw ourBadRequest(`${what} has a field "${unknown}"`);
}
