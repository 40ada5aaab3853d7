import { expect, test } from 'vitest';
import { createTestApp, openPerson } from '../fakes/app.ts';

test('/start says two sentences and offers the three life-critical topics first, big and red', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  const text = await chat.says('/start');
  expect(text.match(/[.?!](\s|$)/g)).toHaveLength(2);
  const rows = chat.last()?.reply_markup?.inline_keyboard ?? [];
  expect(rows.slice(0, 3).map((row) => row.map((button) => [button.style, 'callback_data' in button && button.callback_data]))).toEqual([
    [['danger', 'safety found-item']],
    [['danger', 'safety in-minefield']],
    [['danger', 'safety someone-injured']],
  ]);
});

test('/start subscribes nobody and keeps nothing', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  await chat.says('/start');
  expect(await app.store.chat(chat.person.id)).toBeUndefined();
});

test('a deep link to a tip opens at that tip', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  expect(await chat.says('/start tip_outdoors')).toContain(app.content.say('en', 'safety.outdoors.title'));
});

test('a deep link to a language chooses it', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  expect(await chat.says('/start lang_az')).toBe(app.content.say('az', 'commands.start.welcome'));
  expect((await app.store.chat(chat.person.id))?.locale).toBe('az');
});

test('a deep link to nothing that exists is an ordinary start', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  for (const link of ['tip_nonsense', 'tip_constructor', 'lang_xx', 'lang___proto__', 'anything'])
    expect(await chat.says(`/start ${link}`)).toBe(app.content.say('en', 'commands.start.welcome'));
});

test('a deep link to any safety tip, or to the safety card, opens there', async () => {
  const app = await createTestApp();
  for (const locale of app.content.locales) {
    const chat = openPerson(app, locale);
    for (const topic of app.content.facts.topics.safety)
      expect(await chat.says(`/start tip_${topic}`)).toContain(app.content.say(locale, `safety.${topic}.title`));
    expect(await chat.says('/start tip_safety-card')).toContain(app.content.list(locale, 'safety.safety-card.lines')[0]);
    expect(chat.commands().slice(0, 3)).toEqual(['safety found-item', 'safety in-minefield', 'safety someone-injured']);
  }
});

test('whoever comes from a poster is welcomed', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  expect(await chat.says('/start poster')).toBe(app.content.say('en', 'commands.start.welcome'));
});
