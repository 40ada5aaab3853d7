import { expect, test } from 'vitest';
import { createTestApp, openChat, openPerson, type TestApp } from '../fakes/app.ts';

const say = (app: TestApp, word: string, locale = 'en') => app.content.say(locale, `commands.weekly.${word}`);

/** Ten in Baku on a Monday. */
const MONDAY = Date.parse('2026-11-30T06:00:00Z');

test('the weekly tip is off until it is turned on, says its day and hour, and one press or one word turns it', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'az');
  const kept = () => app.store.chat(chat.person.id);
  expect(await chat.says('/weekly')).toBe(say(app, 'isOff', 'az'));
  expect(await kept()).toBeUndefined();
  for (const word of ['isOff', 'isOn', 'started']) expect(say(app, word, 'az')).toContain('10:00');
  expect(await chat.presses('weekly on')).toBe(say(app, 'started', 'az'));
  expect(await kept()).toMatchObject({ weeklyTip: true, subscribed: false, locale: 'az' });
  expect(await chat.says('/weekly')).toBe(say(app, 'isOn', 'az'));
  expect(await chat.says('/weekly off')).toBe(say(app, 'stopped', 'az'));
  expect(await kept()).toMatchObject({ weeklyTip: false });
});

test('/unsubscribe is the reminder’s and /weekly off the tip’s; /forget ends both, and so does blocking', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  const { id } = chat.person;
  await chat.says('/weekly on');
  await chat.says('/subscribe');
  await chat.says('/unsubscribe');
  expect(await app.store.chat(id)).toMatchObject({ subscribed: false, weeklyTip: true });
  await chat.says('/subscribe');
  await chat.says('/weekly off');
  expect(await app.store.chat(id)).toMatchObject({ subscribed: true, weeklyTip: false });
  await chat.says('/weekly on');
  await app.telegram.blocks(id);
  expect((await app.store.chat(id))?.active).toBe(false);
  await app.telegram.unblocks(id);
  await chat.says('/help');
  expect(await app.store.chat(id)).toMatchObject({ active: true, subscribed: false, weeklyTip: false });
  await chat.says('/weekly on');
  await chat.says('/forget');
  await chat.presses('forget yes');
  expect(await app.store.chat(id)).toBeUndefined();
});

test('in a group only its administrators turn it, and in a forum it comes to the topic it was turned on in', async () => {
  let now = MONDAY - 60_000;
  const app = await createTestApp({ now: () => new Date(now) });
  const group = app.telegram.chat({ type: 'supergroup', bot: 'member', forum: true });
  const [boss, guest] = [app.telegram.person({ language_code: 'en' }), app.telegram.person({ language_code: 'en' })];
  app.telegram.joins(group.id, boss.id, 'administrator');
  app.telegram.joins(group.id, guest.id, 'member');
  const thread = app.telegram.topic(group.id, 'Safety');
  await app.telegram.says(group.id, '/weekly on', { from: guest.id, thread });
  expect(await app.store.chat(group.id)).toBeUndefined();
  await app.telegram.says(group.id, '/weekly on', { from: boss.id, thread });
  app.reminder.start();
  await app.reminder.look();
  now = MONDAY;
  await app.reminder.look();
  const shown = () => app.telegram.messages(group.id).at(-1);
  await expect.poll(() => shown()?.text, { timeout: 8_000 }).toContain(app.content.say('en', 'shared.weekly.title'));
  expect(shown()?.message_thread_id).toBe(thread);
  expect(openChat(app, group.id).commands()).toEqual(['safety']);
});
