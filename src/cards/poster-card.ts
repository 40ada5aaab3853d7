/** A sheet of A4 to print and hang up: the rules, the numbers to call, and a code that opens the bot. */
import { encode } from 'uqr';
import type { PosterCard } from './card.ts';
import { fit } from './lines.ts';
import { PALETTES } from './palette.ts';
import { box, fromStart, hazardStripes, heightOf, leftOf, line, lines, picture, whole, type Sheet } from './svg.ts';

/** A4 at 150 dots an inch: flat shapes and letters this large print sharp, and it is sent in a second on a slow network. */
const WIDTH = 1240;
const HEIGHT = 1754;
const MARGIN = 80;
const INNER = WIDTH - 2 * MARGIN;
const HEAD = 300;
const RULE = 226;
const ICON = 196;
const CODE = 300;
/** On paper in the hand, some three millimetres. */
const SMALLEST_PRINT = 22;
const PAPER = '#ffffff';
const INK = '#171717';
const { now } = PALETTES;

/** The code, drawn square by square with the quiet zone that scanners need. */
function code(address: string, left: number, top: number, size: number): string {
  const { data, size: count } = encode(address, { ecc: 'M', border: 4 });
  const unit = size / count;
  const dots = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return `${box(left, top, size, size, PAPER)}<path transform="translate(${left} ${top}) scale(${unit})" d="${dots.join('')}" fill="${INK}" shape-rendering="crispEdges"/>`;
}

function rule({ pictogram, line: text }: PosterCard['rules'][number], top: number, sheet: Sheet): string {
  const paint = { ink: now.ink, accent: now.accent, panel: now.panel };
  const words = fit(text, sheet.locale, { width: INNER - ICON - 48, height: ICON, largest: 66, bySentence: true });
  const left = leftOf(sheet, MARGIN, ICON);
  return [
    box(left, top, ICON, ICON, now.panel, 28),
    picture(pictogram, left + 18, top + 18, ICON - 36, paint, sheet),
    lines(words, fromStart(sheet, MARGIN + ICON + 48), top + (ICON - heightOf(words)) / 2, { colour: INK }, sheet),
  ].join('');
}

/** The numbers with whose they are, or an empty field where a person writes the one that is right there. */
function numbers({ numbers: all, call }: PosterCard, top: number, height: number, sheet: Sheet): string {
  const x = fromStart(sheet, MARGIN + 40);
  const title = fit(call, sheet.locale, { width: INNER - 80, height: 60, largest: 44, weight: 'bold' });
  const parts = [box(MARGIN, top, INNER, height, now.ground, 32), lines(title, x, top + 20, { colour: now.ink, weight: 'bold' }, sheet)];
  if (all.length === 0) return [...parts, box(MARGIN + 40, top + 92, INNER - 80, height - 124, PAPER, 16)].join('');
  const column = (INNER - 80) / Math.min(all.length, 4);
  const one = ({ number, whose }: PosterCard['numbers'][number], index: number) => {
    const words = fit(whose, sheet.locale, {
      width: column - 24,
      height: 110,
      largest: 34,
      smallest: SMALLEST_PRINT,
      leading: 1.2,
      weight: 'bold',
    });
    const start = fromStart(sheet, MARGIN + 40 + index * column);
    const digits = line(number, start, top + 186, { size: 108, colour: now.ink, isLeftToRight: true }, sheet);
    return `${digits}${lines(words, start, top + 212, { colour: now.ink, weight: 'bold' }, sheet, 1.2)}`;
  };
  return [...parts, ...all.slice(0, 4).map(one)].join('');
}

function foot({ ask, link, source, address }: PosterCard, top: number, sheet: Sheet): string {
  const codeLeft = leftOf(sheet, MARGIN - 12, CODE);
  const x = fromStart(sheet, MARGIN + CODE + 24);
  const wide = INNER - CODE - 24;
  const words = fit(ask, sheet.locale, { width: wide, height: 150, largest: 50 });
  const sources = fit(source, sheet.locale, { width: wide, height: 84, largest: 34, smallest: SMALLEST_PRINT, weight: 'bold' });
  const name = fit(link, sheet.locale, { width: wide, height: 64, largest: 46, smallest: SMALLEST_PRINT });
  return [
    code(address, codeLeft, top, CODE),
    lines(words, x, top + 20, { colour: INK }, sheet),
    line(link, x, top + 210, { size: name.size, colour: now.ground, isLeftToRight: true }, sheet),
    lines(sources, x, top + 228, { colour: INK, weight: 'bold' }, sheet),
  ].join('');
}

export function drawPoster(card: PosterCard): string {
  const sheet = { locale: card.locale, width: WIDTH, height: HEIGHT };
  const heading = fit(card.heading, sheet.locale, { width: INNER, height: HEAD - 90, largest: 108, bySentence: true });
  const rulesTop = HEAD + 28 + 44;
  const numbersTop = rulesTop + card.rules.length * RULE + 12;
  const footTop = HEIGHT - CODE - 40;
  return whole(sheet, [
    box(0, 0, WIDTH, HEIGHT, PAPER),
    box(0, 0, WIDTH, HEAD, now.ground),
    hazardStripes(HEAD, 28, WIDTH, ['#ffc928', INK]),
    lines(heading, fromStart(sheet, MARGIN), (HEAD - heightOf(heading)) / 2, { colour: now.ink }, sheet),
    ...card.rules.map((one, index) => rule(one, rulesTop + index * RULE, sheet)),
    numbers(card, numbersTop, footTop - numbersTop - 28, sheet),
    foot(card, footTop, sheet),
  ]);
}
