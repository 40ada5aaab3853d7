import type { InlineQueryResultArticle } from 'grammy/types';
import { expect, test } from 'vitest';
import { realContent } from '../fakes/app.ts';
import { MUSHROOMS } from '../fakes/mushrooms.ts';
import { until } from '../fakes/process.ts';
import { createRunning } from '../fakes/running.ts';

const TOPIC = 'outdoors';

test('a question typed after the bot’s name finds its tip in all languages, is sent on, and its link opens the bot there', async () => {
  const { content } = realContent();
  const { api, says, start, answersTo } = await createRunning();
  const { telegram } = api;
  const program = start();
  await says({ ready: true });

  /** What is offered, asked again while the questions are still being read from the cache. */
  const offered = async (personId: number, query: string, wanted: string) => {
    let id = '';
    const results = () => telegram.inlineResults(id) as readonly InlineQueryResultArticle[];
    await until(`${wanted} is offered`, async () => {
      id = await telegram.asksInline(personId, query);
      await until('the query is answered', () => results().length > 0);
      return results().some((one) => one.id === wanted);
    });
    return { id, tip: results().find((one) => one.id === wanted) };
  };

  for (const locale of content.locales) {
    // Telegram's language is one that is not offered, so that the question alone tells it.
    const asker = telegram.person({ language_code: 'pt' });
    const { id, tip } = await offered(asker.id, MUSHROOMS[locale] ?? '', `${TOPIC}.${locale}`);
    expect(tip?.title).toBe(content.say(locale, `safety.${TOPIC}.title`));
    expect(tip?.description).toBe(content.say(locale, `safety.${TOPIC}.card.line`));

    const sent = await telegram.choosesInline(id, `${TOPIC}.${locale}`, asker.id);
    expect(sent.text, locale).toContain(content.say(locale, `safety.${TOPIC}.title`));
    const links = sent.reply_markup?.inline_keyboard.flat().flatMap((button) => ('url' in button ? [new URL(button.url ?? '')] : []));
    expect(links?.[0]?.pathname).toBe(`/${telegram.me.username}`);

    const reader = telegram.person({ language_code: locale });
    await telegram.says(reader.id, `/start ${links?.[0]?.searchParams.get('start')}`);
    await until('the bot opens at the tip', () => answersTo(reader.id).length > 0);
    expect(answersTo(reader.id)[0], locale).toContain(content.say(locale, `safety.${TOPIC}.title`));
    // Whoever sent it on is told nothing: the choice is heard, and that is all.
    expect(answersTo(asker.id), locale).toEqual([]);
  }

  await until('every choice is confirmed', () => telegram.world.mailbox.waiting() === 0);
  expect(api.count('answerInlineQuery')).toBeGreaterThanOrEqual(content.locales.length);
  expect(api.rejected).toEqual([]);
  program.kill('SIGTERM');
  expect(await program.ended).toBe(0);
});
