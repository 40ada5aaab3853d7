import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKnowledge } from '../../src/knowledge/knowledge.ts';
import { small } from './small.ts';

let folder: string;
let trainings: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cache-'));
  trainings = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = (cacheFolders: readonly string[], content = small) =>
  createKnowledge({ content, cacheFolders, onTraining: () => (trainings += 1) });
const QUESTIONS = ['what do mines look like', 'maps', 'rain?', 'hello there'];

/** Each learns three or four small models, on a machine that may be busy. */
const LEARNING_MS = 120_000;

test('the second start reads what the first has learnt, and answers the same', { timeout: LEARNING_MS }, async () => {
  const first = await start([folder]);
  const second = await start([folder]);
  expect(trainings).toBe(1);
  for (const question of QUESTIONS) {
    expect(second.answer(question, { locale: 'en' })).toEqual(first.answer(question, { locale: 'en' }));
  }
  expect(readdirSync(folder)).toHaveLength(1);
});

test('a damaged, cut or foreign file is learnt again', { timeout: LEARNING_MS }, async () => {
  await start([folder]);
  const [name = ''] = readdirSync(folder);
  const whole = readFileSync(join(folder, name));
  const flipped = Buffer.from(whole);
  flipped[5000] = (flipped[5000] ?? 0) ^ 1;
  for (const bytes of [flipped, whole.subarray(0, 1000), Buffer.from('not ours'), Buffer.alloc(0)]) {
    writeFileSync(join(folder, name), bytes);
    const knowledge = await start([folder]);
    expect(knowledge.answer('what do mines look like', { locale: 'en' }).topic).toBe('recognise');
    expect(readFileSync(join(folder, name)).equals(whole)).toBe(true);
  }
  expect(trainings).toBe(5);
});

test('other content is learnt anew, and the older file goes', { timeout: LEARNING_MS }, async () => {
  await start([folder]);
  const [before] = readdirSync(folder);
  const { en, ...others } = small.languages;
  if (!en) throw new Error('the small content has English');
  await start([folder], { ...small, languages: { ...others, en: { ...en, 'out-of-scope': [...en['out-of-scope'], 'one more'] } } });
  expect(trainings).toBe(2);
  expect(readdirSync(folder)).toHaveLength(1);
  expect(readdirSync(folder)).not.toContain(before);
});

test('a folder that cannot be written is passed over, and without any it still answers', { timeout: LEARNING_MS }, async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  const good = join(folder, 'good');
  mkdirSync(good);
  chmodSync(good, 0o755);
  await start([join(file, 'below'), good]);
  expect(readdirSync(good)).toHaveLength(1);
  const knowledge = await start([join(file, 'below')]);
  expect(knowledge.answer('what do mines look like', { locale: 'en' }).topic).toBe('recognise');
});
