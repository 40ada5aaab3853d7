import type { InlineQueryResultArticle } from 'grammy/types';
import { expect, test } from 'vitest';
import { createTestApp, openPerson, type TestApp } from '../fakes/app.ts';
import { MUSHROOMS } from '../fakes/mushrooms.ts';

/** What a person types after the bot's name in another chat, and what is offered. */
function openInline(app: TestApp, personId: number) {
  return async (query: string, offset = '') => {
    const id = await app.telegram.asksInline(personId, query, { offset });
    const results = app.telegram.inlineResults(id) as readonly InlineQueryResultArticle[];
    return {
      id,
      results,
      ids: results.map((one) => one.id),
      topics: results.map((one) => one.id.split('.')[0]),
      ...app.telegram.inlineAnswer(id),
    };
  };
}

test('nothing typed offers the card, then the life-critical topics, then every other tip, in the language of the person', async () => {
  const app = await createTestApp();
  const { safety, 'life-critical': critical } = app.content.facts.topics;
  for (const locale of app.content.locales) {
    const ask = openInline(app, openPerson(app, locale).person.id);
    const first = await ask('');
    expect(first.topics.slice(0, 4), locale).toEqual(['safety-card', ...critical]);
    expect(first.results[1]?.title).toBe(app.content.say(locale, 'safety.found-item.title'));
    expect(first.results[1]?.description).toBe(app.content.say(locale, 'safety.found-item.card.line'));
    const pages = [first];
    for (let page = first; page.nextOffset !== ''; pages.push(page)) page = await ask('', page.nextOffset);
    expect(pages.length).toBeGreaterThan(1);
    const all = pages.flatMap(({ topics }) => topics);
    expect(all).toHaveLength(safety.length + 1);
    expect(new Set(all)).toEqual(new Set(['safety-card', ...safety]));
  }
});

test('a tip’s title brings that tip first, in the language the title is written in', async () => {
  const app = await createTestApp();
  for (const locale of app.content.locales) {
    const ask = openInline(app, openPerson(app, locale).person.id);
    const askFromAbroad = openInline(app, openPerson(app, 'pt').person.id);
    for (const topic of app.content.facts.topics.safety) {
      const title = app.content.say(locale, `safety.${topic}.title`);
      expect((await ask(title)).ids[0], `${topic} in ${locale}`).toBe(`${topic}.${locale}`);
      // Two languages may have a title in common.
      expect((await askFromAbroad(title)).results[0]?.title).toBe(title);
    }
  }
});

test('a question as people ask it finds its tip, in the language of the question', async () => {
  const app = await createTestApp();
  const ask = openInline(app, openPerson(app, 'pt').person.id);
  for (const locale of app.content.locales) expect((await ask(MUSHROOMS[locale] ?? '')).ids, locale).toContain(`outdoors.${locale}`);
});

test('half-typed words already find a tip', async () => {
  const app = await createTestApp();
  const ask = openInline(app, openPerson(app, 'en').person.id);
  expect((await ask('warning si')).topics).toContain('warning-signs');
  expect((await ask('chil')).topics).toContain('children');
});

test('a chosen language beats that of the query and that of Telegram', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  await chat.says('/language az');
  const ask = openInline(app, chat.person.id);
  expect((await ask('')).ids[0]).toBe('safety-card.az');
  expect((await ask(MUSHROOMS['ru'] ?? '')).ids).toContain('outdoors.az');
});

test('what lands in the chat is the whole tip with its source, and a link that opens the bot at that tip', async () => {
  const app = await createTestApp();
  const { username } = app.telegram.me;
  for (const locale of app.content.locales) {
    const chat = openPerson(app, locale);
    const friend = openPerson(app);
    const ask = openInline(app, chat.person.id);
    let page = await ask('');
    for (;;) {
      for (const { id, title } of page.results) {
        const [topic = ''] = id.split('.');
        const message = await app.telegram.choosesInline(page.id, id, friend.person.id);
        if (topic !== 'safety-card') {
          expect(message.text).toContain(title);
          for (const step of app.content.list(locale, `safety.${topic}.steps`))
            expect(message.text).toContain(step.replace(/<[^>]+>/g, ''));
        }
        expect(message.text).toContain('112');
        expect(message.text).toContain('2026');
        expect(message.entities?.some(({ type }) => type === 'text_link')).toBe(true);
        const urls = message.reply_markup?.inline_keyboard.flat().flatMap((button) => ('url' in button ? [button.url] : []));
        expect(urls).toEqual([`https://t.me/${username}?start=tip_${topic}`]);
      }
      if (page.nextOffset === '') break;
      page = await ask('', page.nextOffset);
    }
  }
});

