import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { entryMessage } from '../src/content/entry.ts';
import { loadContent } from '../src/content/load.ts';
import { commands, wordsNeeded } from '../src/handlers/index.ts';
import { handler } from '../src/handlers/handler.ts';
import { createTestApp, openPerson } from './fakes/app.ts';
import { copyLocales } from './fakes/locales.ts';

test('a language is a folder: any of them copied and renamed, it is offered and spoken, with nothing else touched', async () => {
  const locales = await copyLocales();
  // Portuguese has the plural forms of Spanish; nothing of the program knows it.
  locales.copyLanguage('es', 'pt');
  locales.change('pt/ui.yaml', 'name: Español', 'name: Português');
  const content = locales.load();
  expect(content.locales).toContain('pt');
  const app = await createTestApp({ services: { content } });
  const chat = openPerson(app, 'pt-BR');
  expect(await chat.says('/privacy')).toBe(app.content.say('es', 'commands.privacy.text'));
  await chat.says('/language');
  expect(chat.labels()).toContain('Português');
  expect(await chat.presses('language pt')).toContain('Português');
});

test('a topic is content only: an id among the facts and an entry in each language', async () => {
  const locales = await copyLocales();
  const others = (await createTestApp()).content.locales;
  locales.change('_facts.yaml', '    - share\n', '    - share\n    - drones\n');
  expect(locales.faults()).toContain('safety.yaml: drones');
  const entry =
    'drones:\n  title: Drones\n  steps: [Keep away.]\n  never: []\n  closing: "Call: {emergency}"\n  source: [ses-2025]\n  card: { line: Keep away., alt: Keep away. }\n';
  for (const locale of others) {
    locales.append(`${locale}/safety.yaml`, entry);
    locales.append(`${locale}/questions.yaml`, 'drones: [a drone fell into our yard]\n');
  }
  const content = locales.load();
  const app = await createTestApp({ services: { content } });
  const chat = openPerson(app, 'en');
  await chat.says('/safety');
  expect(chat.labels()).toContain('Drones');
  expect(await chat.presses('safety drones')).toContain('Keep away.');
});

test('a command is one file and its line: its words are asked of every language, and it stands in help', async () => {
  const locales = await copyLocales();
  const echo = handler({ name: 'echo', words: { heard: ['text'] }, run: ({ text, words }) => ({ html: words.heard({ text }) }) });
  const needed = { ...wordsNeeded, commands: { ...wordsNeeded.commands, echo: { menu: [], ...echo.words } } };
  expect(locales.faults(needed)).toContain('en/ui.yaml: commands.echo');
  for (const locale of loadContent('locales', wordsNeeded).locales)
    locales.change(`${locale}/ui.yaml`, /^commands:\n/m, 'commands:\n  echo: { menu: Echo, heard: "You said {text}" }\n');
  const content = locales.load(needed);
  const app = await createTestApp({ services: { content }, commands: [...commands, echo] });
  const chat = openPerson(app, 'en');
  expect(await chat.says('/echo <b>&')).toBe('You said <b>&');
  expect(await chat.says('/help')).toContain('/echo');
});

test('a figure, a number to call and a name are written once: changed among the facts, they change in every text', async () => {
  const locales = await copyLocales();
  locales.change('_facts.yaml', 'killed: 51', 'killed: 777');
  locales.change('_facts.yaml', 'number: "112", whose: fhn', 'number: "9119", whose: fhn');
  const content = locales.load();
  for (const locale of content.locales) {
    expect(entryMessage(content, 'appeal-victims-2020', { locale, country: undefined })).toContain('777');
    expect(entryMessage(content, 'found-item', { locale, country: 'AZ' })).toContain('9119');
  }
});

test('every setting stands in .env.example, in the order of the program', () => {
  const names = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  const known = [...readFileSync('src/config.ts', 'utf8').matchAll(/^ {4}([A-Z_]+): /gm)].map(([, name]) => name);
  expect(names).toEqual(known);
});
