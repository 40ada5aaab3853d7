import { Resvg } from '@resvg/resvg-js';
import { expect, test } from 'vitest';
import type { Card } from '../../src/cards/card.ts';
import { CHART as CHART_COLOURS } from '../../src/cards/chart-card.ts';
import { draw } from '../../src/cards/draw.ts';
import { fontFiles, missing, widthOf, type Weight } from '../../src/cards/fonts.ts';
import { PALETTES, pictogramInk } from '../../src/cards/palette.ts';
import { hasPictogram } from '../../src/cards/pictograms.ts';
import { render } from '../../src/cards/render.ts';
import { outlined } from '../../src/cards/outlines.ts';
import { LINE, line } from '../../src/cards/svg.ts';
import { textOf } from '../../src/cards/text.ts';
import { cardNames, cardOf, CHART, POSTER } from '../../src/cards/words.ts';
import { cardFault } from '../../src/content/card-words.ts';
import { unescapeHtml } from '../../src/content/fill.ts';
import { LIMITS } from '../../src/content/limits.ts';
import { realContent } from '../fakes/app.ts';

const { content } = realContent();
const BOT = 'a_bot_with_a_very_long_name_bot';
const COUNTRIES = [undefined, 'AZ', 'IR'];

const oneCard = (name: string, locale: string, country?: string) => cardOf(content, name, { locale, country }, BOT);

interface Written {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
  readonly anchor: string;
}

/** What is written on a picture, and where. */
function writtenOn(svg: string, locale: string): Written[] {
  return [...svg.matchAll(LINE)].map(([, x = '', y = '', weight, size = '', _colour, anchor = '', said = '']) => {
    const text = unescapeHtml(said);
    const face: Weight = weight === '900' ? 'black' : 'bold';
    const width = widthOf(text, locale, face) * Number(size);
    const left = anchor === 'end' ? Number(x) - width : Number(x);
    return { text, left, right: left + width, baseline: Number(y), size: Number(size), anchor };
  });
}

const sizeOf = (svg: string) => {
  const [, width = '', height = ''] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
};

/** Every picture of every language, without numbers, with two and with four. */
const everyPicture = content.locales.flatMap((locale) =>
  cardNames(content).flatMap((name) =>
    COUNTRIES.map((country) => {
      const card = cardOf(content, name, { locale, country }, BOT);
      const svg = draw(card);
      return { where: `${locale} ${name} ${country}`, card, ...sizeOf(svg), written: writtenOn(svg, locale) };
    }),
  ),
);

test('each topic of today has a pictogram of its own, and a later one gets the warning sign', () => {
  const drawn = cardNames(content).filter((name) => name !== CHART && name !== POSTER);
  expect(drawn.filter((name) => !hasPictogram(name))).toEqual([]);
  const card = oneCard('share', 'en');
  expect(() => draw({ ...card, pictogram: 'a-topic-of-tomorrow' } as Card)).not.toThrow();
});

test('no character on any picture is an empty box', () => {
  const boxes = everyPicture.flatMap(({ where, card, written }) =>
    written.flatMap(({ text }) => missing(text, card.locale).map((character) => `${where}: ${character} in ${text}`)),
  );
  expect(boxes).toEqual([]);
});

test('nothing runs over the edge of a picture, and no line over the next', () => {
  const faults = everyPicture.flatMap(({ where, width, height, written }) => {
    expect(written.length, where).toBeGreaterThan(2);
    const over = written.filter(
      ({ left, right, baseline, size }) => left < 48 || right > width - 48 || baseline > height - 16 || baseline < size,
    );
    const onto = written.filter((one) =>
      written.some(
        (other) =>
          other !== one &&
          other.baseline > one.baseline &&
          other.baseline - one.baseline < other.size * 0.78 &&
          other.left < one.right &&
          one.left < other.right,
      ),
    );
    return [...over, ...onto].map(({ text }) => `${where}: ${text}`);
  });
  expect(faults).toEqual([]);
});

