import { expect, test } from 'vitest';
import { createTestApp, openPerson } from '../fakes/app.ts';

test('/emergency asks for the country and guesses it from no language', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'az');
  await chat.says('/emergency');
  expect(chat.commands()).toEqual([...Object.keys(app.content.facts.countries), 'other'].map((code) => `emergency ${code}`));
  expect(await app.store.chat(chat.person.id)).toBeUndefined();
});

test('a country’s numbers come with whose they are and the day they were checked, and the choice is kept', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  await chat.says('/emergency');
  const text = await chat.presses('emergency AZ');
  expect(text).toContain('112 (Ministry of Emergency Situations)');
  expect(text).toContain('102 (police)');
  expect(text).toContain('24 November 2026');
  expect((await app.store.chat(chat.person.id))?.country).toBe('AZ');
});

test('small letters do, and a country without a checked number is kept and named no number', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  expect(await chat.says('/emergency tr')).toContain('Türkiye');
  expect(await chat.says('/emergency FR')).toContain('I have no checked number for your country');
  expect((await app.store.chat(chat.person.id))?.country).toBe('FR');
  expect(await chat.says('/emergency other')).toContain('I have no checked number');
});

test('what is no country is told, with the numbers all the same, and changes nothing', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  for (const nonsense of ['XX', 'ZZ', 'Atlantis', '<b>', 'constructor', '112']) {
    const text = await chat.says(`/emergency ${nonsense}`);
    expect(text).toContain('I do not know the country');
    expect(text).toContain('112');
  }
  expect(await app.store.chat(chat.person.id)).toBeUndefined();
});
