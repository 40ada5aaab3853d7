/** Pieces of SVG: text in either direction, plates, the pictogram in its place. */
import { escapeHtml, directionOf } from '../content/fill.ts';
import { fontFamily, WEIGHTS, type Weight } from './fonts.ts';
import { LEADING, type Fitted } from './lines.ts';
import { isScene, pictogram } from './pictograms.ts';
import type { Paint } from './shapes.ts';

/** Where a picture is drawn, and for whom. */
export interface Sheet {
  readonly locale: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

const isRightToLeft = ({ locale }: Pick<Sheet, 'locale'>) => directionOf(locale) === 'rtl';

/** A distance from the edge where reading starts, as a distance from the left. */
export const fromStart = (sheet: Sheet, distance: number): number => (isRightToLeft(sheet) ? sheet.width - distance : distance);

/** The left edge of something `wide` that begins `distance` from where reading starts. */
export const leftOf = (sheet: Sheet, distance: number, wide: number): number =>
  isRightToLeft(sheet) ? sheet.width - distance - wide : distance;

/** The renderer takes every line for left-to-right; isolates tell it otherwise, and keep the stop at the line's end. */
const directed = (text: string, sheet: Sheet) => (isRightToLeft(sheet) ? `\u2067${text}\u2069` : text);

const leftToRight = (text: string) => `\u2066${text}\u2069`;

export interface TextStyle {
  readonly size: number;
  readonly colour: string;
  readonly weight?: Weight;
  /** Where the line is anchored; `start` is where reading starts. */
  readonly anchor?: 'start' | 'middle' | 'end';
  /** A row of numbers, an address: read from left to right in every language. */
  readonly isLeftToRight?: boolean;
}

/** One line. `x` in pixels from the left, `baseline` from the top. */
export function line(text: string, x: number, baseline: number, style: TextStyle, sheet: Sheet): string {
  const { size, colour, weight = 'black', anchor = 'start', isLeftToRight = false } = style;
  // The renderer's anchors are those of left-to-right text.
  const turned = isRightToLeft(sheet) ? { start: 'end', middle: 'middle', end: 'start' }[anchor] : anchor;
  return `<text x="${round(x)}" y="${round(baseline)}" font-family="${fontFamily(sheet.locale)}" font-weight="${WEIGHTS[weight]}" font-size="${size}" fill="${colour}" text-anchor="${turned}">${escapeHtml(isLeftToRight ? leftToRight(text) : directed(text, sheet))}</text>`;
}

/** What `line` writes: x, y, weight, size, colour, anchor, text. */
export const LINE =
  /<text x="([\d.-]+)" y="([\d.-]+)" font-family="[^"]*" font-weight="(\d+)" font-size="(\d+)" fill="([^"]*)" text-anchor="(\w+)">([^<]*)<\/text>/g;

/** Lines below each other; `top` is the upper edge of the first. */
export const lines = (
  { lines: all, size }: Fitted,
  x: number,
  top: number,
  style: Omit<TextStyle, 'size'>,
  sheet: Sheet,
  leading = LEADING,
): string => all.map((text, index) => line(text, x, top + size * (ASCENT + leading * index), { ...style, size }, sheet)).join('');

/** The height of the letters above their line, in sizes: high marks of Arabic and Armenian included. */
export const ASCENT = 0.98;

export const heightOf = ({ lines: all, size }: Fitted, leading = LEADING): number => all.length * size * leading;

export const box = (left: number, top: number, width: number, height: number, colour: string, radius = 0): string =>
  `<rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" rx="${radius}" fill="${colour}"/>`;

/** A pictogram; a scene is mirrored for right-to-left readers, who look for its start on the right. */
export function picture(name: string, left: number, top: number, size: number, paint: Paint, sheet: Sheet): string {
  const scale = size / 400;
  const place =
    isRightToLeft(sheet) && isScene(name)
      ? `translate(${round(left + size)} ${round(top)}) scale(${-scale} ${scale})`
      : `translate(${round(left)} ${round(top)}) scale(${scale})`;
  return `<g transform="${place}">${pictogram(name, paint)}</g>`;
}

/** Yellow and black, as on every barrier. */
export const hazardStripes = (top: number, height: number, width: number, [one, other]: readonly [string, string]): string => {
  const step = height * 2.4;
  const stripes = Array.from({ length: Math.ceil(width / step) + 1 }, (_, index) => {
    const left = index * step;
    return `<path d="M${left} ${top}h${step / 2}l${-height} ${height}h${-step / 2}z" fill="${other}"/>`;
  });
  return `${box(0, top, width, height, one)}${stripes.join('')}`;
};

export const whole = ({ width, height }: Sheet, parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join('')}</svg>`;

const round = (pixels: number) => Math.round(pixels * 10) / 10;
