/** What Telegram refuses because of what went before: in a chat, of a message, to a query. */
import { beforeEach, expect, it } from 'vitest';
import { createFakeTelegram, type FakeTelegram } from '../../src/playground/telegram.ts';

let telegram: FakeTelegram;
let chat: number;

beforeEach(() => {
  telegram = createFakeTelegram();
  chat = telegram.person({ first_name: 'Rəna', language_code: 'az' }).id;
});

const answerOf = async (method: string, payload: Readonly<Record<string, unknown>>) => {
  const answer = await telegram.call(method, payload);
  return answer.ok ? 'taken' : `${answer.error_code} ${answer.description}`;
};

const png = (width: number, height: number) => {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32BE(0x89_50_4e_47, 0);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
};

it('refuses pictures that are none, too large or too long', async () => {
  const send = (bytes: Uint8Array) => answerOf('sendPhoto', { chat_id: chat, photo: { bytes, name: 'a.png' } });
  expect(await send(Buffer.from('no picture'))).toBe('400 Bad Request: IMAGE_PROCESS_FAILED');
  expect(await send(new Uint8Array())).toBe('400 Bad Request: file must be non-empty');
  expect(await send(Buffer.alloc(10_485_761))).toContain('is too big for a photo; the maximum size is 10485760 bytes');
  expect(await send(png(9000, 2000))).toBe('400 Bad Request: PHOTO_INVALID_DIMENSIONS');
  expect(await send(png(2100, 100))).toBe('400 Bad Request: PHOTO_INVALID_DIMENSIONS');
  expect(await send(png(1280, 720))).toBe('taken');
  expect(await answerOf('sendPhoto', { chat_id: chat, photo: 'AgACAg' })).toBe('400 Bad Request: wrong file identifier/HTTP URL specified');
  expect(await answerOf('sendPhoto', { chat_id: chat, photo: { bytes: png(10, 10), name: 'a' }, caption: 'c'.repeat(1025) })).toBe(
    '400 Bad Request: message caption is too long',
  );
});

const sayTo = (id: number) => answerOf('sendMessage', { chat_id: id, text: 'a' });

it('refuses what the bot may not do in a chat', async () => {
  const stranger = telegram.person({ stranger: true });
  const group = telegram.chat({ type: 'supergroup', bot: 'member' });
  const channel = telegram.chat({ type: 'channel', bot: 'member' });
  telegram.joins(group.id, chat, 'creator');
  expect(await sayTo(stranger.id)).toBe("403 Forbidden: bot can't initiate conversation with a user");
  expect(await sayTo(channel.id)).toBe('400 Bad Request: need administrator rights in the channel chat');
  await telegram.removesBot(group.id, chat);
  expect(await sayTo(group.id)).toBe('403 Forbidden: bot was kicked from the supergroup chat');
  await telegram.blocks(chat);
  expect(await sayTo(chat)).toBe('403 Forbidden: bot was blocked by the user');
  telegram.vanishes(chat);
  expect(await sayTo(chat)).toBe('403 Forbidden: user is deactivated');
});

it('tells the new id of a group that became a supergroup', async () => {
  const group = telegram.chat({ type: 'group', bot: 'member' });
  telegram.joins(group.id, chat, 'creator');
  const { id } = await telegram.migrates(group.id);
  expect(await telegram.call('sendMessage', { chat_id: group.id, text: 'a' })).toEqual({
    ok: false,
    error_code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: id },
  });
  expect(await answerOf('sendMessage', { chat_id: id, text: 'a' })).toBe('taken');
});

it('refuses edits that change nothing, of messages of others, or of what has no text', async () => {
  const theirs = await telegram.says(chat, 'hello');
  await telegram.call('sendMessage', { chat_id: chat, text: 'a' });
  const own = telegram.messages(chat).at(-1)?.message_id ?? 0;
  const edit = (message_id: number, text: string) => answerOf('editMessageText', { chat_id: chat, message_id, text });
  expect(await edit(own, 'a')).toContain('400 Bad Request: message is not modified: specified new message content');
  expect(await edit(own, 'b')).toBe('taken');
  expect(await edit(theirs.message_id, 'b')).toBe("400 Bad Request: message can't be edited");
  expect(await edit(own + 1, 'b')).toBe('400 Bad Request: message to edit not found');
  expect(await answerOf('editMessageCaption', { chat_id: chat, message_id: own, caption: 'c' })).toBe(
    '400 Bad Request: there is no caption in the message to edit',
  );
  expect(await answerOf('editMessageReplyMarkup', { chat_id: chat, message_id: own })).toContain('message is not modified');
  expect(await answerOf('deleteMessage', { chat_id: chat, message_id: own })).toBe('taken');
  expect(await answerOf('deleteMessage', { chat_id: chat, message_id: own })).toBe('400 Bad Request: message to delete not found');
});

it('takes one answer to a press', async () => {
  await telegram.call('sendMessage', {
    chat_id: chat,
    text: 'x',
    reply_markup: { inline_keyboard: [[{ text: 'b', callback_data: 'a' }]] },
  });
  const message = telegram.messages(chat)[0]?.message_id ?? 0;
  const id = await telegram.presses(chat, message, 'a');
  expect(await answerOf('answerCallbackQuery', { callback_query_id: id, text: 'a'.repeat(201) })).toBe('400 Bad Request: MESSAGE_TOO_LONG');
  expect(await answerOf('answerCallbackQuery', { callback_query_id: id })).toBe('taken');
  expect(await answerOf('answerCallbackQuery', { callback_query_id: id })).toContain('query is too old');
  await expect(telegram.presses(chat, message, 'b')).rejects.toThrow('no button "b"');
});

it('keeps every refused call', async () => {
  await telegram.call('sendMessage', { chat_id: chat, text: '<b>', parse_mode: 'HTML' });
  expect(telegram.rejected).toMatchObject([
    { method: 'sendMessage', description: 'Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"' },
  ]);
});
