import { expect, test } from 'vitest';
import { render } from '../../src/cards/render.ts';
import { cardOf } from '../../src/cards/words.ts';
import { commands } from '../../src/handlers/index.ts';
import { createTestApp, openPerson, realContent } from '../fakes/app.ts';

/** Hundreds of pictures are asked for here; that each can be drawn is tested where pictures are. */
const onePicture = render(cardOf(realContent().content, 'share', { locale: 'en', country: undefined }, 'a_bot'));
const printer = { hashOf: () => 'the one', draw: () => Promise.resolve(onePicture) };

test('every command answers in every language, in that language', async () => {
  const app = await createTestApp({ operators: [1], services: { printer } });
  for (const locale of app.content.locales) {
    const chat = openPerson(app, locale);
    for (const { name } of commands) {
      const text = await chat.says(`/${name}`);
      expect(text, `/${name} in ${locale}`).not.toBe('');
      expect(text, `/${name} in ${locale}`).not.toMatch(/\{[a-z.-]+\}/i);
    }
  }
});

test('every button of every reply leads to an answer, and none is dead', async () => {
  const app = await createTestApp({ services: { printer } });
  for (const locale of app.content.locales) {
    const chat = openPerson(app, locale);
    const seen = new Set<string>();
    const queue = ['start', 'safety', 'appeal', 'topic', 'emergency', 'language', 'timezone', 'help', 'day', 'privacy', 'weekly'];
    while (queue.length > 0) {
      const command = queue.pop() ?? '';
      // Leading elsewhere than to an answer in this language.
      if (seen.has(command) || command.startsWith('language ') || command === 'forget yes') continue;
      seen.add(command);
      const text = await chat.says(`/${command}`);
      expect(text, `/${command} in ${locale}`).not.toBe(app.content.say(locale, 'answers.unknown.command'));
      queue.push(...chat.commands());
    }
    for (const topic of app.content.topics) expect([...seen].join(' ')).toContain(topic);
  }
});

test('a pressed button does what its typed command does', async () => {
  const app = await createTestApp();
  const typed = openPerson(app, 'en');
  const pressed = openPerson(app, 'en');
  await typed.says('/safety');
  await pressed.says('/safety');
  for (const command of pressed.commands()) {
    await pressed.says('/safety');
    expect(await pressed.presses(command)).toBe(await typed.says(`/${command}`));
  }
});

test('every press is answered, also of a button that never existed', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  await chat.says('/start');
  const id = chat.last()?.message_id ?? 0;
  let answered = 0;
  app.telegram.listen((event) => {
    if (event.kind === 'callback-answer') answered += 1;
  });
  const forged = [
    '',
    'x',
    'safety',
    'safety __proto__',
    'safety ../../etc',
    'language constructor',
    'appeal 99',
    'appeal -1',
    'forget',
    '\u0000',
    '💣',
    'a'.repeat(64),
  ];
  for (const data of forged) await app.telegram.presses(chat.person.id, id, data, { forged: true });
  expect(answered).toBe(forged.length);
  expect(app.troubles).toEqual([]);
});
