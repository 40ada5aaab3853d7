import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTestApp, openPerson, type TestApp } from '../fakes/app.ts';

const QUESTION = 'how many people were killed by mines after the 2020 war?';

/** Notices shown over a chat for a moment. */
function hearNotices({ telegram }: TestApp) {
  const notices: string[] = [];
  telegram.listen((event) => {
    if (event.kind === 'callback-answer') notices.push(event.text);
  });
  return notices;
}

test('below an answer one press says whether it helped; then both buttons are gone and the answer stays', async () => {
  const app = await createTestApp({ operators: [1] });
  const notices = hearNotices(app);
  for (const locale of app.content.locales) {
    const chat = openPerson(app, locale);
    const [asked = ''] = app.content.working(locale).questions['day'] ?? [];
    const text = await chat.says(asked);
    const rows = chat.last()?.reply_markup?.inline_keyboard ?? [];
    const labels = ['yes', 'no'].map((word) => app.content.say(locale, `commands.helped.${word}`));
    expect(
      rows
        .at(-1)
        ?.map((button) => button.text)
        .toSorted((a, b) => labels.indexOf(a) - labels.indexOf(b)),
      locale,
    ).toEqual(labels);
    const data = chat.commands().find((command) => command.startsWith('helped no')) ?? '';
    expect(data).toMatch(new RegExp(`^helped no \\S+ ${locale}$`));
    await chat.presses(data);
    expect(chat.last()?.text).toBe(text);
    expect(chat.last()?.reply_markup?.inline_keyboard ?? []).toEqual(rows.slice(0, -1));
    expect(notices.at(-1)).toBe(app.content.say(locale, 'commands.helped.thanks'));
    expect((notices.at(-1) ?? '').length).toBeLessThanOrEqual(200);
    expect(await app.store.chat(chat.person.id)).toBeUndefined();
  }
});

test('operators see how often answers helped, and which did not', async () => {
  const operator = 71;
  const app = await createTestApp({ operators: [operator] });
  const office = openPerson(app, 'en');
  for (const word of ['yes', 'no', 'yes']) {
    const chat = openPerson(app, 'en');
    await chat.says(QUESTION);
    await chat.presses(`helped ${word} appeal-victims-2020 en`);
  }
  app.telegram.person({ id: operator, language_code: 'en' });
  await app.telegram.says(operator, '/stats');
  const text = app.telegram.messages(operator).at(-1)?.text ?? '';
  expect(text).toContain('Helped: 2. Did not help: 1.');
  expect(text).toContain(`${app.content.say('en', 'appeal.appeal-victims-2020.title')}: 1 / 3`);
  expect(text).toContain('Answered: 3');
  expect(await office.says('/stats')).toBe(app.content.say('en', 'answers.unknown.command'));
});

test('a second press, a forged one and a typed one count for nothing', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  await chat.says(QUESTION);
  const id = chat.last()?.message_id ?? 0;
  const press = (data: string) => app.telegram.presses(chat.person.id, id, data, { forged: true });
  const verdicts = async () => (await app.store.questionTotals('2026-01-01')).verdicts;
  for (const data of ['helped yes day fr', 'helped yes nonsense en', 'helped', 'helped yes']) await press(data);
  expect(await verdicts()).toEqual([]);
  expect(await chat.says('/helped yes day en')).toBe(app.content.say('en', 'answers.unknown.command'));
  await press('helped yes appeal-victims-2020 en');
  await press('helped yes appeal-victims-2020 en');
  await press('helped no appeal-victims-2020 en');
  expect(await verdicts()).toEqual([{ topic: 'appeal-victims-2020', helped: 1, notHelped: 0 }]);
});

test('a double press that Telegram sends twice counts once', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  await chat.says(QUESTION);
  const message = chat.last();
  const data = chat.commands().find((command) => command.startsWith('helped yes')) ?? '';
  await Promise.all([1, 2].map(() => app.telegram.presses(chat.person.id, message?.message_id ?? 0, data)));
  expect((await app.store.questionTotals('2026-01-01')).verdicts[0]?.helped).toBe(1);
});

test('nobody in danger is asked whether it helped', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  for (const said of [
    'I found a shell in my garden',
    "I'm standing on one, how do I disarm it",
    'how do i defuse a mine',
    '/safety found-item',
  ]) {
    await chat.says(said);
    expect(chat.commands().join(' '), said).not.toContain('helped');
  }
});

test('the press is thanked although nothing can be counted', async () => {
  const app = await createTestApp();
  const notices = hearNotices(app);
  const chat = openPerson(app, 'en');
  await chat.says(QUESTION);
  await app.store.close();
  await chat.presses('helped yes appeal-victims-2020 en');
  expect(notices.at(-1)).toBe(app.content.say('en', 'commands.helped.thanks'));
  // Counts are written once a second; that they were not is told with the next.
  await sleep(1_100);
  await chat.says(QUESTION);
  expect(app.troubles.length).toBeGreaterThan(0);
});
