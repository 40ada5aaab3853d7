/** The real bot on the real page, in Chromium: every command in every language, and nothing that Telegram would refuse. */
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { answers, commands } from '../../src/handlers/index.ts';
import { createLog } from '../../src/log.ts';
import { createPlayground } from '../../src/playground/playground.ts';
import { createTestApp } from '../fakes/app.ts';
import { hasChromium, launch, listen, openPage, type } from './browser.ts';

/** As much of an element of the page as is asked here; these tests know no types of browsers. */
interface Measured {
  getBoundingClientRect(): { readonly top: number; readonly bottom: number };
  closest(selector: string): Measured | null;
}

/** Whether all of it stands in the conversation's window. */
const isInSight = (part: Locator) =>
  part.evaluate((element: Measured) => {
    const window = element.closest('#log')?.getBoundingClientRect();
    const { top, bottom } = element.getBoundingClientRect();
    return window !== undefined && top >= window.top && bottom <= window.bottom;
  });

/** The real bot behind the real page. `end` ends both, and expects that Telegram has refused no call. */
async function serveBot() {
  const { services } = await createTestApp();
  const config = readConfig({}, services.content.locales);
  const playground = createPlayground({ config, services, commands, answers, log: createLog('silent') });
  const running = playground.run();
  const { address, close } = await listen({ app: playground.page, close: () => void playground.stop() });
  const end = async () => {
    expect(playground.telegram.rejected).toEqual([]);
    await close();
    await running;
  };
  return { services, address, end };
}

describe.skipIf(!hasChromium())('the real bot on the page', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it('answers every command in every language', { timeout: 120_000 }, async () => {
    const { services, address, end } = await serveBot();
    for (const locale of services.content.locales) {
      const { page, complaints } = await openPage(browser, address, { locale });
      const description = await page.locator('#bot-description').textContent();
      expect(description).toBe(services.content.say(locale, 'profile.description'));
      for (const [index, { name }] of commands.entries()) {
        await type(page, `/${name}`);
        await expect
          .poll(() => page.locator('.theirs').count(), { message: `/${name} in ${locale}`, timeout: 10_000 })
          .toBeGreaterThan(index);
      }
      expect(await page.locator('.note').allTextContents()).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    }
    await end();
  });

  it('offers what a share button or the inline form asks for, and sends what is chosen', { timeout: 60_000 }, async () => {
    const { services, address, end } = await serveBot();
    const { content } = services;
    for (const locale of ['az', 'fa']) {
      const { page, complaints } = await openPage(browser, address, { locale });
      await type(page, '/safety outdoors');
      await page.locator('.key', { hasText: content.say(locale, 'shared.reminder.share') }).click();
      await page.locator('#dialog .result', { hasText: content.say(locale, 'safety.outdoors.card.line') }).click();
      await page.locator('.mine', { hasText: content.say(locale, 'safety.outdoors.title') }).waitFor();
      expect(await page.locator('.theirs').count()).toBe(1);
      await page.locator('.via').waitFor();
      await page.evaluate("document.querySelector('#inline-input').value = '😀'");
      await page.evaluate("document.querySelector('#inline-form').requestSubmit()");
      await page.locator('#dialog .result', { hasText: content.say(locale, 'shared.passing.ask') }).click();
      await page.locator('.theirs', { hasText: content.say(locale, 'commands.start.welcome').slice(0, 30) }).waitFor();
      expect(complaints).toEqual([]);
      await page.context().close();
    }
    await end();
  });

  it(
    'plays the quiz to its end on a phone, in the direction of the language and with the newest always in sight',
    { timeout: 60_000 },
    async () => {
      const { services, address, end } = await serveBot();
      const { content } = services;
      for (const locale of ['fa', 'az']) {
        const { page, complaints } = await openPage(browser, address, { locale });
        await type(page, '/quiz');
        for (let number = 1; number <= 12; number += 1) {
          const poll = page.locator('.poll').nth(number - 1);
          const option = poll.locator('button.option').last();
          const [dot, text] = [await option.locator('.dot').boundingBox(), await option.locator('span').last().boundingBox()];
          expect((dot?.x ?? 0) > (text?.x ?? 0), locale).toBe(content.direction(locale) === 'rtl');
          await expect.poll(() => isInSight(option), { timeout: 5_000, message: `${locale} ${number}` }).toBe(true);
          await option.click();
        }
        const result = page.locator('.theirs').nth(12);
        await expect.poll(() => isInSight(result.locator('.key').last()), { timeout: 5_000 }).toBe(true);
        expect(await result.textContent()).toContain('12');
        expect(complaints).toEqual([]);
        await page.context().close();
      }
      await end();
    },
  );
});
