import { expect, test } from 'vitest';
import { createLimits } from '../../src/bot/limits.ts';
import { plainText, safetyCard } from '../../src/content/entry.ts';
import { createTestApp, openChat, openPerson } from '../fakes/app.ts';

const LIFE = 'I stepped on a mine, do not know what to do';

/** The real limits by a clock that the test moves on. */
async function createScene() {
  const clock = { at: 0 };
  const app = await createTestApp({ limits: createLimits(() => clock.at) });
  const notice = (locale: string) => app.content.say(locale, 'answers.limited.notice');
  const toasts: string[] = [];
  app.telegram.listen((event) => event.kind === 'callback-answer' && toasts.push(event.text));
  return { ...app, clock, notice, toasts };
}

test('whoever asks for too much is told so once in their language, then nothing more, and a minute later again', async () => {
  const app = await createScene();
  const chat = openPerson(app, 'uk');
  for (let index = 0; index < 100; index += 1) await chat.says('/privacy');
  const told = chat.answers().filter(({ text }) => text === app.notice('uk'));
  expect(told).toHaveLength(1);
  expect(chat.answers()).toHaveLength(61);
  expect(chat.buttons(told[0]).map(({ text }) => text)).toContain(app.content.say('uk', 'safety.found-item.title'));
  app.clock.at += 60_000;
  expect(await chat.says('/privacy')).toContain(app.content.say('uk', 'commands.privacy.text').slice(0, 40));
  for (let index = 0; index < 100; index += 1) await chat.says('/privacy');
  expect(chat.answers().filter(({ text }) => text === app.notice('uk'))).toHaveLength(2);
});

test('what may save a life is answered however much was asked before: a question, /start, /safety, /emergency, a topic, a photo', async () => {
  const app = await createScene();
  const chat = openPerson(app, 'en');
  for (let index = 0; index < 500; index += 1) await chat.says('/privacy');
  expect(await chat.says('/privacy')).toBe('');
  const card = plainText(safetyCard(app.content, { locale: 'en', country: undefined })).slice(0, 60);
  expect(await chat.says(LIFE)).toContain(card);
  for (const said of ['/start', '/safety', '/safety found-item', '/emergency', '/emergency AZ', '/topic found-item', `/suggest ${LIFE}`]) {
    const before = chat.answers().length;
    await chat.says(said);
    expect(chat.answers().length, said).toBe(before + 1);
  }
  await chat.presses('safety someone-injured');
  app.clock.at += 2000;
  const before = chat.answers().length;
  await app.telegram.sends(chat.person.id, { kind: 'photo' });
  expect(chat.answers().length).toBe(before + 1);
});

test('over the limit one answer serves everything that asked for it within a second, and is given again after', async () => {
  const app = await createScene();
  const chat = openPerson(app, 'en');
  for (let index = 0; index < 100; index += 1) await chat.says('/privacy');
  const before = chat.answers().length;
  for (let index = 0; index < 50; index += 1) await chat.says(LIFE);
  expect(chat.answers()).toHaveLength(before + 1);
  app.clock.at += 1001;
  await chat.says(LIFE);
  expect(chat.answers()).toHaveLength(before + 2);
});

test('a flood of presses stops every spinner, says why once over the chat, and sends nothing', async () => {
  const app = await createScene();
  const chat = openPerson(app, 'az');
  await chat.says('/help');
  await chat.says('/topic');
  const message = chat.last()?.message_id ?? 0;
  for (let index = 0; index < 200; index += 1) await app.telegram.presses(chat.person.id, message, 'topic day');
  expect(app.toasts).toHaveLength(200);
  expect(app.toasts.filter((text) => text !== '')).toEqual([app.notice('az')]);
  expect(chat.answers()).toHaveLength(60);
});

test('a class of forty who all press at once in their group is answered, every one', async () => {
  const app = await createScene();
  const group = app.telegram.chat({ type: 'supergroup', bot: 'member' });
  const pupils = Array.from({ length: 40 }, () => app.telegram.person().id);
  for (const id of pupils) app.telegram.joins(group.id, id);
  const chat = openChat(app, group.id, pupils[0]);
  await chat.says('/topic');
  const message = chat.last()?.message_id ?? 0;
  await Promise.all(
    pupils.flatMap((from) =>
      ['topic day', 'topic banners', 'topic appeal-victims-2020'].map((data) =>
        app.telegram.presses(group.id, message, data, { from, forged: true }),
      ),
    ),
  );
  expect(chat.answers()).toHaveLength(1 + 40 * 3);
});

test('one who floods a group uses up their own allowance, not the group’s, and anonymous administrators are not one person', async () => {
  const app = await createScene();
  const group = app.telegram.chat({ type: 'supergroup', bot: 'member' });
  const [flooder, pupil] = [app.telegram.person().id, app.telegram.person().id];
  for (const id of [flooder, pupil]) app.telegram.joins(group.id, id);
  const chat = openChat(app, group.id, flooder);
  for (let index = 0; index < 300; index += 1) await chat.says('/privacy');
  const answers = () => chat.answers().filter(({ from }) => from?.id === app.telegram.me.id);
  const before = answers().length;
  await app.telegram.says(group.id, '/day', { from: pupil });
  for (let index = 0; index < 70; index += 1) await app.telegram.says(group.id, '/day', { from: pupil, asGroup: true });
  expect(answers()).toHaveLength(before + 71);
});

test('a flood of inline queries is answered with nothing, to be kept for some seconds', async () => {
  const app = await createScene();
  const { person } = openPerson(app, 'en');
  const answered: { results: unknown[]; cache_time: number }[] = [];
  app.telegram.listen(
    (event) => event.kind === 'call' && event.method === 'answerInlineQuery' && answered.push(event.payload as (typeof answered)[0]),
  );
  for (let index = 0; index < 100; index += 1) await app.telegram.asksInline(person.id, 'mine');
  expect(answered).toHaveLength(100);
  expect(answered.slice(0, 60).every(({ results }) => results.length > 0)).toBe(true);
  expect(answered.slice(60).every(({ results, cache_time: seconds }) => results.length === 0 && seconds > 0)).toBe(true);
});

test('the notice fits over a chat in every language', async () => {
  const { content, notice } = await createScene();
  for (const locale of content.locales) expect(notice(locale).length, locale).toBeLessThanOrEqual(200);
});

test('what is remembered of people is bounded', () => {
  const limits = createLimits(() => 0);
  for (let person = 1; person <= 60_000; person += 1) limits.admits({ personId: person, groupId: undefined });
  for (let index = 1; index < 60; index += 1) limits.admits({ personId: 60_000, groupId: undefined });
  expect(limits.admits({ personId: 60_000, groupId: undefined })).toBe(false);
});