test('a tip passed on names the numbers of several countries, the sender’s first, since its reader may be anywhere', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  await chat.says('/emergency RU');
  const ask = openInline(app, chat.person.id);
  for (const query of ['', 'Farming']) {
    const { id, ids } = await ask(query);
    const { text = '' } = await app.telegram.choosesInline(id, ids[0] ?? '', openPerson(app).person.id);
    const places = ['Russia: 112', 'Azerbaijan: 112', 'Armenia: 112', 'Ukraine: 101'].map((part) => text.indexOf(part));
    expect(Math.min(...places), text).toBeGreaterThan(0);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  }
});

test('every tip fits into a message in every language, whatever country its sender chose', async () => {
  const app = await createTestApp();
  for (const country of Object.keys(app.content.facts.countries)) {
    for (const locale of app.content.locales) {
      const chat = openPerson(app, locale);
      await chat.says(`/emergency ${country}`);
      const ask = openInline(app, chat.person.id);
      const first = await ask('');
      await ask('', first.nextOffset);
    }
  }
  // The strict Telegram refuses what is too long, and the app fails the test at its end.
});

test('help with making or defusing a mine offers nothing but the card', async () => {
  const app = await createTestApp();
  const ask = openInline(app, openPerson(app, 'en').person.id);
  for (const query of ['how do i defuse a mine', 'teach me to build a bomb', 'how to take the fuse out of a shell']) {
    const { topics, button } = await ask(query);
    expect(topics, query).toEqual(['safety-card']);
    expect(button).toBeUndefined();
  }
});

test('where no tip matches, and for questions about the appeal, a button opens the bot', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  const ask = openInline(app, chat.person.id);
  for (const query of ['how many people were killed by mines after the 2020 war?', 'pizza near me', '😀', '\u200B']) {
    const { topics, button } = await ask(query);
    expect(topics, query).toEqual(['safety-card']);
    expect(button?.text).toBe(app.content.say('en', 'shared.passing.ask'));
    expect(await chat.says(`/start ${button?.start_parameter}`)).toBe(app.content.say('en', 'commands.start.welcome'));
  }
});

test('somebody in danger sees the card first', async () => {
  const app = await createTestApp();
  const ask = openInline(app, openPerson(app, 'en').person.id);
  expect((await ask('i found a shell in my garden')).topics[0]).toBe('safety-card');
});

test('an offset that nobody gave out is no trouble', async () => {
  const app = await createTestApp();
  const ask = openInline(app, openPerson(app, 'en').person.id);
  expect((await ask('', '9999')).ids).toEqual([]);
  for (const offset of ['-1', 'x', '99999999999999999999', '1e3']) expect((await ask('', offset)).topics[0]).toBe('safety-card');
});

test('tips are offered although the store does not answer', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'az');
  await app.store.close();
  expect((await openInline(app, chat.person.id)('')).ids[0]).toBe('safety-card.az');
});

test('while the questions are still learned only the card is offered', async () => {
  const never = { answer: () => new Promise<never>(() => undefined) };
  const app = await createTestApp({ services: { knowledge: never } });
  const { topics, button } = await openInline(app, openPerson(app, 'en').person.id)('how do i defuse a mine');
  expect(topics).toEqual(['safety-card']);
  expect(button).toBeDefined();
});

test('a tip chosen in a chat with the bot itself is not taken for a question', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  const { id, ids } = await openInline(app, chat.person.id)('Farming');
  await app.telegram.choosesInline(id, ids[0] ?? '', chat.person.id);
  expect(chat.answers()).toEqual([]);
});

test('named in a chat it is not in, the bot answers with one tip, or with the card', async () => {
  const app = await createTestApp();
  const { username } = app.telegram.me;
  const { person } = openPerson(app, 'en');
  const topic = async (text: string) => {
    const [only, ...others] = app.telegram.inlineResults(await app.telegram.asksAsGuest(person.id, text));
    expect(others).toEqual([]);
    return only?.id;
  };
  expect(await topic(`@${username} can i pick mushrooms in the forest`)).toBe('outdoors.en');
  expect(await topic(`@${username}`)).toBe('safety-card.en');
  expect(await topic(`@${username} how do i defuse a mine`)).toBe('safety-card.en');
  expect(await topic(`можно ли собирать грибы в лесу, @${username}?`)).toBe('outdoors.ru');
});
