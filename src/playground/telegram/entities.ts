/** What Telegram's clients mark in a text that a person typed: commands, mentions, links, numbers. */
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
