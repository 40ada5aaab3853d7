import type { Message } from 'grammy/types';
import { expect, test } from 'vitest';
import { DrawingError } from '../../src/cards/drawer.ts';
import { createTestApp, openChat, openPerson, type TestApp } from '../fakes/app.ts';

/** What each picture was sent as: `upload`, or the id of a file Telegram has. */
function pictures({ telegram }: TestApp) {
  const sent: string[] = [];
  telegram.listen((event) => {
    if (event.kind !== 'call' || !['sendPhoto', 'sendDocument'].includes(event.method)) return;
    const { photo, document } = event.payload as { photo?: unknown; document?: unknown };
    const file = photo ?? document;
    sent.push(typeof file === 'string' ? file : 'upload');
  });
  return sent;
}
const idOf = (message: Message | undefined) => message?.photo?.at(-1)?.file_id ?? message?.document?.file_id;

test('/card with a topic sends its picture, with its words under it', async () => {
  const app = await createTestApp();
  const ali = openPerson(app, 'az');
  await ali.says('/card found-item');
  expect(ali.last()?.photo?.[0]).toMatchObject({ width: 1080, height: 1350 });
  expect(ali.last()?.caption).toContain(app.content.say('az', 'safety.found-item.card.line'));
  expect(ali.last()?.caption).not.toMatch(/\b112\b/);
});

test('the picture shows the numbers of the country that the reader chose, and says which', async () => {
  const app = await createTestApp();
  const person = openPerson(app, 'en');
  await person.says('/emergency AZ');
  await person.says('/card in-minefield');
  expect(person.last()?.caption).toContain('Azerbaijan: 112 · 102');
});

test('a picture is uploaded once and then sent to everybody by its id', async () => {
  const app = await createTestApp();
  const sent = pictures(app);
  const [one, other] = [openPerson(app, 'en'), openPerson(app, 'en')];
  await one.says('/card share');
  await other.says('/card share');
  expect(sent).toEqual(['upload', idOf(one.last())]);
  expect(idOf(other.last())).toBe(idOf(one.last()));
});

test('under a safety answer a button sends the picture as a message of its own and leaves the answer as it is', async () => {
  const app = await createTestApp();
  const person = openPerson(app, 'en');
  await person.says('/safety found-item');
  expect(person.commands()).toContain('card found-item');
  const answer = person.last()?.text;
  await person.presses('card found-item');
  expect(person.answers().map(({ text, photo }) => text ?? typeof photo)).toEqual([answer, 'object']);
  expect(person.commands()).toContain('safety found-item');
});

test('under the victim figures a button sends the chart, which says whose figures they are', async () => {
  const app = await createTestApp();
  const person = openPerson(app, 'en');
  for (const said of ['/topic appeal-victims-2020', '/topic appeal-victims-1991', '/appeal 6']) {
    await person.says(said);
    expect(person.commands()).toContain('card appeal-figures');
  }
  await person.presses('card appeal-figures');
  expect(person.last()?.photo).toBeDefined();
  expect(person.last()?.caption).toContain('The appeal of 4 April 2023 says');
  await person.says('/topic appeal-maps');
  expect(person.commands()).not.toContain('card appeal-figures');
});

test('/card alone lets one choose among all topics, each of which has a picture', async () => {
  const app = await createTestApp();
  const person = openPerson(app, 'fa');
  await person.says('/card');
  const offered = person.commands();
  expect(offered.length).toBe(app.content.facts.topics.safety.length);
  for (const command of offered) {
    await person.says(`/${command}`);
    expect(person.last()?.photo, command).toBeDefined();
  }
});

test('when no picture can be drawn its words go out all the same', async () => {
  const printer = { hashOf: () => 'hash', draw: () => Promise.reject(new DrawingError('no font')) };
  const app = await createTestApp({ services: { printer } });
  const person = openPerson(app, 'en');
  expect(await person.says('/card found-item')).toContain('Stop. Do not touch it.');
  expect(person.last()?.photo).toBeUndefined();
});

test('a button under a picture that turns a page answers in a message of its own', async () => {
  const app = await createTestApp();
  const person = openPerson(app, 'en');
  await person.says('/poster');
  await person.presses('emergency');
  expect(person.last()?.text).toContain('Which country are you in?');
});

test('/poster sends a file to print, with the numbers of the country asked for', async () => {
  const app = await createTestApp();
  const person = openPerson(app, 'en');
  await person.says('/poster');
  expect(person.last()?.document?.file_name).toBe('poster.png');
  expect(person.last()?.caption).toContain('/emergency');
  await person.says('/poster ge');
  expect(person.last()?.caption).toContain('Georgia: numbers to call');
  expect(person.last()?.caption).toContain('112');
});

test('a group gets a picture in answer to who asked', async () => {
  const app = await createTestApp();
  const asker = app.telegram.person({});
  const group = app.telegram.chat({ type: 'supergroup', bot: 'member' });
  const chat = openChat(app, group.id, asker.id);
  await chat.says('/card share');
  expect(chat.last()?.photo).toBeDefined();
  expect(chat.last()?.reply_to_message).toBeDefined();
});
