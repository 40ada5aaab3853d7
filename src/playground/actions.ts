/** What a person does on the page, each a POST of JSON, checked before it becomes an update. */
import { z } from 'zod';
import type { Clock } from './clock.ts';
import { menuFor, profileFor } from './menu.ts';
import type { FakeTelegram } from './telegram.ts';
import type { Visitors } from './visitors.ts';

export interface ActionParts {
  readonly telegram: FakeTelegram;
  readonly clock: Clock;
  readonly visitors: Visitors;
}

/** Telegram's ids have 52 bits at most. */
export const chatId = z.coerce
  .number()
  .int()
  .positive()
  .max(2 ** 52 - 1);

/** As clients send it: `az`, `pt-br`, `zh-hans`. */
export const languageTag = z.string().regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i);

/** A client cuts what is longer into several messages. */
const MESSAGE_LIMIT = 4096;

interface Action {
  /** @returns what goes on when the answer has been given: the bot's handling */
  run(body: unknown, parts: ActionParts): { readonly handled?: Promise<unknown>; readonly answer?: object };
}

const action = <S extends z.ZodType>(schema: S, run: (body: z.infer<S>, parts: ActionParts) => ReturnType<Action['run']>): Action => ({
  run: (body, parts) => run(schema.parse(body), parts),
});

export const actions: Readonly<Record<string, Action>> = {
  say: action(
    z.object({ chat: chatId, text: z.string().min(1).max(MESSAGE_LIMIT), replyTo: z.int().optional() }),
    (body, { telegram }) => ({
      handled: telegram.says(body.chat, body.text, body.replyTo === undefined ? {} : { replyTo: body.replyTo }),
    }),
  ),

  edit: action(z.object({ chat: chatId, message: z.int(), text: z.string().min(1).max(MESSAGE_LIMIT) }), (body, { telegram }) => ({
    handled: telegram.edits(body.chat, body.message, body.text),
  })),

  press: action(z.object({ chat: chatId, message: z.int(), data: z.string().min(1).max(64) }), (body, { telegram }) => ({
    handled: telegram.presses(body.chat, body.message, body.data),
  })),

  media: action(
    z.object({ chat: chatId, kind: z.enum(['photo', 'voice', 'sticker', 'location']), caption: z.string().max(1024).optional() }),
    ({ chat, kind, caption }, { telegram }) => ({
      handled: telegram.sends(chat, kind === 'photo' && caption ? { kind, caption } : { kind }),
    }),
  ),

  vote: action(z.object({ chat: chatId, poll: z.string(), options: z.array(z.int().min(0).max(11)).max(12) }), (body, { telegram }) => ({
    handled: telegram.votes(body.poll, body.chat, body.options),
  })),

  inline: action(z.object({ chat: chatId, query: z.string().max(256) }), (body, { telegram }) => ({
    handled: telegram.asksInline(body.chat, body.query),
  })),

  choose: action(z.object({ chat: chatId, query: z.string(), result: z.string() }), (body, { telegram }) => ({
    handled: telegram.choosesInline(body.query, body.result, body.chat),
  })),

  language: action(z.object({ chat: chatId, language: languageTag }), (body, { telegram, visitors }) => {
    visitors.welcome(body.chat, body.language);
    return { answer: { menu: menuFor(telegram, body.chat), profile: profileFor(telegram, body.chat) } };
  }),

  clock: action(z.object({ instant: z.iso.datetime({ offset: true }).nullable() }), ({ instant }, { clock }) => {
    clock.set(instant === null ? undefined : new Date(instant));
    return {};
  }),
};
