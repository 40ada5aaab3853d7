/** What the fake Telegram takes, and the updates that it makes of what people do. */
import type { Message, Update } from '@grammyjs/types';
import { Bot, InlineKeyboard, InputFile } from 'grammy';
import { beforeEach, expect, it } from 'vitest';
import { createFakeTelegram, type FakeTelegram, type TelegramEvent } from '../../src/playground/telegram.ts';

let telegram: FakeTelegram;
let updates: Update[];
let chat: number;

beforeEach(() => {
  updates = [];
  telegram = createFakeTelegram({
    now: () => new Date('2027-04-04T05:00:00Z'),
    onUpdate: async (update) => void updates.push(update),
  });
  chat = telegram.person({ id: 1001, first_name: 'Rəna', language_code: 'az' }).id;
});

const sent = async (method: string, payload: Record<string, unknown>): Promise<Message> => {
  const answer = await telegram.call(method, payload);
  if (!answer.ok) throw new Error(answer.description);
  return answer.result as Message;
};

it('makes the update of a typed command, with its entity', async () => {
  await telegram.says(chat, '/safety found-item');
  expect(updates).toEqual([
    {
      update_id: expect.any(Number),
      message: {
        message_id: expect.any(Number),
        from: { id: 1001, is_bot: false, first_name: 'Rəna', language_code: 'az' },
        chat: { id: 1001, type: 'private', first_name: 'Rəna' },
        date: Date.UTC(2027, 3, 4, 5) / 1000,
        text: '/safety found-item',
        entities: [{ type: 'bot_command', offset: 0, length: 7 }],
      },
    },
  ]);
});

it('numbers updates and messages upwards', async () => {
  await telegram.says(chat, 'one');
  await telegram.says(chat, 'two');
  const [one, two] = updates;
  expect(two?.update_id).toBe((one?.update_id ?? 0) + 1);
  expect(two?.message?.message_id).toBeGreaterThan(one?.message?.message_id ?? 0);
});

it('marks mentions, links and hashtags in what is typed', async () => {
  const { entities } = await telegram.says(chat, 'Salam @playground_bot, see https://unmas.org. #mines a/b');
  expect(entities?.map(({ type, offset, length }) => [type, offset, length])).toEqual([
    ['mention', 6, 15],
    ['url', 27, 17],
    ['hashtag', 46, 6],
  ]);
});

it('makes updates of a photo with caption, a voice message, a sticker and a location', async () => {
  await telegram.sends(chat, { kind: 'photo', caption: 'what is /this' });
  await telegram.sends(chat, { kind: 'voice' });
  await telegram.sends(chat, { kind: 'sticker' });
  await telegram.sends(chat, { kind: 'location' });
  const [photo, voice, sticker, location] = updates.map(({ message }) => message);
  expect(photo).toMatchObject({
    caption: 'what is /this',
    caption_entities: [{ type: 'bot_command', offset: 8 }],
    photo: [{ width: 640 }],
  });
  expect(voice?.voice?.duration).toBe(4);
  expect(sticker?.sticker?.type).toBe('regular');
  expect(location?.location?.latitude).toBeCloseTo(40.4, 1);
});

it('makes the update of an edited message and of a reply', async () => {
  const first = await telegram.says(chat, 'a mine');
  await telegram.edits(chat, first.message_id, 'a mine?');
  await telegram.says(chat, 'there', { replyTo: first.message_id });
  expect(updates[1]?.edited_message).toMatchObject({ text: 'a mine?', edit_date: expect.any(Number) });
  expect(updates[2]?.message?.reply_to_message?.message_id).toBe(first.message_id);
});

it('makes the update of a pressed button, the message included', async () => {
  const message = await sent('sendMessage', { chat_id: chat, text: 'x', reply_markup: new InlineKeyboard().text('Go', 'safety') });
  const id = await telegram.presses(chat, message.message_id, 'safety');
  expect(updates[0]?.callback_query).toMatchObject({ id, data: 'safety', from: { id: chat }, message: { message_id: message.message_id } });
  expect(id).toMatch(/^\d{15,20}$/);
});

