import { expect, test } from 'vitest';
import { createTestApp, openPerson } from '../fakes/app.ts';

test('/appeal gives the summary, then each paragraph in turn, forwards and back', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  expect(await chat.says('/appeal')).toContain('¶0, ¶14');
  let text = await chat.presses('appeal 0');
  for (let number = 1; number <= 15; number += 1) {
    text = await chat.presses(`appeal ${number}`);
    expect(text).toContain(`¶${number}`);
  }
  expect(chat.commands()).not.toContain('appeal 16');
  expect(await chat.presses('appeal 14')).toContain('¶14');
  expect(chat.answers(), 'paging changes one message').toHaveLength(1);
});

test('every answer about the appeal attributes it, shows its paragraphs, and links the official text', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  for (const [topic, paragraphs] of Object.entries(app.content.facts.topics.appeal)) {
    const text = await chat.says(`/topic ${topic}`);
    expect(text, topic).toMatch(/the appeal/i);
    for (const paragraph of paragraphs) expect(text, topic).toContain(`¶${paragraph}`);
    const links = chat.last()?.entities?.filter(({ type }) => type === 'text_link') ?? [];
    expect(links.length, topic).toBeGreaterThan(0);
  }
});

test('the appeal’s figures stand with their date, and a later figure with its own', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  const text = await chat.says('/appeal 6');
  for (const figure of ['289', '51', '238', '3368', '357', '38', '4 April 2023', '419', '13 March 2026']) expect(text).toContain(figure);
});

test('a paragraph that does not exist is told, with those that do', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  for (const number of ['16', '-1', '99', 'six', '6.5', '1e1', '  ٦'])
    expect(await chat.says(`/appeal ${number}`)).toContain('paragraphs 0 to 15');
  expect(await chat.says('/appeal ¶6')).toContain('289');
});
