/** Inline mode: somebody types the bot's name and a query in any chat. */
import type { InlineQuery, InlineQueryResult, Message } from '@grammyjs/types';
import { captionFields, textFields } from './methods-send.ts';
import { photoSizes } from './files.ts';
import { actorIn, Impossible, knownRoom } from './people.ts';
import { queryId } from './pressing.ts';
import { botHears, kindOf } from './speaking.ts';
import { keepMessage, nextMessageId } from './rooms.ts';
import { unixTime, type World } from './world.ts';

function inlineMessage(world: World, result: InlineQueryResult): Partial<Message> {
  if (result.type === 'photo') {
    const photo = 'photo_file_id' in result ? photoSizes(world, result.photo_file_id) : [];
    return { photo, ...captionFields(result) };
  }
  const content = 'input_message_content' in result ? result.input_message_content : undefined;
  if (!content || !('message_text' in content)) return {};
  return textFields({ text: content.message_text, parse_mode: content.parse_mode, entities: content.entities });
}

export interface InlineAsking {
  readonly chatType?: NonNullable<InlineQuery['chat_type']>;
  readonly offset?: string;
}

/** Asking inline, and choosing from what the bot offers. */
export const createInline = (world: World) => ({
  /** Typing `@bot query` in any chat, or scrolling on to the results from `offset`. They come as an event, and in `inlineResults`. */
  async asksInline(personId: number, query: string, { chatType = 'private', offset = '' }: InlineAsking = {}): Promise<string> {
    const from = actorIn(world, knownRoom(world, personId), personId);
    const id = queryId(world);
    world.inlineQueries.set(id, { from, chatId: personId, askedAt: performance.now(), query, results: [] });
    await world.deliver({ inline_query: { id, from, query, offset, chat_type: chatType } });
    return id;
  },

  /** Naming the bot in a chat that it is not in. @returns an id by which `inlineResults` tells its answer */
  async asksAsGuest(personId: number, text: string): Promise<string> {
    const from = actorIn(world, knownRoom(world, personId), personId);
    const id = queryId(world);
    world.inlineQueries.set(id, { from, chatId: personId, askedAt: performance.now(), query: text, results: [] });
    const chat = { id: -world.nextId(), type: 'group', title: 'Neighbours' } as const;
    await world.deliver({ guest_message: { message_id: 1, date: unixTime(world), chat, from, text, guest_query_id: id } });
    return id;
  },

  /** What stands beside the results. */
  inlineAnswer: (id: string) => {
    const { nextOffset = '', button } = world.inlineQueries.get(id) ?? {};
    return { nextOffset, button };
  },

  inlineResults: (id: string): readonly InlineQueryResult[] => world.inlineQueries.get(id)?.results ?? [],

  /** Sends the chosen result into a chat, and tells the bot as inline feedback does. */
  async choosesInline(id: string, resultId: string, chatId: number): Promise<Message> {
    const asked = world.inlineQueries.get(id);
    const result = asked?.results.find((one) => one.id === resultId);
    if (!asked || !result) throw new Impossible(`the inline query ${id} has no result ${resultId}`);
    const room = knownRoom(world, chatId);
    const { id: botId, first_name, username } = world.bot;
    const { from } = asked;
    const message: Message = {
      message_id: nextMessageId(world, room),
      from,
      chat: room.chat,
      date: unixTime(world),
      via_bot: { id: botId, is_bot: true, first_name, username },
      ...inlineMessage(world, result),
      ...('reply_markup' in result && result.reply_markup && { reply_markup: result.reply_markup }),
    };
    keepMessage(world, room, message);
    world.emit({ kind: 'message', chatId, message });
    if (botHears(world, room, message)) await world.deliver({ [kindOf(room, false)]: message });
    await world.deliver({ chosen_inline_result: { result_id: resultId, from, query: asked.query } });
    return message;
  },
});