it('in a group lets a bot in privacy mode hear commands, mentions and replies to it', async () => {
  const group = telegram.chat({ type: 'supergroup', title: 'Kənd', bot: 'member' });
  telegram.joins(group.id, chat);
  const own = await sent('sendMessage', { chat_id: group.id, text: 'hello' });
  for (const text of ['hello', '/help', '/help@other_bot', '/help@playground_bot', '@playground_bot salam'])
    await telegram.says(group.id, text);
  await telegram.says(group.id, 'and now', { replyTo: own.message_id });
  expect(updates.map(({ message }) => message?.text)).toEqual(['/help', '/help@playground_bot', '@playground_bot salam', 'and now']);
});

it('lets a forum have topics, and refuses those it has not', async () => {
  const forum = telegram.chat({ type: 'supergroup', forum: true, bot: 'member' });
  telegram.joins(forum.id, chat);
  const thread = telegram.topic(forum.id, 'News');
  await telegram.says(forum.id, '/day', { thread });
  expect(updates[0]?.message).toMatchObject({ message_thread_id: thread, is_topic_message: true });
  expect(await sent('sendMessage', { chat_id: forum.id, text: 'a', message_thread_id: thread })).toMatchObject({
    message_thread_id: thread,
  });
  await expect(sent('sendMessage', { chat_id: forum.id, text: 'a', message_thread_id: 999 })).rejects.toThrow('message thread not found');
});

it('tells the bot that it was added, made administrator, removed, blocked and unblocked', async () => {
  const group = telegram.chat({ type: 'group' });
  telegram.joins(group.id, chat, 'creator');
  await telegram.addsBot(group.id, chat);
  await telegram.addsBot(group.id, chat, 'administrator');
  await telegram.removesBot(group.id, chat);
  await telegram.blocks(chat);
  await telegram.unblocks(chat);
  const changes = updates.flatMap(({ my_chat_member: change }) =>
    change ? [[change.old_chat_member.status, change.new_chat_member.status]] : [],
  );
  expect(changes).toEqual([
    ['left', 'member'],
    ['member', 'administrator'],
    ['administrator', 'kicked'],
    ['member', 'kicked'],
    ['kicked', 'member'],
  ]);
  expect(updates[1]?.message?.new_chat_members).toMatchObject([{ id: telegram.me.id }]);
});

it('says who is what in a group', async () => {
  const group = telegram.chat({ type: 'supergroup', bot: 'administrator' });
  telegram.joins(group.id, chat, 'creator');
  const member = await telegram.call('getChatMember', { chat_id: group.id, user_id: chat });
  const administrators = await telegram.call('getChatAdministrators', { chat_id: group.id });
  expect(member).toMatchObject({ ok: true, result: { status: 'creator' } });
  expect(administrators).toMatchObject({ ok: true, result: [{ user: { id: telegram.me.id } }, { user: { id: chat } }] });
});

it('speaks as the channel in a channel', async () => {
  const channel = telegram.chat({ type: 'channel', username: 'minanews', bot: 'administrator' });
  expect(await sent('sendMessage', { chat_id: '@MinaNews', text: 'a' })).toMatchObject({ sender_chat: { id: channel.id } });
});

it('counts the votes of a quiz, and tells the bot', async () => {
  const message = await sent('sendPoll', {
    chat_id: chat,
    question: 'What first?',
    options: [{ text: 'Stop' }, { text: 'Run' }],
    type: 'quiz',
    correct_option_ids: [0],
    explanation: '<b>Stop.</b>',
    explanation_parse_mode: 'HTML',
    is_anonymous: false,
  });
  await telegram.votes(message.poll?.id ?? '', chat, [0]);
  expect(updates[0]?.poll).toMatchObject({ total_voter_count: 1, options: [{ voter_count: 1 }, { voter_count: 0 }] });
  expect(updates[1]?.poll_answer).toMatchObject({ user: { id: chat }, option_ids: [0] });
  await expect(telegram.votes(message.poll?.id ?? '', chat, [1])).rejects.toThrow('one answer a person');
  expect(await telegram.call('stopPoll', { chat_id: chat, message_id: message.message_id })).toMatchObject({
    ok: true,
    result: { is_closed: true },
  });
});

