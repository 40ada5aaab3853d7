/** Inline mode: somebody types the bot's name and a query in any chat. */
import type { InlineQuery, InlineQueryResult, Message } from '@grammyjs/types';
import { captionFields, textFields } from './methods-send.ts';
import { photoSizes } from './files.ts';
import { actorIn, Impossible, knownRoom } from './people.ts';
import { queryId } from './pressing.ts';
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

/** Asking inline, and choosing from what the bot offers. */
export const createInline = (world: World) => ({
  /** Typing `@bot query` in any chat. Results come as an event, and in `inlineResults`. */
  async asksInline(personId: number, query: string, chatType: InlineQuery['chat_type'] = 'private'): Promise<string> {
    const from = actorIn(world, knownRoom(world, personId), personId);
    const id = queryId(world);
    world.inlineQueries.set(id, { from, chatId: personId, askedAt: performance.now(), query, results: [] });
    await world.deliver({ inline_query: { id, from, query, offset: '', ...(chatType && { chat_type: chatType }) } });
    return id;
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
    await world.deliver({ chosen_inline_result: { result_id: resultId, from, query: asked.query } });
    return message;
  },
});
