/** Where a reading of Telegram's HTML stands, and how it speaks of what is wrong there. */
import type { MessageEntity } from '@grammyjs/types';
import { badRequest, type Refusal } from './refusal.ts';

/** By name; an attribute without a value is the empty text. */
export type Attributes = Readonly<Record<string, string>>;

/** A tag read and not closed yet. */
export interface OpenTag {
  readonly name: string;
  readonly attributes: Attributes;
  /** Where its text begins, in UTF-16 units. */
  readonly offset: number;
  /** Where `<` stands in the source, in UTF-16 units. */
  readonly at: number;
}

/** Reading position and what came of it so far; only this folder's HTML files see it. */
export interface Reading {
  readonly html: string;
  at: number;
  text: string;
  readonly open: OpenTag[];
  readonly entities: MessageEntity[];
}

/** Telegram names a place by the bytes of UTF-8 before it. */
export const byteOffset = ({ html }: Reading, at: number): number => Buffer.byteLength(html.slice(0, at));

export const htmlRefusal = (why: string, reading: Reading, at: number): Refusal =>
  badRequest(`can't parse entities: ${why} at byte offset ${byteOffset(reading, at)}`);

/** Index of the first match from `from` on, else the length. */
export function nextAfter(html: string, from: number, pattern: RegExp): number {
  pattern.lastIndex = from;
  return pattern.exec(html)?.index ?? html.length;
}
