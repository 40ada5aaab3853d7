import { expect, test } from 'vitest';
import { createTestApp, openPerson } from '../fakes/app.ts';

test('a safety topic says its steps in order, what never to do, the numbers, and its sources with their date', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  for (const topic of app.content.facts.topics.safety) {
    const text = await chat.says(`/safety ${topic}`);
    const steps = app.content.list('en', `safety.${topic}.steps`).map((step) => step.replace(/<[^>]+>/g, ''));
    const places = steps.map((step) => text.indexOf(step));
    expect(places, topic).toEqual(places.toSorted((a, b) => a - b));
    expect(Math.min(...places), topic).toBeGreaterThan(0);
    for (const line of app.content.list('en', `safety.${topic}.never`)) expect(text).toContain(line);
    expect(text).toContain('112');
    expect(text).toContain('24 November 2026');
  }
});

test('once a country is chosen its numbers stand in every safety answer, and no other country’s', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  await chat.says('/emergency UA');
  const text = await chat.says('/safety found-item');
  expect(text).toContain('101 (State Emergency Service)');
  expect(text).not.toContain('Azerbaijan: 112');
});

test('in a country without a checked number the bot says so and names none', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  await chat.says('/emergency FR');
  expect(await chat.says('/safety found-item')).toContain(app.content.say('en', 'shared.numbers.unchecked'));
});

test('safety texts take no side in any language', async () => {
  const { content } = await createTestApp();
  const sides = /liberated|occupied|enemy/i;
  for (const locale of content.locales)
    for (const key of content.keys(locale).filter((name) => name.startsWith('safety.')))
      expect(content.raw(locale, key)).not.toMatch(sides);
});
