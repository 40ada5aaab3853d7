/** Telegram's HTML: text and entities, or Telegram's own words for what is wrong with it (tdlib's `parse_html`, read May 2026). */
import type { MessageEntity } from '@grammyjs/types';
import { readAttributes } from './html-attributes.ts';
import { decodeAt } from './html-characters.ts';
import { byteOffset, htmlRefusal, nextAfter, type Reading } from './html-reading.ts';
import { entityOf, TAGS } from './html-tags.ts';
import { badRequest, ourBadRequest } from './refusal.ts';

export interface FormattedText {
  readonly text: string;
  /** In the order of their offsets, an outer one before those within it. */
  readonly entities: MessageEntity[];
}

/**
 * @throws {Refusal} for all that Telegram refuses, and for what it lets pass or drops in silence though no bot means it:
 * a bare `&`, a link that is none, an attribute it does not know
 */
export function parseHtml(html: string): FormattedText {
  const reading: Reading = { html, at: 0, text: '', open: [], entities: [] };
  while (reading.at < html.length) readNext(reading);
  const unclosed = reading.open.at(-1);
  if (unclosed) throw badRequest(`can't parse entities: Can't find end tag corresponding to start tag "${unclosed.name}"`);
  if (!reading.text.isWellFormed()) {
    throw badRequest(
      "can't parse entities: Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units",
    );
  }
  return { text: reading.text, entities: sorted(reading.entities) };
}

function readNext(reading: Reading): void {
  const { html, at } = reading;
  const next = html[at];
  if (next === '<') return html[at + 1] === '/' ? readEndTag(reading) : readStartTag(reading);
  if (next !== '&') {
    const special = /[<&]/g;
    special.lastIndex = at;
    reading.at = special.exec(html)?.index ?? html.length;
    reading.text += html.slice(at, reading.at);
    return undefined;
  }
  const decoded = decodeAt(html, at);
  if (!decoded) throw ourBadRequest(`can't parse entities: Unescaped "&" at byte offset ${byteOffset(reading, at)}`);
  reading.text += decoded.character;
  reading.at = decoded.end;
  return undefined;
}

function readStartTag(reading: Reading): void {
  const { html, at } = reading;
  const end = nextAfter(html, at + 1, /[\s>]/g);
  if (end === html.length) throw htmlRefusal('Unclosed start tag', reading, at);
  const name = html.slice(at + 1, end).toLowerCase();
  if (!TAGS.has(name)) throw htmlRefusal(`Unsupported start tag "${name}"`, reading, at);
  reading.at = end;
  const attributes = readAttributes(reading, name, at);
  if (name === 'span' && attributes['class'] !== 'tg-spoiler') {
    throw htmlRefusal('Tag "span" must have class "tg-spoiler"', reading, at);
  }
  reading.open.push({ name, attributes, offset: reading.text.length, at });
}

function readEndTag(reading: Reading): void {
  const { html, at, open } = reading;
  const tag = open.at(-1);
  if (!tag) throw htmlRefusal('Unexpected end tag', reading, at);
  const end = nextAfter(html, at + 2, /[\s>]/g);
  const close = nextAfter(html, end, /\S/g);
  if (html[close] !== '>') throw htmlRefusal('Unclosed end tag', reading, at);
  const name = html.slice(at + 2, end).toLowerCase();
  if (name !== '' && name !== tag.name) {
    throw badRequest(
      `can't parse entities: Unmatched end tag at byte offset ${byteOffset(reading, at)}, expected "</${tag.name}>", found "</${name}>"`,
    );
  }
  open.pop();
  reading.at = close + 1;
  const length = reading.text.length - tag.offset;
  const entity = length > 0 ? entityOf(tag, length, reading) : undefined;
  if (entity) reading.entities.push(entity);
}

const sorted = (entities: MessageEntity[]): MessageEntity[] =>
  entities
    .map((entity, order) => ({ entity, order }))
    .toSorted((a, b) => a.entity.offset - b.entity.offset || b.entity.length - a.entity.length || b.order - a.order)
    .map(({ entity }) => entity);
