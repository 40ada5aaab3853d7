import { setTimeout as sleep } from 'node:timers/promises';
import { GrammyError, InputFile } from 'grammy';
import type { Message } from 'grammy/types';
import { expect, onTestFinished, test } from 'vitest';
import { createPhotos, type PhotosParts, type Post } from '../../src/bot/photos.ts';
import { DrawingError } from '../../src/cards/drawer.ts';
import { cardOf } from '../../src/cards/words.ts';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/open.ts';
import { freshFolder, realContent } from '../fakes/app.ts';

const { content } = realContent();
const photo = { card: cardOf(content, 'share', { locale: 'en', country: undefined }, 'a_bot') };
const refusal = (description: string, code = 400) =>
  new GrammyError('refused', { ok: false, error_code: code, description }, 'sendPhoto', {});

async function setUp(own: Partial<PhotosParts> = {}) {
  const store = await openStore({ dataFolder: await freshFolder() });
  onTestFinished(() => store.close());
  const drawn: string[] = [];
  const printer = {
    hashOf: () => 'hash',
    draw: () => {
      drawn.push('hash');
      return Promise.resolve(new Uint8Array([1]));
    },
  };
  const parts = { store, printer, bot: '1', log: createLog('silent'), ...own };
  return { store, drawn, parts, photos: createPhotos(parts) };
}

/** Telegram for one picture: gives an id to what is uploaded, and knows the ids given. */
function createTelegram({ afterMs = 0, known = new Set<string>() } = {}) {
  const posted: string[] = [];
  const post: Post = async (file) => {
    posted.push(file instanceof InputFile ? 'upload' : file);
    await sleep(afterMs);
    if (typeof file === 'string' && !known.has(file)) throw refusal('Bad Request: wrong file identifier/HTTP URL specified');
    const id = typeof file === 'string' ? file : `id-${known.size + 1}`;
    known.add(id);
    return { message_id: posted.length, photo: [{ file_id: 'small' }, { file_id: id }] } as unknown as Message;
  };
  return { posted, post };
}

test('the id of the largest size is kept, and after a restart the picture is neither drawn nor uploaded', async () => {
  const { drawn, parts, photos } = await setUp();
  const telegram = createTelegram();
  await photos.send(photo, telegram.post);
  await createPhotos(parts).send(photo, telegram.post);
  expect(telegram.posted).toEqual(['upload', 'id-1']);
  expect(drawn).toHaveLength(1);
});

test('another bot does not use the ids of this one', async () => {
  const { parts, photos } = await setUp();
  const telegram = createTelegram();
  await photos.send(photo, telegram.post);
  await createPhotos({ ...parts, bot: '2' }).send(photo, telegram.post);
  expect(telegram.posted).toEqual(['upload', 'upload']);
});

test('an id that Telegram no longer takes is dropped, and the picture uploaded anew', async () => {
  const { store, photos } = await setUp();
  await store.keepPictureId('1', 'hash', 'id-of-old');
  const telegram = createTelegram();
  expect(await photos.send(photo, telegram.post)).toBeDefined();
  expect(telegram.posted).toEqual(['id-of-old', 'upload']);
  expect(await store.pictureId('1', 'hash')).toBe('id-1');
});

test('of many who want the same picture at once one uploads it and the others wait for its id', async () => {
  const { photos } = await setUp();
  const telegram = createTelegram({ afterMs: 20 });
  const messages = await Promise.all(Array.from({ length: 50 }, () => photos.send(photo, telegram.post)));
  expect(messages.every((message) => message !== undefined)).toBe(true);
  expect(telegram.posted.filter((file) => file === 'upload')).toHaveLength(1);
});

test('when the upload fails for a chat’s own reason the next one uploads, and the chat hears its own error', async () => {
  const { photos } = await setUp();
  const telegram = createTelegram({ afterMs: 5 });
  const blocked: Post = () => sleep(5).then(() => Promise.reject(refusal('Forbidden: bot was blocked by the user', 403)));
  const [first, second] = await Promise.allSettled([photos.send(photo, blocked), photos.send(photo, telegram.post)]);
  expect(first).toMatchObject({ status: 'rejected', reason: { error_code: 403 } });
  expect(second).toMatchObject({ status: 'fulfilled', value: { message_id: 1 } });
});

test('a picture refused in one chat goes out as text there and as a picture elsewhere', async () => {
  const { photos } = await setUp();
  const telegram = createTelegram();
  const noPictures: Post = () => Promise.reject(refusal('Bad Request: not enough rights to send photos to the chat'));
  expect(await photos.send(photo, noPictures)).toBeUndefined();
  expect(await photos.send(photo, telegram.post)).toBeDefined();
});

test('a picture that chat after chat refuses is left out for a while, so that nobody costs two calls', async () => {
  const { photos } = await setUp();
  let calls = 0;
  const post: Post = () => {
    calls += 1;
    return Promise.reject(refusal('Bad Request: IMAGE_PROCESS_FAILED'));
  };
  for (let chat = 0; chat < 10; chat += 1) expect(await photos.send(photo, post)).toBeUndefined();
  expect(calls).toBe(3);
});

test('what cannot be drawn, or not in time, goes out as text', async () => {
  const failing = await setUp({ printer: { hashOf: () => 'hash', draw: () => Promise.reject(new DrawingError('no font')) } });
  expect(await failing.photos.send(photo, createTelegram().post)).toBeUndefined();
  const slow = await setUp({ printer: { hashOf: () => 'hash', draw: () => new Promise(() => undefined) }, patienceMs: 30 });
  expect(await slow.photos.send(photo, createTelegram().post)).toBeUndefined();
});

test('floods, outages and moved groups are not the picture’s fault', async () => {
  const { photos } = await setUp();
  const moved = new GrammyError(
    'moved',
    { ok: false, error_code: 400, description: 'Bad Request: group chat was upgraded', parameters: { migrate_to_chat_id: -5 } },
    'sendPhoto',
    {},
  );
  for (const error of [refusal('Too Many Requests', 429), refusal('Bad Gateway', 502), moved, refusal('Bad Request: chat not found')])
    await expect(photos.send(photo, () => Promise.reject(error))).rejects.toBe(error);
});

test('a store that does not answer costs an upload and no picture', async () => {
  const down = () => Promise.reject(new Error('down'));
  const { photos } = await setUp({ store: { pictureId: down, keepPictureId: down, dropPictureId: down } });
  expect(await photos.send(photo, createTelegram().post)).toBeDefined();
});
