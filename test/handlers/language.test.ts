import { expect, test } from 'vitest';
import { chooseLocale, lookUp } from '../../src/locale/choose.ts';
import { createTestApp, openPerson } from '../fakes/app.ts';

test('a chosen language counts from then on, whatever Telegram says of the person', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  await chat.says('/language');
  expect(await chat.presses('language az')).toBe(
    app.content.say('az', 'commands.language.done', { language: app.content.say('az', 'language.name') }),
  );
  expect(await chat.says('/privacy')).toBe(app.content.say('az', 'commands.privacy.text'));
});

test('a language that is not offered is told, and changes nothing', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  expect(await chat.says('/language tlh <b>')).toContain('tlh <b>');
  expect(await app.store.chat(chat.person.id)).toBeUndefined();
});

test('without a choice Telegram’s tag decides by RFC 4647 lookup, else the default', () => {
  const offered = ['az', 'en', 'zh', 'zh-hant'];
  const cases: [tag: string | undefined, locale: string][] = [
    ['az', 'az'],
    ['az-Latn-AZ', 'az'],
    ['AZ-latn', 'az'],
    ['az_AZ', 'az'],
    ['zh-Hant-TW', 'zh-hant'],
    ['zh-hans', 'zh'],
    ['az-x-private', 'az'],
    ['azb', 'en'],
    ['de', 'en'],
    ['constructor', 'en'],
    ['__proto__', 'en'],
    ['', 'en'],
    [undefined, 'en'],
  ];
  for (const [tag, locale] of cases) expect(chooseLocale(undefined, tag, offered, 'en'), tag).toBe(locale);
  expect(lookUp('toString', offered)).toBeUndefined();
});

test('a choice that is no longer offered counts as none', () => {
  expect(chooseLocale('xx', 'az', ['az', 'en'], 'en')).toBe('az');
});
