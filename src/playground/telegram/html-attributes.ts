/** Attributes of a start tag of Telegram's HTML. */
import { decodeAt } from './html-characters.ts';
import { type Attributes, byteOffset, htmlRefusal, nextAfter, type Reading } from './html-reading.ts';
import { ATTRIBUTES } from './html-tags.ts';
import { ourBadRequest } from './refusal.ts';

/** Reads up to and past the `>`; `start` is where the tag's `<` stands. */
export function readAttributes(reading: Reading, tag: string, start: number): Attributes {
  const { html } = reading;
  const attributes: Record<string, string> = {};
  for (;;) {
    reading.at = nextAfter(html, reading.at, /\S/g);
    if (html[reading.at] === '>') break;
    const from = reading.at;
    reading.at = nextAfter(html, from, /[\s=>/"']/g);
    const name = html.slice(from, reading.at);
    if (name === '') throw htmlRefusal(`Empty attribute name in the tag "${tag}"`, reading, start);
    if (!ATTRIBUTES[tag]?.includes(name)) {
      throw ourBadRequest(`can't parse entities: Unknown attribute "${name}" in the tag "${tag}"`);
    }
    attributes[name] = readValue(reading, tag, start);
  }
  reading.at += 1;
  return attributes;
}

function readValue(reading: Reading, tag: string, start: number): string {
  const { html } = reading;
  reading.at = nextAfter(html, reading.at, /\S/g);
  if (reading.at === html.length) throw htmlRefusal(`Unclosed start tag "${tag}"`, reading, start);
  if (html[reading.at] !== '=') return '';
  reading.at = nextAfter(html, reading.at + 1, /\S/g);
  if (reading.at === html.length) throw htmlRefusal(`Unclosed start tag "${tag}"`, reading, start);
  const quote = html[reading.at];
  const value = quote === '"' || quote === "'" ? readQuoted(reading, quote) : readToken(reading);
  if (reading.at >= html.length) throw htmlRefusal('Unclosed start tag', reading, start);
  return value;
}

/** A value without quotes: letters, digits, periods, hyphens; Telegram makes it small. */
function readToken(reading: Reading): string {
  const from = reading.at;
  reading.at = nextAfter(reading.html, from, /[^a-z0-9.-]/gi);
  if (!/[\s>]/.test(reading.html[reading.at] ?? '')) {
    throw htmlRefusal('Unexpected end of name token', reading, from);
  }
  return reading.html.slice(from, reading.at).toLowerCase();
}

function readQuoted(reading: Reading, quote: string): string {
  const { html } = reading;
  let value = '';
  reading.at += 1;
  while (reading.at < html.length && html[reading.at] !== quote) {
    const decoded = html[reading.at] === '&' ? decodeAt(html, reading.at) : undefined;
    if (html[reading.at] === '&' && !decoded) {
      throw ourBadRequest(`can't parse entities: Unescaped "&" at byte offset ${byteOffset(reading, reading.at)}`);
    }
    value += decoded?.character ?? html[reading.at];
    reading.at = decoded?.end ?? reading.at + 1;
  }
  reading.at += 1;
  return value;
}
