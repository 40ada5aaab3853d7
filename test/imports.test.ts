import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** A folder or file may import those to its right, and its own. */
const ORDER = [
  'main.ts',
  'run.ts',
  'cli',
  'app.ts',
  'front.ts',
  'services.ts',
  'playground',
  'web',
  'bot',
  'reminder',
  'handlers',
  'cards',
  'locale',
  'knowledge',
  'store',
  'content',
  'paths.ts',
  'files.ts',
  'bounded.ts',
  'environment.ts',
  'config.ts',
  'log.ts',
  'metrics.ts',
];
/** Only these know grammY. */
const TELEGRAM = /^(bot|playground)\//;

const files = globSync('**/*.ts', { cwd: 'src' });
const importsOf = (file: string) =>
  [...readFileSync(join('src', file), 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, target = '']) => target);
const rankOf = (file: string) => ORDER.indexOf(file.split('/')[0] ?? '');

test('every file of src has a place in the import order', () => {
  expect(files.filter((file) => rankOf(file) === -1)).toEqual([]);
});

test('imports go one way, from left to right in the picture of the design', () => {
  const backwards = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => target.startsWith('.'))
      .map((target) => normalize(join(dirname(file), target)))
      .filter((target) => rankOf(target) < rankOf(file))
      .map((target) => `src/${file} must not import src/${target}`),
  );
  expect(backwards).toEqual([]);
});

test('only src/bot and the playground know grammY', () => {
  const strangers = files.filter((file) => !TELEGRAM.test(file) && importsOf(file).some((target) => /^(grammy|@grammyjs)/.test(target)));
  expect(strangers).toEqual([]);
});
