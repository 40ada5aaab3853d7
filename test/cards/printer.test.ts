import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Card } from '../../src/cards/card.ts';
import { createPrinter } from '../../src/cards/printer.ts';
import { createDrawer, DrawingError } from '../../src/cards/drawer.ts';
import { cardOf } from '../../src/cards/words.ts';
import { freshFolder, realContent } from '../fakes/app.ts';

const { content } = realContent();
const card = (name: string, locale = 'en', bot = 'a_bot') => cardOf(content, name, { locale, country: undefined }, bot);
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

/** Counts what is drawn. */
function counted() {
  const drawn: Card[] = [];
  const render = (one: Card) => {
    drawn.push(one);
    return Promise.resolve(new TextEncoder().encode(JSON.stringify(one)));
  };
  return { drawn, render };
}

test('a picture is drawn once, however many ask for it and however often the bot starts', async () => {
  const folder = await freshFolder();
  const { drawn, render } = counted();
  const printer = createPrinter(folder, render);
  const [first, second] = await Promise.all([printer.draw(card('share')), printer.draw(card('share'))]);
  expect(second).toEqual(first);
  await createPrinter(folder, render).draw(card('share'));
  expect(drawn).toHaveLength(1);
  expect(filesIn(folder)).toEqual([`${printer.hashOf(card('share'))}.png`]);
});

test('another word, language or bot is another picture', async () => {
  const printer = createPrinter(await freshFolder(), counted().render);
  const hashes = [card('share'), card('travel'), card('share', 'az'), card('share', 'en', 'other_bot')].map(printer.hashOf);
  expect(new Set(hashes).size).toBe(4);
  expect(printer.hashOf(card('share'))).toBe(hashes[0]);
});

test('a folder that cannot be written costs the file and not the picture', async () => {
  const { drawn, render } = counted();
  const file = join(await freshFolder(), 'file');
  writeFileSync(file, '');
  const printer = createPrinter(join(file, 'cards'), render);
  expect((await printer.draw(card('share'))).length).toBeGreaterThan(0);
  expect((await printer.draw(card('share'))).length).toBeGreaterThan(0);
  expect(drawn).toHaveLength(2);
});

test('what failed is tried again', async () => {
  let tries = 0;
  const printer = createPrinter(await freshFolder(), () => {
    tries += 1;
    return tries === 1 ? Promise.reject(new DrawingError('no')) : Promise.resolve(new Uint8Array([1]));
  });
  await expect(printer.draw(card('share'))).rejects.toThrow(DrawingError);
  expect(await printer.draw(card('share'))).toEqual(new Uint8Array([1]));
});

test('the process draws one picture after another, and says why one cannot be drawn', async () => {
  const draw = createDrawer();
  const tooLong = { ...card('share'), line: 'word '.repeat(400) } as Card;
  const [good, bad, poster] = await Promise.allSettled([draw(card('share')), draw(tooLong), draw(card('poster', 'zh'))]);
  expect(good.status).toBe('fulfilled');
  expect(poster.status).toBe('fulfilled');
  expect(bad).toMatchObject({ status: 'rejected', reason: { name: 'DrawingError' } });
  expect(String((bad as PromiseRejectedResult).reason)).toContain('too long');
});

test('a process that ended for want of work is followed by another', async () => {
  const draw = createDrawer({ idleMs: 1 });
  for (const name of ['share', 'travel']) {
    expect((await draw(card(name))).length).toBeGreaterThan(0);
    await sleep(100);
  }
});

test('a picture kept from an older way of drawing is removed', async () => {
  const folder = await freshFolder();
  mkdirSync(join(folder, '0123456789ab'));
  writeFileSync(join(folder, '0123456789ab', 'old.png'), '');
  await createPrinter(folder, counted().render).draw(card('share'));
  expect(filesIn(folder)).not.toContain('old.png');
});
