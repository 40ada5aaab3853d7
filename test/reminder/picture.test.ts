import { Api } from 'grammy';
import { expect, onTestFinished, test } from 'vitest';
import { createDeliver } from '../../src/bot/deliver.ts';
import { createPhotos } from '../../src/bot/photos.ts';
import { createPrinter, type Printer } from '../../src/cards/printer.ts';
import { DrawingError } from '../../src/cards/drawer.ts';
import { visibleLength } from '../../src/content/rules.ts';
import { reminderReply } from '../../src/handlers/reminder.ts';
import { createLog } from '../../src/log.ts';
import { createFakeTelegram } from '../../src/playground/telegram.ts';
import { openStore } from '../../src/store/open.ts';
import { freshFolder, realContent } from '../fakes/app.ts';

const { content } = realContent();
const reminder = (locale: string) => reminderReply(content, { locale, country: 'AZ' }, 2027, 'a_bot');

/** A sender before the fake Telegram, and what it called. @param refuses calls answered with a 400 of that description */
async function setUp({
  printer,
  refuses,
}: { readonly printer?: Printer; readonly refuses?: (method: string, chat: number) => string | undefined } = {}) {
  const telegram = createFakeTelegram({ onUpdate: () => Promise.resolve() });
  const store = await openStore({ dataFolder: await freshFolder() });
  onTestFinished(() => store.close());
  const calls: string[] = [];
  const api = new Api('1:test');
  api.config.use(telegram.transformer);
  api.config.use((previous, method, payload, signal) => {
    const { chat_id: chat, photo } = payload as { chat_id: number; photo?: unknown };
    calls.push(method === 'sendPhoto' ? (typeof photo === 'string' ? 'photo by id' : 'photo uploaded') : method);
    const description = refuses?.(method, chat);
    if (description === undefined) return previous(method, payload, signal);
    return Promise.resolve({ ok: false, error_code: 400, description } as Awaited<ReturnType<typeof previous<typeof method>>>);
  });
  const photos = createPhotos({ store, printer: printer ?? createPrinter(await freshFolder()), bot: '1', log: createLog('silent') });
  const send = createDeliver({ api, paid: false, direction: content.direction, photos });
  const chat = async () => {
    const { id } = telegram.person({});
    await telegram.says(id, '/start');
    return { id, kind: 'private', threadId: null } as const;
  };
  return { telegram, calls, send, chat };
}

test('is one picture with all its text under it, in every language and for every country', () => {
  for (const locale of content.locales)
    for (const country of [undefined, 'other', ...Object.keys(content.facts.countries)]) {
      const { html, photo } = reminderReply(content, { locale, country }, 2025, 'a_bot');
      expect(visibleLength(html), `${locale} ${country}`).toBeLessThanOrEqual(1024);
      expect(photo?.card.locale).toBe(locale);
    }
});

test('the picture is the same for every country of a language, so that it is uploaded once', async () => {
  const { calls, send, chat, telegram } = await setUp();
  for (const locale of ['az', 'en', 'az', 'az', 'en']) {
    const to = await chat();
    expect(await send(to, reminder(locale))).toMatchObject({ kind: 'sent' });
    expect(telegram.messages(to.id).at(-1)).toMatchObject({
      photo: expect.anything(),
      caption: expect.any(String),
      reply_markup: expect.anything(),
    });
  }
  expect(calls).toEqual(['photo uploaded', 'photo uploaded', 'photo by id', 'photo by id', 'photo by id']);
});

test('many at once in one language wait for the first upload and are all reached by picture', async () => {
  const { calls, send, chat } = await setUp();
  const chats = await Promise.all(Array.from({ length: 30 }, chat));
  const endings = await Promise.all(chats.map((to) => send(to, reminder('ar'))));
  expect(endings.every(({ kind }) => kind === 'sent')).toBe(true);
  expect(calls.filter((call) => call === 'photo uploaded')).toHaveLength(1);
  expect(calls).toHaveLength(30);
});

test('a chat where no pictures may be sent gets the text', async () => {
  const { send, chat, telegram } = await setUp({
    refuses: (method) => (method === 'sendPhoto' ? 'Bad Request: not enough rights to send photos to the chat' : undefined),
  });
  const to = await chat();
  expect(await send(to, reminder('en'))).toMatchObject({ kind: 'sent' });
  expect(telegram.messages(to.id).at(-1)?.text).toContain('4 April');
});

test('when no picture can be drawn everybody gets the text', async () => {
  const printer = { hashOf: () => 'hash', draw: () => Promise.reject(new DrawingError('no font')) };
  const { calls, send, chat } = await setUp({ printer });
  for (let count = 0; count < 3; count += 1) expect(await send(await chat(), reminder('en'))).toMatchObject({ kind: 'sent' });
  expect(calls).toEqual(['sendMessage', 'sendMessage', 'sendMessage']);
});

test('a refusal of picture and text alike is the chat’s, as before', async () => {
  const { send, chat } = await setUp({ refuses: () => 'Bad Request: not enough rights to send text messages to the chat' });
  expect(await send(await chat(), reminder('en'))).toMatchObject({ kind: 'failed' });
});

test('a chat that is gone is told by the picture’s call alone', async () => {
  const { calls, send, chat } = await setUp({ refuses: () => 'Bad Request: chat not found' });
  expect(await send(await chat(), reminder('en'))).toEqual({ kind: 'gone' });
  expect(calls).toHaveLength(1);
});

test('a closed forum topic is left for the group itself, picture and all', async () => {
  let closed = true;
  const { calls, send, chat } = await setUp({
    refuses: () => {
      const [was] = [closed];
      closed = false;
      return was ? 'Bad Request: message thread not found' : undefined;
    },
  });
  const to = await chat();
  expect(await send({ ...to, threadId: 7 }, reminder('en'))).toMatchObject({ kind: 'sent' });
  expect(calls).toEqual(['photo uploaded', 'photo uploaded']);
});
