/** The page for everybody: tabs, languages, directions, narrow and dark screens, contrast, the clock. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hasChromium, launch, openPage, type Site, startSite, type } from './browser.ts';

describe.skipIf(!hasChromium())('the page', () => {
  let browser: Browser;
  let site: Site;

  beforeAll(async () => {
    browser = await launch();
    site = await startSite();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  const open = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const { page, complaints } = await openPage(browser, site.address, options);
    onTestFinished(async () => {
      await page.context().close();
      expect(complaints).toEqual([]);
    });
    return page;
  };

  it('gives each tab a chat of its own, and the same one after a reload', async () => {
    const first = await open();
    const second = await first.context().newPage();
    await second.goto(site.address);
    await second.locator('#start').waitFor();
    await type(first, 'from the first');
    await first.locator('.bubble', { hasText: 'You said: from the first' }).waitFor();
    expect(await second.locator('.message').count()).toBe(0);
    await first.reload();
    await first.locator('.bubble', { hasText: 'You said: from the first' }).waitFor();
    await second.reload();
    await second.locator('#start').waitFor();
  });

  it('follows deep links, from outside and from the bot’s own texts, once', async () => {
    const page = await open();
    await page.goto(`${site.address}?start=lang_az`);
    await page.locator('.mine', { hasText: '/start lang_az' }).waitFor();
    await page.reload();
    await page.locator('.theirs').waitFor();
    expect(await page.locator('.mine').count()).toBe(1);
    const chat = site.telegram.world.rooms.keys().toArray().at(-1);
    await site.telegram.call('sendMessage', { chat_id: chat, text: 'https://t.me/playground_bot?start=tip_day' });
    await page.getByRole('link', { name: 'https://t.me/playground_bot?start=tip_day' }).click();
    await page.locator('.mine', { hasText: '/start tip_day' }).waitFor();
    expect(page.context().pages()).toHaveLength(1);
  });

  it('forgets everything when told to: a new person, an empty chat', async () => {
    const page = await open({ viewport: { width: 1200, height: 900 } });
    await type(page, 'hello');
    await page.locator('.bubble', { hasText: 'You said: hello' }).waitFor();
    const before = site.telegram.world.people.size;
    await page.getByRole('button', { name: 'Forget everything' }).click();
    await page.locator('#start').waitFor();
    expect(await page.locator('.message').count()).toBe(0);
    expect(site.telegram.world.people.size).toBe(before + 1);
  });

  it('tells the bot the language of the person’s Telegram, one that is not offered too', async () => {
    const page = await open({ viewport: { width: 1200, height: 900 }, locale: 'az-AZ' });
    await type(page, 'salam');
    await page.locator('.bubble', { hasText: 'You said: salam (az)' }).waitFor();
    await page.getByRole('button', { name: 'Commands' }).click();
    expect(await page.getByRole('menuitem').allTextContents()).toEqual(['/startBaşla']);
    await page.keyboard.press('Escape');
    await page.getByLabel('Telegram language of this person').selectOption({ label: 'Deutsch (de), not offered' });
    await type(page, 'hallo');
    await page.locator('.bubble', { hasText: 'You said: hallo (de)' }).waitFor();
  });

  it('is mirrored for a right-to-left Telegram, while each text keeps its own direction', async () => {
    const page = await open({ viewport: { width: 1200, height: 900 } });
    await page.getByLabel('Telegram language of this person').selectOption('ar');
    await type(page, '/arabic');
    const theirs = page.locator('.theirs');
    await theirs.waitFor();
    const [mine, bot] = [await page.locator('.mine').boundingBox(), await theirs.boundingBox()];
    expect(mine?.x ?? 0).toBeLessThan(bot?.x ?? 0);
    const direction = (selector: string) => page.evaluate(`getComputedStyle(document.querySelector('${selector}')).direction`);
    expect([await direction('.theirs .text'), await direction('.mine .text'), await direction('#panel')]).toEqual(['rtl', 'ltr', 'ltr']);
  });

  it.each([320, 390, 768, 1200])('fits a screen %d pixels wide, its buttons large enough for a finger', async (width) => {
    const page = await open({ viewport: { width, height: 700 } });
    for (const text of ['/start', '/quiz', '/picture', 'long'.repeat(60)]) await type(page, text);
    await page.locator('.bubble', { hasText: 'You said: long' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    const small = await page.evaluate(`[...document.querySelectorAll('button:not(.command, .fold-button), .key, select, input, textarea')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().height < 43.5)
      .map((element) => element.outerHTML)`);
    expect(small).toEqual([]);
  });

  it('sets the bot’s clock for all, and back', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Settings of the playground' }).click();
    await page.getByRole('button', { name: '4 April, 08:59 in Baku' }).click();
    await page.getByRole('button', { name: 'Close settings' }).click();
    await page.getByText(/For the bot it is .*4 April \d{4}.* 08:59 in Baku/).waitFor();
    await type(page, 'hello');
    await page.getByText(/^4 April \d{4}$/).waitFor();
    await page.locator('#banner').getByRole('button', { name: 'Real time' }).click();
    await page.locator('#banner').waitFor({ state: 'hidden' });
  });

  it('is used by keys alone: every part is reached, and the focus is seen', async () => {
    const page = await open();
    await type(page, '/start');
    await page.locator('.key').first().waitFor();
    const names = new Set<string>();
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press('Tab');
      const focused =
        (await page.evaluate(`({ name: document.activeElement === document.body ? '' : (document.activeElement.textContent || document.activeElement.id).trim(),
        outline: getComputedStyle(document.activeElement).outlineStyle })`)) as { name: string; outline: string };
      if (focused.name !== '') names.add(focused.name);
      if (focused.name !== '') expect(focused.outline, focused.name).not.toBe('none');
    }
    const all = [...names].join('|');
    for (const part of ['Settings', 'Show more', 'Danger', 'Turn the page', 'Copy 112', 'Commands', 'Attach', 'Send'])
      expect(all).toContain(part);
  });

  it.each(['light', 'dark'] as const)('has the contrast of WCAG AA in its %s colours', async (colorScheme) => {
    const page = await open({ colorScheme, viewport: { width: 1200, height: 900 }, reducedMotion: 'reduce' });
    for (const text of ['/start', '/quiz', '/broken', '/picture']) await type(page, text);
    await page.getByRole('button', { name: 'Pick it up' }).click();
    await page.locator('.option.wrong').waitFor();
    await page.getByRole('button', { name: '4 April, 08:59 in Baku' }).click();
    await page.locator('#banner').waitFor();
    const poor = await page.evaluate(CONTRAST);
    await page.getByRole('button', { name: 'Real time' }).first().click();
    expect(poor).toEqual([]);
  });
});

/** Every text with less than 4.5 to 1 against what lies behind it; colours with alpha are laid over each other. */
const CONTRAST = `(() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const over = (colours) => { pen.clearRect(0, 0, 1, 1); for (const colour of colours) { pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1); } return [...pen.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)).reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (element) => { const colours = []; for (let at = element; at; at = at.parentElement) colours.unshift(getComputedStyle(at).backgroundColor); return colours; };
  const texts = [...document.querySelectorAll('body *')].filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '') && element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest('.unseen, noscript, .toast, option'));
  return texts.map((element) => {
    const back = behind(element);
    const [one, two] = [light(over(back)), light(over([...back, getComputedStyle(element).color]))].sort((a, b) => b - a);
    return { text: element.textContent.slice(0, 40), className: element.className, ratio: Math.round(((one + 0.05) / (two + 0.05)) * 100) / 100 };
  }).filter(({ ratio }) => ratio < 4.5);
})()`;
