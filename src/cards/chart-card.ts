/** The appeal's figures: each part as its share of its own total, and whose figures they are above and below. */
import type { ChartCard, Figure } from './card.ts';
import { fit } from './lines.ts';
import { box, fromStart, heightOf, leftOf, line, lines, whole, type Sheet } from './svg.ts';

const WIDTH = 1080;
const HEIGHT = 1350;
const MARGIN = 68;
const INNER = WIDTH - 2 * MARGIN;
const HEAD = 236;
const FOOT = 334;
const BAR = 28;
/** Paper, ink, and the shades of the bars from dark to light. */
export const CHART = {
  paper: '#f6f4ee',
  ink: '#171717',
  quiet: '#4a4a4a',
  head: '#0d3f73',
  headInk: '#ffffff',
  bar: '#0d3f73',
  part: '#b30f1e',
} as const;

/** A part of the whole: its share of the whole's bar filled, so that nothing looks larger than it is. */
function part({ count, text }: Figure['parts'][number], total: number, top: number, sheet: Sheet): string {
  const wide = Math.max(4, (INNER * count) / total);
  const words = fit(text, sheet.locale, { width: INNER, height: 60, largest: 44, leading: 1.3, weight: 'bold' });
  return [
    lines(words, fromStart(sheet, MARGIN), top, { colour: CHART.ink, weight: 'bold' }, sheet),
    box(leftOf(sheet, MARGIN, INNER), top + 62, INNER, BAR, '#d9d5c8'),
    box(leftOf(sheet, MARGIN, wide), top + 62, wide, BAR, CHART.part),
  ].join('');
}

function figure({ title, total, totalText, parts }: Figure, top: number, sheet: Sheet): string {
  const x = fromStart(sheet, MARGIN);
  const words = fit(title, sheet.locale, { width: INNER - 280, height: 100, largest: 40, weight: 'bold' });
  return [
    line(totalText, x, top + 84, { size: 100, colour: CHART.bar }, sheet),
    lines(words, fromStart(sheet, MARGIN + 280), top + (100 - heightOf(words)) / 2, { colour: CHART.ink, weight: 'bold' }, sheet),
    box(leftOf(sheet, MARGIN, INNER), top + 116, INNER, 6, CHART.bar),
    ...parts.map((one, index) => part(one, total, top + 142 + index * 108, sheet)),
  ].join('');
}

export function drawChart(card: ChartCard): string {
  const sheet = { locale: card.locale, width: WIDTH, height: HEIGHT };
  const x = fromStart(sheet, MARGIN);
  const heading = fit(card.heading, sheet.locale, { width: INNER, height: HEAD - 80, largest: 64 });
  const agency = fit(card.agency, sheet.locale, { width: INNER, height: 162, largest: 36, weight: 'bold' });
  const source = fit(card.source, sheet.locale, { width: INNER, height: 46, largest: 34, weight: 'bold' });
  const step = (HEIGHT - HEAD - FOOT) / card.figures.length;
  const foot = HEIGHT - FOOT + 24;
  return whole(sheet, [
    box(0, 0, WIDTH, HEIGHT, CHART.paper),
    box(0, 0, WIDTH, HEAD, CHART.head),
    lines(heading, x, (HEAD - heightOf(heading)) / 2, { colour: CHART.headInk }, sheet),
    ...card.figures.map((one, index) => figure(one, HEAD + 36 + index * step, sheet)),
    box(MARGIN, foot, INNER, 4, CHART.ink),
    lines(agency, x, foot + 18, { colour: CHART.ink, weight: 'bold' }, sheet),
    lines(source, x, foot + 186, { colour: CHART.quiet, weight: 'bold' }, sheet),
    line(card.link, x, foot + 272, { size: 38, colour: CHART.ink, isLeftToRight: true }, sheet),
  ]);
}
