/** Ways to pass a safety answer on, under every one of them. */
import type { InlineKeyboardButton } from 'grammy/types';
import { expect, test } from 'vitest';
import { createTestApp, openPerson } from '../fakes/app.ts';

const shared = (buttons: readonly InlineKeyboardButton[]) =>
  buttons.flatMap((button) => ('switch_inline_query_chosen_chat' in button ? [button.switch_inline_query_chosen_chat] : []));
const copied = (buttons: readonly InlineKeyboardButton[]) =>
  buttons.flatMap((button) => ('copy_text' in button ? [button.copy_text.text] : []));

test('every tip in every language goes on in one press to any chat, where it is offered first', async () => {
  const app = await createTestApp();
  for (const locale of app.content.locales) {
    const chat = openPerson(app, locale);
    for (const topic of app.content.facts.topics.safety) {
      await chat.says(`/safety ${topic}`);
      const [share, ...others] = shared(chat.buttons());
      expect(others).toEqual([]);
      expect(share).toMatchObject({ allow_user_chats: true, allow_group_chats: true, allow_channel_chats: true });
      expect(share?.query, 'reads well').toBe(app.content.say(locale, `safety.${topic}.title`));
      const query = await app.telegram.asksInline(chat.person.id, share?.query ?? '');
      expect(app.telegram.inlineResults(query)[0]?.id).toBe(`${topic}.${locale}`);
    }
  }
});

test('the safety card goes on as the safety card', async () => {
  const app = await createTestApp();
  for (const locale of app.content.locales) {
    const chat = openPerson(app, locale);
    await chat.says('/start tip_safety-card');
    const query = await app.telegram.asksInline(chat.person.id, shared(chat.buttons())[0]?.query ?? '');
    expect(app.telegram.inlineResults(query)[0]?.id).toBe(`safety-card.${locale}`);
  }
});

test('a tip is copied for people without Telegram: what to do, numbers with their country, and a source, in 256 characters', async () => {
  const app = await createTestApp();
  const { facts } = app.content;
  for (const country of [undefined, 'FR', ...Object.keys(facts.countries)]) {
    for (const locale of app.content.locales) {
      const chat = openPerson(app, locale);
      if (country !== undefined) await chat.says(`/emergency ${country}`);
      for (const topic of facts.topics.safety) {
        await chat.says(`/safety ${topic}`);
        const text = copied(chat.buttons()).at(-1) ?? '';
        expect(text.length).toBeLessThanOrEqual(256);
        expect(text.split('\n')[0]).toBe(app.content.say(locale, `safety.${topic}.card.line`));
        const [first] = facts.countries[country ?? '']?.numbers ?? facts.countries['AZ']?.numbers ?? [];
        expect(text).toContain(first?.number);
        const sources = app.content.list(locale, `safety.${topic}.source`).map((id) => facts.sources[id]?.url);
        expect(sources).toContain(text.split('\n').at(-1));
      }
    }
  }
});

test('where the country is known, one press copies the number to call first', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  await chat.says('/safety found-item');
  expect(copied(chat.buttons())).toHaveLength(1);
  await chat.says('/emergency UA');
  await chat.says('/safety found-item');
  expect(copied(chat.buttons())[0]).toBe('101');
  await chat.says('/emergency FR');
  await chat.says('/safety found-item');
  expect(copied(chat.buttons())).toHaveLength(1);
});

test('under a safety answer the life-critical buttons come first, and there are five rows at most', async () => {
  const app = await createTestApp();
  for (const country of ['', 'other', 'AZ'])
    for (const locale of app.content.locales) {
      const chat = openPerson(app, locale);
      if (country !== '') await chat.says(`/emergency ${country}`);
      const { safety, 'life-critical': critical } = app.content.facts.topics;
      for (const said of [...safety.map((topic) => `/safety ${topic}`), app.content.working(locale).questions['found-item']?.[0] ?? '']) {
        await chat.says(said);
        const rows = chat.last()?.reply_markup?.inline_keyboard ?? [];
        expect(rows.length, said).toBeLessThanOrEqual(5);
        const styles = rows.map((row) => row.some(({ style }) => style === 'danger'));
        expect(styles, said).toEqual(styles.toSorted((a, b) => Number(b) - Number(a)));
        expect(styles.filter(Boolean).length).toBe(said.startsWith('/') ? (critical.includes(said.slice(8)) ? 2 : 0) : 3);
      }
    }
});

test('the topic about sharing brings the bot into a group', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  await chat.says('/safety share');
  const urls = chat.buttons().flatMap((button) => ('url' in button ? [button.url] : []));
  expect(urls).toEqual([`https://t.me/${app.telegram.me.username}?startgroup=group`]);
});
