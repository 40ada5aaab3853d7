/** What Telegram marks in any text by itself: commands, mentions, links, hashtags. */
import type { MessageEntity } from '@grammyjs/types';

const PATTERNS: readonly (readonly [type: 'bot_command' | 'mention' | 'email' | 'url' | 'hashtag', pattern: RegExp])[] = [
  ['email', /(?<![\w.@])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['url', /(?<![\w@])(?:https?:\/\/[^\s]+|(?:[a-z0-9-]+\.)+(?:org|com|net|az|ru|info|int)(?:\/[^\s]*)?)(?<![.,;:!?)])/gi],
  // A slash within a word, a path or after another slash is no command.
  ['bot_command', /(?<![\w/<>])\/[a-z0-9_]{1,64}(?:@[a-z]\w{3,31})?(?![\w/])/gi],
  ['mention', /(?<![\w@/])@[a-z]\w{3,31}(?!\w)/gi],
  ['hashtag', /(?<![\p{L}\p{N}_#])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu],
];

/** In order of offset; of two that overlap the earlier pattern wins. */
export function entitiesTyped(text: string): MessageEntity[] {
  const found: MessageEntity[] = [];
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const [offset, length] = [match.index, match[0].length];
      if (found.every((other) => offset >= other.offset + other.length || offset + length <= other.offset)) {
        found.push({ type, offset, length });
      }
    }
  }
  return found.toSorted((a, b) => a.offset - b.offset);
}

/** Within these nothing is marked. */
const CLOSED: ReadonlySet<string> = new Set(['code', 'pre', 'text_link']);

/** Entities of a bot's text with those that Telegram adds; one that would cross another's edge is left out. */
export function withTyped(text: string, entities: readonly MessageEntity[]): MessageEntity[] {
  const added = entitiesTyped(text).filter(({ offset, length }) =>
    entities.every((other) => {
      const end = other.offset + other.length;
      const isApart = offset + length <= other.offset || offset >= end;
      const isWithin = offset >= other.offset && offset + length <= end;
      return isApart || (isWithin && !CLOSED.has(other.type));
    }),
  );
  if (added.length === 0) return [...entities];
  // The sort is stable: of two alike, the bot's own is the outer one.
  return [...entities, ...added].toSorted((a, b) => a.offset - b.offset || b.length - a.length);
}
