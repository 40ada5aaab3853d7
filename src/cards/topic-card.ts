/** The picture of one topic: pictogram above, few and large words below, numbers on a plate. Portrait, since phones are. */
import { box, fromStart, hazardStripes, heightOf, leftOf, line, lines, picture, whole, type Sheet } from './svg.ts';
import type { Call, TopicCard } from './card.ts';
import { fit } from './lines.ts';
import { PALETTES, pictogramInk, type Palette } from './palette.ts';
import { handset } from './shapes.ts';

const WIDTH = 1080;
const HEIGHT = 1350;
const MARGIN = 68;
const INNER = WIDTH - 2 * MARGIN;
const PANEL = 520;
const STRIPES = 28;
const FOOT = { height: 196, source: 34, link: 40 } as const;
const PLATE = 156;
const GAP = 40;

/** The numbers on a plate that nobody overlooks, and the country they are right in. */
function plate({ country, numbers }: Call, top: number, { plate: paper, plateInk }: Palette, sheet: Sheet): string {
  const text = numbers.join(' · ');
  const left = leftOf(sheet, MARGIN, INNER);
  const iconAt = fromStart(sheet, MARGIN + 84);
  const figures = fit(text, sheet.locale, { width: INNER - 176 - 40, height: 104, largest: 84, leading: 1.1 });
  const name = fit(country, sheet.locale, { width: INNER - 176 - 40, height: 52, largest: 36, leading: 1.3, weight: 'bold' });
  const x = fromStart(sheet, MARGIN + 160);
  return [
    box(left, top, INNER, PLATE, paper, 28),
    handset(iconAt, top + PLATE / 2, 104, plateInk),
    // Digits read from left to right in every script, and so does a row of numbers.
    line(text, x, top + 84, { size: figures.size, colour: plateInk, isLeftToRight: true }, sheet),
    lines(name, x, top + 96, { colour: plateInk, weight: 'bold' }, sheet),
  ].join('');
}

/** Where it is from: the sources, and the bot. */
function foot({ source, link }: TopicCard, { ink }: Palette, sheet: Sheet): string {
  const top = HEIGHT - FOOT.height;
  const x = fromStart(sheet, MARGIN);
  const sources = fit(source, sheet.locale, {
    width: INNER,
    height: 2 * FOOT.source * 1.2,
    largest: FOOT.source,
    leading: 1.2,
    weight: 'bold',
  });
  return [
    box(MARGIN, top, INNER, 4, ink),
    lines(sources, x, top + 20, { colour: ink, weight: 'bold' }, sheet, 1.2),
    line(link, x, top + 154, { size: FOOT.link, colour: ink, isLeftToRight: true }, sheet),
  ].join('');
}

/** The words, as large as their room allows, in its middle. */
function words(
  { heading, line: text }: TopicCard,
  room: { readonly top: number; readonly height: number },
  { ink }: Palette,
  sheet: Sheet,
): string {
  const x = fromStart(sheet, MARGIN);
  const head = heading === undefined ? undefined : fit(heading, sheet.locale, { width: INNER, height: 120, largest: 64, weight: 'bold' });
  const headHeight = head === undefined ? 0 : heightOf(head) + 16;
  const body = fit(text, sheet.locale, { width: INNER, height: room.height - headHeight, largest: 104, bySentence: true });
  const top = room.top + (room.height - headHeight - heightOf(body)) / 2;
  return `${head === undefined ? '' : lines(head, x, top, { colour: ink, weight: 'bold' }, sheet)}${lines(body, x, top + headHeight, { colour: ink }, sheet)}`;
}

export function drawTopic(card: TopicCard): string {
  const sheet = { locale: card.locale, width: WIDTH, height: HEIGHT };
  const palette = PALETTES[card.urgency];
  const paint = { ink: pictogramInk(palette), accent: palette.accent, panel: palette.panel };
  const top = PANEL + STRIPES + GAP;
  const bottom = HEIGHT - FOOT.height - GAP;
  const called = card.call === undefined ? 0 : PLATE + GAP;
  return whole(sheet, [
    box(0, 0, WIDTH, HEIGHT, palette.ground),
    box(0, 0, WIDTH, PANEL, palette.panel),
    hazardStripes(PANEL, STRIPES, WIDTH, ['#ffc928', '#171717']),
    picture(card.pictogram, (WIDTH - 420) / 2, (PANEL - 420) / 2, 420, paint, sheet),
    words(card, { top, height: bottom - top - called }, palette, sheet),
    card.call === undefined ? '' : plate(card.call, bottom - PLATE, palette, sheet),
    foot(card, palette, sheet),
  ]);
}
