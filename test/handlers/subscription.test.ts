import { expect, test } from 'vitest';
import { createTestApp, openPerson } from '../fakes/app.ts';

test('/subscribe and /unsubscribe work in one step, and say when there is nothing to do', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  const say = (key: string) => app.content.say('en', `commands.${key}`);
  const kept = async () => (await app.store.chat(chat.person.id))?.subscribed;
  expect(await chat.says('/unsubscribe')).toBe(say('unsubscribe.never'));
  expect(await chat.says('/subscribe')).toBe(say('subscribe.done'));
  expect(await kept()).toBe(true);
  expect(await chat.says('/subscribe')).toBe(say('subscribe.already'));
  expect(await chat.says('/unsubscribe')).toBe(say('unsubscribe.done'));
  expect(await kept()).toBe(false);
});

test('/forget asks once, deletes everything when confirmed, and nothing otherwise', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  const kept = () => app.store.chat(chat.person.id);
  await chat.says('/language en');
  await chat.says('/forget');
  await chat.presses('forget no');
  expect(await kept()).toBeDefined();
  await chat.says('/forget');
  expect(await chat.presses('forget yes')).toBe(app.content.say('en', 'commands.forget.done'));
  expect(await kept()).toBeUndefined();
  await chat.says('/forget');
  expect(await chat.presses('forget yes')).toBe(app.content.say('en', 'commands.forget.nothing'));
});

test('/timezone takes any IANA name, keeps it, and says the time there', async () => {
  const app = await createTestApp({ now: () => new Date('2026-11-24T08:00:00Z') });
  const chat = openPerson(app, 'en');
  expect(await chat.says('/timezone')).toContain('12:00');
  expect(await chat.presses('timezone Europe/Kyiv')).toContain('10:00');
  expect(await chat.says('/timezone Pacific/Kiritimati')).toContain('22:00');
  expect((await app.store.chat(chat.person.id))?.zone).toBe('Pacific/Kiritimati');
  expect(await chat.says('/timezone Mars/Base')).toContain('Mars/Base');
  expect((await app.store.chat(chat.person.id))?.zone).toBe('Pacific/Kiritimati');
});

test('a person who blocks the bot is marked as gone, and as back when they come back', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  await chat.says('/subscribe');
  const active = async () => (await app.store.chat(chat.person.id))?.active;
  await app.telegram.blocks(chat.person.id);
  expect(await active()).toBe(false);
  await app.telegram.unblocks(chat.person.id);
  expect(await active()).toBe(true);
});

test('/stats is for operators only, and nobody else learns that it exists', async () => {
  const app = await createTestApp({ operators: [77] });
  const stranger = openPerson(app, 'en');
  expect(await stranger.says('/stats')).toBe(app.content.say('en', 'answers.unknown.command'));
  expect(await stranger.says('/help')).not.toContain('/stats');
  await stranger.says('how many people were killed after the war');
  await stranger.says('/subscribe');
  app.telegram.person({ id: 77, language_code: 'en' });
  await app.telegram.says(77, '/stats');
  const text = app.telegram.messages(77).at(-1)?.text ?? '';
  expect(text).toContain('Chats kept: 1. Active: 1. Reminded every 4 April: 1.');
  expect(text).toContain('Answered: 1');
  expect(text).toContain(app.content.say('en', 'appeal.appeal-victims-2020.title'));
});