test('everything a picture says stands on it, whole and in order', () => {
  const bare = (text: string) => text.replace(/[\s\u2066-\u2069]/g, '');
  for (const { where, card, written } of everyPicture) {
    const words = bare(written.map(({ text }) => text).join(''));
    expect(words, where).toContain(bare(card.source));
    expect(words, where).toContain(bare(card.link));
    if (card.kind === 'topic') expect(words, where).toContain(bare(card.line));
    if (card.kind === 'poster') for (const rule of card.rules) expect(words, where).toContain(bare(rule.line));
  }
});

test('what to do can be read on a phone 320 pixels wide', () => {
  for (const { where, card, width, written } of everyPicture) {
    if (card.kind !== 'topic') continue;
    const onPhone = ({ size }: Pick<Written, 'size'>) => (size * 320) / width;
    const sizes = written.map(onPhone);
    const first = written.find(({ text }) => card.line.startsWith(text.replace(/[\u2066-\u2069]/g, '').slice(0, 4)));
    expect(onPhone(first ?? { size: 0 }), where).toBeGreaterThanOrEqual(14);
    expect(Math.min(...sizes), where).toBeGreaterThanOrEqual(9);
  }
});

test('widths are measured as the renderer draws them, in every script', () => {
  for (const locale of content.locales) {
    const text = content.say(locale, 'safety.found-item.card.line');
    const sheet = { locale, width: 4000, height: 200 };
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="200">${line(text, 2000, 100, { size: 50, colour: '#000', anchor: 'middle' }, sheet)}</svg>`;
    const drawn = new Resvg(svg, { font: { fontFiles: fontFiles(locale), loadSystemFonts: false } }).getBBox()?.width ?? 0;
    const measured = widthOf(text, locale, 'black') * 50;
    expect(Math.abs(drawn - measured) / measured, locale).toBeLessThan(0.04);
  }
});

/** Relative luminance and contrast as WCAG 2 defines them. */
const channel = (value: number) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
const contrast = (one: string, other: string) => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

test('text and pictograms stand out as WCAG AA asks: 4.5 to 1 for text, 3 to 1 for shapes', () => {
  for (const [urgency, palette] of Object.entries(PALETTES)) {
    expect(contrast(palette.ink, palette.ground), urgency).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.plateInk, palette.plate), urgency).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.plate, palette.ground), urgency).toBeGreaterThanOrEqual(3);
    expect(contrast(pictogramInk(palette), palette.panel), urgency).toBeGreaterThanOrEqual(3);
    expect(contrast(palette.accent, palette.panel), urgency).toBeGreaterThanOrEqual(3);
  }
  const { paper, ink, quiet, head, headInk, bar, part } = CHART_COLOURS;
  for (const text of [ink, quiet, bar]) expect(contrast(text, paper)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(headInk, head)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(part, paper)).toBeGreaterThanOrEqual(3);
});

test('right-to-left pictures begin on the right, their numbers still read from left to right', () => {
  for (const locale of ['ar', 'fa']) {
    const svg = draw(oneCard('found-item', locale, 'IR'));
    const written = writtenOn(svg, locale);
    for (const { anchor, right } of written) {
      expect(anchor).toBe('end');
      expect(right).toBeGreaterThan(800);
    }
    expect(written.map(({ text }) => text)).toContain('\u2066112 · 110 · 115 · 125\u2069');
    expect(svg).toContain('scale(-');
  }
  expect(draw(oneCard('found-item', 'en'))).not.toContain('scale(-');
});

test('a full stop stands at the left end of an Arabic line', () => {
  const sheet = { locale: 'ar', width: 400, height: 100 };
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100">${line('اااا 112.', 380, 80, { size: 60, colour: '#000' }, sheet)}</svg>`;
  const image = new Resvg(svg, { font: { fontFiles: fontFiles('ar'), loadSystemFonts: false } }).render();
  const { pixels } = image;
  const inked = (x: number) =>
    Array.from({ length: 100 }, (_, y) => pixels[(y * 400 + x) * 4 + 3] ?? 0).filter((alpha) => alpha > 128).length;
  const first = Array.from({ length: 400 }, (_, x) => x).find((x) => inked(x) > 0) ?? 0;
  // A dot is low; a digit or an alef would be four times as high.
  expect(Math.max(...[0, 1, 2, 3, 4, 5].map((step) => inked(first + step)))).toBeLessThan(16);
});

test('a picture names numbers only of a country that was chosen and checked, and says which', () => {
  expect(textOf(oneCard('found-item', 'en'))).not.toMatch(/\b112\b/);
  expect(textOf(oneCard('found-item', 'en', 'other'))).not.toMatch(/\b112\b/);
  expect(textOf(oneCard('found-item', 'en', 'AZ'))).toContain('Azerbaijan: 112 · 102');
});

test('a card says twelve words at most in every language, numbers, sources and address apart', () => {
  const faults = content.locales.flatMap((locale) =>
    cardNames(content).flatMap((name) => {
      const card = oneCard(name, locale);
      const what = card.kind === 'topic' ? cardFault(`${card.heading ?? ''} ${card.line}`.trim(), locale) : undefined;
      return what === undefined ? [] : [`${locale} ${name} ${what}`];
    }),
  );
  expect(faults).toEqual([]);
});

test('Chinese lines are drawn as outlines, which look as the renderer’s own letters do', () => {
  const svg = draw({ ...oneCard('found-item', 'zh', 'IR'), source: '来源', link: '112' });
  const paths = outlined(svg, 'zh');
  expect(paths).not.toContain('<text');
  const pixels = (drawn: string, fonts: string[]) =>
    new Resvg(drawn, { font: { fontFiles: fonts, loadSystemFonts: false } }).render().pixels;
  const [letters, shapes] = [pixels(svg, fontFiles('zh')), pixels(paths, [])];
  const differing = letters.filter((value, index) => Math.abs(value - (shapes[index] ?? 0)) > 128).length;
  // Edges are smoothed otherwise here and there. One line missing, or all three pixels aside, would be more.
  expect(differing / letters.length).toBeLessThan(0.002);
});

test('the chart gives the figures of the appeal, says whose they are, and draws each as its share', () => {
  const card = oneCard(CHART, 'en');
  const text = textOf(card);
  for (const figure of ['289', '51', '238', '3368', '357', '38']) expect(text).toContain(figure);
  expect(text).toContain('The appeal of 4 April 2023 says');
  expect(text).toContain('Mine Action Agency of the Republic of Azerbaijan');
  expect(text).toContain('¶6');
  const bars = [...draw(card).matchAll(/width="([\d.]+)" height="28" rx="0" fill="#b30f1e"/g)].map(([, width]) => Number(width));
  const whole = 1080 - 2 * 68;
  expect(bars).toHaveLength(4);
  for (const [index, share] of [51 / 289, 238 / 289, 357 / 3368, 38 / 3368].entries())
    expect((bars[index] ?? 0) / whole).toBeCloseTo(share, 3);
});

test('every caption fits under its picture, for every country', () => {
  const countries = [undefined, 'other', ...Object.keys(content.facts.countries)];
  for (const locale of content.locales)
    for (const name of cardNames(content))
      for (const country of countries) {
        const said = textOf(cardOf(content, name, { locale, country }, BOT));
        const around =
          name === POSTER ? `${content.say(locale, 'commands.poster.print')}\n${content.say(locale, 'commands.poster.country')}\n\n` : '';
        expect(`${around}${said}`.length, `${locale} ${name} ${country}`).toBeLessThanOrEqual(LIMITS.caption);
      }
});

test('a picture is a PNG that Telegram takes', () => {
  for (const name of ['found-item', CHART, POSTER]) {
    const png = render(oneCard(name, 'hy', 'AM'));
    expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(png.length).toBeLessThan(500_000);
  }
});
