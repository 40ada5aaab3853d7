/** A text as Telegram keeps it: parsed, cleaned, trimmed, measured. */
import type { MessageEntity } from '@grammyjs/types';
import { type FormattedText, parseHtml } from './html.ts';
import { badRequest } from './refusal.ts';

export interface RawText {
  readonly text: string | undefined;
  readonly parse_mode?: string | undefined;
  readonly entities?: readonly MessageEntity[] | undefined;
}

/** Telegram's bound on a text before its entities are read, in bytes. */
const RAW_LIMIT = 32_768;

/** In characters (code points), after entities are read. */
export const TEXT_LIMIT = 4096;
export const CAPTION_LIMIT = 1024;

/** Characters, as Telegram counts its limits. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** The text of a message. @throws {Refusal} when it is empty, too long, or its HTML is broken */
export function messageText(raw: RawText): FormattedText {
  if (raw.text === undefined || raw.text === '') throw badRequest('message text is empty');
  const formatted = formattedText(raw);
  if (isEmpty(formatted.text)) throw badRequest('text must be non-empty');
  if (lengthOf(formatted.text) > TEXT_LIMIT) throw badRequest('message is too long');
  return formatted;
}

/** The caption of a picture or a file; it may be empty. */
export function captionText(raw: RawText): FormattedText {
  const formatted = formattedText(raw);
  if (lengthOf(formatted.text) > CAPTION_LIMIT) throw badRequest('message caption is too long');
  return isEmpty(formatted.text) ? { text: '', entities: [] } : formatted;
}

/** Any text with entities, without a limit of its own. */
export function formattedText({ text = '', parse_mode, entities }: RawText): FormattedText {
  if (Buffer.byteLength(text) > RAW_LIMIT) throw badRequest('text is too long');
  if (!text.isWellFormed()) throw badRequest('strings must be encoded in UTF-8');
  const mode = parse_mode?.toLowerCase() ?? '';
  if (mode === 'html') return tidied(parseHtml(text));
  if (mode === 'markdown' || mode === 'markdownv2') throw badRequest(`fake Telegram does not read ${parse_mode} yet`);
  if (mode !== '' && mode !== 'none') throw badRequest('unsupported parse_mode');
  return tidied({ text, entities: [...(entities ?? [])] });
}

/** What Telegram turns into a space (control characters) or takes out: CR, U+2028 to U+202E, three combining lines. */
const UNCLEAN = /(?!\n)\p{Cc}|[\u2028-\u202E]|\u0333|\u033F|\u030A/u;

function tidied(formatted: FormattedText): FormattedText {
  const { text, entities } = UNCLEAN.test(formatted.text) ? cleaned(formatted) : formatted;
  let end = text.length;
  while (text[end - 1] === ' ' || text[end - 1] === '\n') end -= 1;
  const leading = text.search(/[^ \n]|$/);
  const start = Math.min(leading, entities[0]?.offset ?? leading, end);
  const kept = entities
    .map((entity) => ({ ...entity, offset: entity.offset - start, length: Math.min(entity.length, end - entity.offset) }))
    .filter(({ length }) => length > 0);
  return { text: text.slice(start, end), entities: kept };
}

function cleaned({ text, entities }: FormattedText): FormattedText {
  let result = '';
  /** Where each unit of the old text stands in the new one. */
  const places: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    places.push(result.length);
    const unit = text[at] ?? '';
    if (!UNCLEAN.test(unit)) result += unit;
    else if (unit < ' ' && unit !== '\r') result += ' ';
  }
  const placed = (at: number) => places[at] ?? result.length;
  const moved = entities.map((entity) => {
    const offset = placed(entity.offset);
    return { ...entity, offset, length: placed(entity.offset + entity.length) - offset };
  });
  return { text: result, entities: moved };
}

/** Spaces of every kind, and what is drawn as nothing. */
const isEmpty = (text: string): boolean => /^[\s\u00A0\u180E\u200B-\u200F\u2800\u3000\uFEFF\uFFFC\u202E]*$/u.test(text);
