/** The tags of Telegram's HTML and the entity each one makes. */
import type { MessageEntity } from '@grammyjs/types';
import type { OpenTag, Reading } from './html-reading.ts';
import { linkProblem } from './links.ts';
import { badRequest, ourBadRequest } from './refusal.ts';

const SIMPLE = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  u: 'underline',
  ins: 'underline',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
} as const;

/** Attributes that mean something, by tag. */
export const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  code: ['class'],
  span: ['class'],
  blockquote: ['expandable'],
  'tg-emoji': ['emoji-id'],
};

/** `tg-time` and rich messages are Telegram's too; the bot must not use them, since old clients show a blank. */
export const TAGS: ReadonlySet<string> = new Set([...Object.keys(SIMPLE), ...Object.keys(ATTRIBUTES), 'pre']);

const isSimple = (name: string): name is keyof typeof SIMPLE => Object.hasOwn(SIMPLE, name);

/** @returns undefined when the tag makes no entity of its own */
export function entityOf(tag: OpenTag, length: number, reading: Reading): MessageEntity | undefined {
  const { name, offset, attributes } = tag;
  if (isSimple(name)) return { type: SIMPLE[name], offset, length };
  switch (name) {
    case 'a':
      return linkOf(tag, length, reading);
    case 'blockquote':
      return { type: attributes['expandable'] === undefined ? 'blockquote' : 'expandable_blockquote', offset, length };
    case 'tg-emoji':
      if (!/^[1-9]\d*$/.test(attributes['emoji-id'] ?? '')) {
        throw badRequest("can't parse entities: Invalid custom emoji identifier specified");
      }
      return { type: 'custom_emoji', offset, length, custom_emoji_id: attributes['emoji-id'] ?? '' };
    default:
      return codeOf(tag, length, reading);
  }
}

/** `<pre><code class="language-x">`, either way round, is one entity with a language. */
function codeOf({ name, offset, attributes }: OpenTag, length: number, { entities }: Reading): MessageEntity | undefined {
  const inner = entities.at(-1);
  const sameText = inner?.offset === offset && inner.length === length;
  const [, ownLanguage] = /^language-(.+)$/.exec(attributes['class'] ?? '') ?? [];
  if (name === 'code' && inner?.type === 'pre' && sameText && ownLanguage !== undefined) {
    inner.language = ownLanguage;
    return undefined;
  }
  if (name === 'pre' && inner?.type === 'code' && sameText && languages.has(inner)) {
    entities.pop();
    return { type: 'pre', offset, length, language: languages.get(inner) ?? '' };
  }
  const entity: MessageEntity = { type: name === 'code' ? 'code' : 'pre', offset, length };
  if (ownLanguage !== undefined) languages.set(entity, ownLanguage);
  return entity;
}

/** A `code` entity carries no language of its own; it waits here for the `pre` around it. */
const languages = new WeakMap<MessageEntity, string>();

function linkOf({ offset, attributes }: OpenTag, length: number, { text }: Reading): MessageEntity {
  const url = attributes['href'] ?? text.slice(offset);
  const problem = linkProblem(url);
  // Telegram drops such a link and keeps its text; the bot would believe that people see a link.
  if (problem !== undefined) throw ourBadRequest(`can't parse entities: Telegram drops the link '${url}': ${problem}`);
  return { type: 'text_link', offset, length, url };
}
