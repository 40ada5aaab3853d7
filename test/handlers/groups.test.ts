import { expect, test } from 'vitest';
import { createTestApp, openChat } from '../fakes/app.ts';

async function createGroup(options: { readonly forum?: boolean } = {}) {
  const app = await createTestApp();
  const group = app.telegram.chat({ type: 'supergroup', bot: 'member', ...options });
  const [boss, guest] = [app.telegram.person({ language_code: 'en' }), app.telegram.person({ language_code: 'az' })];
  app.telegram.joins(group.id, boss.id, 'administrator');
  app.telegram.joins(group.id, guest.id, 'member');
  return { app, group, boss, guest, byBoss: openChat(app, group.id, boss.id), byGuest: openChat(app, group.id, guest.id) };
}

test('in a group the bot hears commands, mentions and replies to itself, and nothing else', async () => {
  const { app, group, boss, byBoss } = await createGroup();
  const { username } = app.telegram.me;
  await app.bot.handleUpdate({
    update_id: 1,
    message: { message_id: 1, date: 1, chat: group as never, from: boss, text: 'I found a mine in the field' },
  });
  expect(byBoss.answers()).toHaveLength(0);
  await byBoss.says('/safety');
  await byBoss.says(`@${username} I found a mine in the field`);
  expect(byBoss.answers()).toHaveLength(2);
  await app.telegram.says(group.id, 'what do mines look like', { from: boss.id, replyTo: byBoss.answers()[0]?.message_id ?? 0 });
  expect(byBoss.answers()).toHaveLength(3);
  await byBoss.says('/safety@some_other_bot');
  expect(byBoss.answers()).toHaveLength(3);
});

test('what a whole group receives only its administrators change', async () => {
  const { app, group, boss, byBoss, byGuest } = await createGroup();
  for (const command of ['subscribe', 'unsubscribe', 'timezone Asia/Tokyo', 'forget', 'language en']) await byGuest.says(`/${command}`);
  expect(await app.store.chat(group.id)).toBeUndefined();
  await byBoss.says('/subscribe');
  expect((await app.store.chat(group.id))?.subscribed).toBe(true);
  await app.telegram.says(group.id, '/unsubscribe', { from: boss.id, asGroup: true });
  expect((await app.store.chat(group.id))?.subscribed).toBe(false);
});

test('in a forum the bot answers in the topic it was asked in, and remembers where the group subscribed', async () => {
  const { app, group, boss } = await createGroup({ forum: true });
  const thread = app.telegram.topic(group.id, 'Safety');
  await app.telegram.says(group.id, '/subscribe', { from: boss.id, thread });
  expect(app.telegram.messages(group.id).at(-1)?.message_thread_id).toBe(thread);
  expect((await app.store.chat(group.id))?.threadId).toBe(thread);
});

test('a group’s chosen language counts for everyone in it', async () => {
  const { app, byBoss, byGuest } = await createGroup();
  await byBoss.says('/language en');
  expect(await byGuest.says('/privacy')).toBe(app.content.say('en', 'commands.privacy.text'));
});

test('a group that adds the bot hears two sentences, once, and is not subscribed', async () => {
  const { app, group, boss } = await createGroup();
  await app.telegram.removesBot(group.id, boss.id);
  const before = app.telegram.messages(group.id).length;
  await app.telegram.addsBot(group.id, boss.id);
  const said = app.telegram
    .messages(group.id)
    .slice(before)
    .filter((message) => message.text !== undefined);
  expect(said.map(({ text }) => text)).toEqual([app.content.say('en', 'commands.start.group')]);
  const labels = said[0]?.reply_markup?.inline_keyboard.flat().map(({ text }) => text);
  expect(labels?.slice(0, 3)).toEqual(
    app.content.facts.topics['life-critical'].map((topic) => app.content.say('en', `safety.${topic}.title`)),
  );
  expect(await app.store.chat(group.id)).toBeUndefined();
});

test('a group that adds the bot by a link, which says /start group there too, is greeted once', async () => {
  const { app, group, boss, byBoss } = await createGroup();
  await app.telegram.removesBot(group.id, boss.id);
  await app.telegram.addsBot(group.id, boss.id);
  const greetings = byBoss.answers().length;
  await app.telegram.says(group.id, `/start@${app.telegram.me.username} group`, { from: boss.id });
  expect(byBoss.answers()).toHaveLength(greetings);
  expect(await byBoss.says(`/start@${app.telegram.me.username} group`)).toBe(app.content.say('en', 'commands.start.group'));
});

test('/start in a group says how to use the bot there, in the group’s language', async () => {
  const { app, byBoss, byGuest } = await createGroup();
  await byBoss.says('/language en');
  expect(await byGuest.says('/start')).toBe(app.content.say('en', 'commands.start.group'));
});
