import type { Update } from 'grammy/types';
import { describe, expect, test } from 'vitest';
import { createTestApp, openChat, openPerson } from '../fakes/app.ts';

/** Buttons of versions that never were, and what somebody makes up. */
const FORGED = [
  'menu:3',
  'v1|safety|found',
  'sos',
  '',
  ' ',
  '/start',
  'safety_found-item',
  '__proto__',
  'constructor',
  '\0\u202e\ud800',
  '🧨',
  'x'.repeat(64),
  'start@other',
];

describe('a button that this version does not know', () => {
  test.each(['az', 'ar', 'zh'])('is answered in the language of the person, %s, with buttons that work', async (language) => {
    const app = await createTestApp();
    const chat = openPerson(app, language);
    await chat.says('/help');
    const { message_id: id = 0 } = chat.last() ?? {};
    for (const data of FORGED) {
      const before = chat.answers().length;
      await app.telegram.presses(chat.person.id, id, data, { forged: true });
      expect(chat.answers().length, data).toBe(before + 1);
      expect(chat.commands(), data).toContain('safety found-item');
      if (!/start/.test(data)) expect(chat.last()?.text, data).toContain(app.content.say(language, 'answers.unknown.command'));
    }
  });

  test('on a message too old to be changed, in a game, or under a message of another chat, is no error', async () => {
    const app = await createTestApp();
    const { person, answers } = openPerson(app, 'en');
    const chat = { id: person.id, type: 'private', first_name: 'A' } as const;
    const press = { from: person, chat_instance: '1' };
    const updates = [
      { ...press, id: '1', data: 'language az', message: { chat, message_id: 5, date: 0 } },
      { ...press, id: '2', game_short_name: 'game', message: { chat, message_id: 5, date: 1 } },
      { ...press, id: '3', data: 'language az', inline_message_id: 'inline' },
    ] as unknown as NonNullable<Update['callback_query']>[];
    for (const [index, callback_query] of updates.entries()) {
      app.telegram.world.callbacks.set(callback_query.id, {
        from: person,
        chatId: person.id,
        askedAt: performance.now(),
        query: '',
        results: [],
      });
      await app.bot.handleUpdate({ update_id: index + 1, callback_query });
    }
    expect(answers()).toHaveLength(2);
    expect(app.telegram.world.callbacks.size).toBe(0);
  });
});

test('operators’ commands and buttons do nothing for anybody else, who does not learn that they exist', async () => {
  const operator = 77;
  const app = await createTestApp({ operators: [operator] });
  app.telegram.person({ id: operator, language_code: 'en' });
  const reader = openPerson(app, 'en');
  await reader.says('/subscribe');
  const unknown = app.content.say('en', 'answers.unknown.command');
  for (const said of ['stats', 'broadcast', 'broadcast send', 'broadcast yes', 'broadcast cancel x']) {
    expect(await reader.says(`/${said}`), said).toBe(unknown);
    await app.telegram.presses(reader.person.id, reader.last()?.message_id ?? 0, said, { forged: true });
    expect(reader.last()?.text, said).toBe(unknown);
  }
  expect(await app.store.openCampaigns()).toEqual([]);
  const office = openChat(app, operator);
  await office.says('/broadcast');
  await office.presses('broadcast send');
  // The same message, pressed by somebody who was shown it.
  const group = app.telegram.chat({ type: 'supergroup', bot: 'member' });
  for (const id of [operator, reader.person.id]) app.telegram.joins(group.id, id, 'administrator');
  const room = openChat(app, group.id, operator);
  await room.says('/broadcast');
  await room.presses('broadcast send');
  await app.telegram.presses(group.id, room.last()?.message_id ?? 0, 'broadcast yes', { from: reader.person.id });
  expect(await app.store.openCampaigns()).toEqual([]);
  await office.presses('broadcast yes');
  expect((await app.store.openCampaigns()).filter(({ key }) => key.startsWith('manual:'))).toHaveLength(1);
});

test('a press in a channel posts nothing there: it opens the bot, at the topic that was pressed', async () => {
  const app = await createTestApp();
  const channel = app.telegram.chat({ type: 'channel', bot: 'administrator' });
  const { person } = openPerson(app, 'en');
  const sent = await app.bot.api.sendMessage(channel.id, 'x', {
    reply_markup: {
      inline_keyboard: [
        [
          { text: 'x', callback_data: 'safety share' },
          { text: 'y', callback_data: 'quiz' },
        ],
      ],
    },
  });
  const opened: (string | undefined)[] = [];
  app.telegram.listen((event) => event.kind === 'callback-answer' && opened.push(event.url));
  for (const data of ['safety share', 'quiz']) await app.telegram.presses(channel.id, sent.message_id, data, { from: person.id });
  expect(opened).toEqual(
    ['share', ''].map((topic) => `https://t.me/${app.telegram.me.username}?start=${topic === '' ? 'safety' : `tip_${topic}`}`),
  );
  expect(app.telegram.messages(channel.id)).toHaveLength(1);
  const chat = openChat(app, person.id);
  expect(await chat.says('/start tip_share')).toContain(app.content.say('en', 'safety.share.title'));
  expect(await chat.says('/start safety')).toContain(app.content.say('en', 'commands.start.welcome').slice(0, 30));
});
