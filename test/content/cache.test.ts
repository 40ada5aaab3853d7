import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recallContent } from '../../src/content/cache.ts';
import type { Content } from '../../src/content/content.ts';
import { ContentError } from '../../src/content/load.ts';
import { wordsNeeded } from '../../src/handlers/index.ts';
import { freshFolder } from '../fakes/app.ts';
import { copyLocales } from '../fakes/locales.ts';

const allWords = (content: Content) =>
  content.locales.map((locale) => [locale, content.keys(locale).map((key) => [key, content.say(locale, key)]), content.working(locale)]);

async function createScene() {
  const [locales, folder] = [await copyLocales(), await freshFolder()];
  const recall = (folders: readonly string[] = [folder], needed = wordsNeeded) => recallContent(locales.folder, needed, folders);
  return { locales, folder, recall, kept: () => readdirSync(folder) };
}

test('a later start says what the first one read, word for word, without reading a language again', async () => {
  const { locales, recall, kept } = await createScene();
  const first = await recall();
  expect(kept()).toHaveLength(1);
  const second = await recall();
  expect(allWords(second)).toEqual(allWords(first));
  expect(allWords(second)).toEqual(allWords(locales.load()));
  expect(second.facts).toEqual(first.facts);
  expect(second.locales).toEqual(first.locales);
});

test('a changed word is read and checked anew, and what was kept before goes', async () => {
  const { locales, recall, kept } = await createScene();
  await recall();
  const before = kept();
  locales.change('en/safety.yaml', 'title: I found something', 'title: I found a thing');
  expect((await recall()).say('en', 'safety.found-item.title')).toBe('I found a thing');
  expect(kept()).toHaveLength(1);
  expect(kept()).not.toEqual(before);
  locales.change('en/safety.yaml', 'title: I found a thing', 'title: ""');
  await expect(recall()).rejects.toThrow(ContentError);
});

test('words that the code needs since are missed although no file has changed', async () => {
  const { recall, folder } = await createScene();
  await recall();
  const needed = { ...wordsNeeded, shared: { ...wordsNeeded.shared, novelty: { word: [] } } };
  await expect(recall([folder], needed)).rejects.toThrow(/novelty/);
});

test('what is damaged, cut or foreign is made anew', async () => {
  const { recall, folder, kept } = await createScene();
  await recall();
  const file = join(folder, kept()[0] ?? '');
  const whole = readFileSync(file);
  const turned = Buffer.from(whole.toString().replace('I found something', 'I found anything'));
  for (const bytes of [turned, whole.subarray(0, 1000), Buffer.from('not ours'), Buffer.alloc(0)]) {
    writeFileSync(file, bytes);
    expect((await recall()).say('en', 'safety.found-item.title')).toBe('I found something');
    expect(readFileSync(file).equals(whole)).toBe(true);
  }
});

test('where nothing can be written it is read each time; the first folder that can be is used', async () => {
  const { recall, folder } = await createScene();
  const closed = join(folder, 'file');
  writeFileSync(closed, '');
  const below = join(closed, 'below');
  expect((await recall([below])).locales).toContain('az');
  expect(existsSync(below)).toBe(false);
  const open = join(folder, 'open');
  mkdirSync(open);
  await recall([below, open]);
  expect(readdirSync(open)).toHaveLength(1);
});