it('asks inline, takes the answer and sends what is chosen', async () => {
  const id = await telegram.asksInline(chat, 'mina');
  expect(updates[0]?.inline_query).toMatchObject({ id, query: 'mina', chat_type: 'private' });
  const results = [
    { type: 'article', id: 'tip', title: 'Tip', input_message_content: { message_text: '<b>Stop.</b>', parse_mode: 'HTML' } },
  ];
  expect(await telegram.call('answerInlineQuery', { inline_query_id: id, results })).toEqual({ ok: true, result: true });
  expect(await telegram.choosesInline(id, 'tip', chat)).toMatchObject({ text: 'Stop.', via_bot: { id: telegram.me.id } });
  expect(updates[1]?.message?.via_bot).toMatchObject({ is_bot: true });
  expect(updates[2]?.chosen_inline_result).toMatchObject({ result_id: 'tip', query: 'mina' });
});

it('keeps commands and descriptions by scope and language', async () => {
  const commands = [{ command: 'safety', description: 'Təhlükəsizlik' }];
  await sent('setMyCommands', { commands, language_code: 'az' });
  await sent('setMyDescription', { description: 'For all' });
  await sent('setMyDescription', { description: 'Hamı üçün', language_code: 'az' });
  expect(await sent('getMyCommands', { language_code: 'az' })).toEqual(commands);
  expect(await sent('getMyCommands', {})).toEqual([]);
  expect(await sent('getMyDescription', { language_code: 'ru' })).toEqual({ description: 'For all' });
  expect(await sent('getMyDescription', { language_code: 'az' })).toEqual({ description: 'Hamı üçün' });
  await sent('deleteMyCommands', { language_code: 'az' });
  expect(await sent('getMyCommands', { language_code: 'az' })).toEqual([]);
});

it('trims and cleans a text as Telegram does, its entities moved along', async () => {
  const message = await sent('sendMessage', { chat_id: chat, text: '\n a\u202Eb\tc <b>d</b>  \n', parse_mode: 'HTML' });
  expect(message.text).toBe('ab c d');
  expect(message.entities).toEqual([{ type: 'bold', offset: 5, length: 1 }]);
});

it('copies, forwards, reacts and deletes', async () => {
  const said = await telegram.says(chat, 'hello');
  const { message_id } = await sent('copyMessage', { chat_id: chat, from_chat_id: chat, message_id: said.message_id });
  expect(telegram.messages(chat).at(-1)).toMatchObject({ message_id, text: 'hello', from: { is_bot: true } });
  expect(await sent('forwardMessage', { chat_id: chat, from_chat_id: chat, message_id: said.message_id })).toMatchObject({
    forward_origin: { type: 'user' },
  });
  const reaction = [{ type: 'emoji', emoji: '👍' }];
  expect(await sent('setMessageReaction', { chat_id: chat, message_id: said.message_id, reaction })).toBe(true);
});

it('serves a real bot as its transformer, pictures by upload and by id', async () => {
  const bot = new Bot('0:test', { botInfo: telegram.me });
  bot.api.config.use(telegram.transformer);
  const png = Buffer.alloc(64);
  png.writeUInt32BE(0x89_50_4e_47, 0);
  png.writeUInt32BE(640, 16);
  png.writeUInt32BE(360, 20);
  const first = await bot.api.sendPhoto(chat, new InputFile(png, 'card.png'), { caption: 'Stop.' });
  const again = await bot.api.sendPhoto(chat, first.photo[0]?.file_id ?? '');
  expect(again.photo).toMatchObject([{ width: 640, height: 360 }]);
  await expect(bot.api.sendMessage(5, 'a')).rejects.toThrow("Call to 'sendMessage' failed! (400: Bad Request: chat not found)");
  expect(telegram.rejected).toHaveLength(1);
});

it('tells a page what happens', async () => {
  const kinds: TelegramEvent['kind'][] = [];
  const end = telegram.listen(({ kind }) => kinds.push(kind));
  await sent('sendChatAction', { chat_id: chat, action: 'typing' });
  const { message_id } = await sent('sendMessage', { chat_id: chat, text: 'a' });
  await sent('editMessageText', { chat_id: chat, message_id, text: 'b' });
  await sent('deleteMessage', { chat_id: chat, message_id });
  end();
  await telegram.says(chat, 'unheard');
  expect(kinds.filter((kind) => kind !== 'call')).toEqual(['action', 'message', 'edited', 'deleted']);
});

it('sends an update of a kind that is asked for only', async () => {
  const queue = createFakeTelegram();
  const person = queue.person();
  await queue.call('getUpdates', { allowed_updates: ['callback_query'] });
  await queue.says(person.id, 'hello');
  expect(await queue.call('getUpdates', { offset: 0 })).toEqual({ ok: true, result: [] });
});
