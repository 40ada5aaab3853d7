import { expect, test, vi } from 'vitest';
import { createTestApp, openChat, openPerson } from '../fakes/app.ts';

const BOSS = 77;

async function createScene(subscribers: number) {
  const app = await createTestApp({ operators: [BOSS], now: () => new Date('2027-03-01T08:00:00Z') });
  const people = Array.from({ length: subscribers }, () => openPerson(app, 'az'));
  for (const { says } of people) await says('/subscribe');
  app.telegram.person({ id: BOSS, language_code: 'en' });
  return { app, people, boss: openChat(app, BOSS) };
}

test('/broadcast shows the reminder in each language and to how many it would go, and sends nothing yet', async () => {
  const { app, people, boss } = await createScene(2);
  expect(await boss.says('/broadcast')).toContain('Chats that would get it now: 2.');
  for (const locale of app.content.locales.filter((code) => code !== 'en')) {
    expect(await boss.presses(`broadcast preview ${locale}`)).toContain(app.content.say(locale, 'shared.reminder.title'));
    expect(boss.last()?.photo, locale).toBeDefined();
  }
  expect(people.map((chat) => chat.answers().length)).toEqual([1, 1]);
});

test(
  'it asks once more, then brings every subscribed chat what the preview showed, once, and shows how it goes until it is done',
  { timeout: 30_000 },
  async () => {
    const { app, people, boss } = await createScene(3);
    app.reminder.start();
    await boss.says('/broadcast');
    await boss.presses('broadcast preview az');
    const preview = boss.last();
    expect(await boss.presses('broadcast send')).toContain('3 chats now?');
    expect(await boss.presses('broadcast yes')).toContain('manual:2027-03-01T08:00:00.000Z: sending');
    await vi.waitFor(() => expect(people.every((chat) => chat.answers().length === 2)).toBe(true), { timeout: 10_000 });
    const received = people[0]?.last();
    expect(received?.photo).toEqual(preview?.photo);
    expect(received?.photo).toBeDefined();
    expect(preview?.caption?.endsWith(`\n\n${received?.caption}`)).toBe(true);
    const rows = received?.reply_markup?.inline_keyboard ?? [];
    expect(preview?.reply_markup?.inline_keyboard.slice(0, rows.length)).toEqual(rows);
    await vi.waitFor(() => expect(boss.last()?.text).toContain('Sent: 3. Left: 0.'), { timeout: 10_000 });
    expect(people.map((chat) => chat.answers().length)).toEqual([2, 2, 2]);
  },
);

test('with nobody subscribed it says so', async () => {
  const { boss } = await createScene(0);
  await boss.says('/broadcast');
  expect(await boss.presses('broadcast send')).toContain('Nobody is subscribed');
});

test('nobody but an operator can see or start it', async () => {
  const { app, people } = await createScene(1);
  expect(await people[0]?.says('/broadcast yes')).toBe(app.content.say('az', 'answers.unknown.command'));
});
