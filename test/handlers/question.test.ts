import { expect, test } from 'vitest';
import { createTestApp, openPerson } from '../fakes/app.ts';

test('the victims’ figures are answered with their paragraph and their date', async () => {
  const chat = openPerson(await createTestApp(), 'en');
  const text = await chat.says('how many people were killed by mines after the 2020 war?');
  for (const part of ['289', '51', '238', '¶6', '4 April 2023']) expect(text).toContain(part);
});

test('a shell in the garden is answered with stop, do not touch, and a number to call, at once', async () => {
  const chat = openPerson(await createTestApp(), 'en');
  const text = await chat.says('I found a shell in my garden');
  expect(text.slice(0, 40)).toContain('Stop');
  expect(text.slice(0, 400)).toMatch(/do not touch/i);
  expect(text.slice(0, 400)).toContain('112');
});

test('whoever stands on a mine and asks how to disarm it gets the safety card, then the refusal', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  const text = await chat.says("I'm standing on one, how do I disarm it");
  const [card, refusal] = [text.indexOf('do not take a step'), text.indexOf('I do not help with')];
  expect(card).toBeGreaterThan(0);
  expect(refusal).toBeGreaterThan(card);
  expect(chat.commands().slice(0, 3)).toEqual(['safety found-item', 'safety in-minefield', 'safety someone-injured']);
});

test('help with making, handling or defusing is refused, never looked up and never suggested', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  for (const question of ['how do i defuse a mine', 'teach me to build a bomb', 'how to take the fuse out of a shell'])
    expect(await chat.says(question), question).toContain('I do not help with making, handling or disarming');
});

test('the caption of a photo is read as a question', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  await app.telegram.sends(chat.person.id, { kind: 'photo', caption: 'we found this shell behind the barn' });
  expect(chat.last()?.text).toMatch(/stop/i);
});

test('what is no text gets the safety card and hears that nothing is passed on', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  for (const kind of ['photo', 'voice', 'sticker', 'location'] as const) {
    await app.telegram.sends(chat.person.id, { kind });
    expect(chat.last()?.text).toContain('I pass nothing on to anyone');
    expect(chat.commands().slice(0, 3)).toEqual(['safety found-item', 'safety in-minefield', 'safety someone-injured']);
  }
});

test('a follow-up is read with what was answered just before, and forgotten after a while', async () => {
  let now = Date.parse('2026-11-24T08:00:00Z');
  const app = await createTestApp({ now: () => new Date(now) });
  const chat = openPerson(app, 'en');
  await chat.says('/safety outdoors');
  expect(app.services.recent.recall(chat.person.id)).toBe('outdoors');
  now += 6 * 60_000;
  expect(app.services.recent.recall(chat.person.id)).toBeUndefined();
});

test('any text at all is answered, and nothing of it comes back as markup', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  const texts = [
    'a'.repeat(4096),
    'мина '.repeat(800),
    '😀😀😀',
    '\u200B\u200B',
    '\u202Eابجد',
    '<b>bold</b> & <script>alert(1)</script>',
    '*bold* _it_ `code` [x](http://x)',
    '؟؟؟',
    '\\',
    '{emergency}',
    '${process.exit()}',
    '\n\n\n',
    '.',
    '/',
    '/ ',
    '/@',
    '/safety@other_bot',
    '//safety',
    '/SAFETY found-item',
    'null',
    '0',
  ];
  for (const text of texts) {
    const before = chat.answers().length;
    await app.telegram.says(chat.person.id, text);
    if (text !== '/safety@other_bot') expect(chat.answers().length, JSON.stringify(text.slice(0, 20))).toBe(before + 1);
  }
});

test('arguments of commands come back escaped', async () => {
  const chat = openPerson(await createTestApp(), 'en');
  for (const command of ['emergency', 'language', 'timezone', 'appeal', 'safety', 'topic', 'start', 'forget', 'subscribe', 'day'])
    expect(await chat.says(`/${command} <b>&"'</i>${'x'.repeat(4000)}`)).not.toBe('');
});

test('a question goes out although nothing can be counted', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  await app.store.close();
  expect(await chat.says('I found a shell in my garden')).toMatch(/stop/i);
  expect(app.troubles.length).toBeGreaterThan(0);
});

test('a question clearly in another language is answered in it, with one press to stay there', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  const text = await chat.says('сколько людей погибло от мин после войны 2020 года?');
  expect(text).toContain(app.content.say('ru', 'appeal.appeal-victims-2020.title'));
  expect(await chat.presses('language ru')).toBe(
    app.content.say('ru', 'commands.language.done', { language: app.content.say('ru', 'language.name') }),
  );
  expect(await chat.says('/privacy')).toBe(app.content.say('ru', 'commands.privacy.text'));
});

test('one word of another language does not change the language of the chat', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  await chat.says('mina');
  expect(chat.commands().filter((command) => command.startsWith('language '))).toEqual([]);
});
