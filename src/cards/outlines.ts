/**
 * Lines as outlines. The renderer reads a font anew for every line, which with the 10 MB of a Chinese one takes longer than all
 * the rest of a picture; here it is read once.
 */
import { unescapeHtml } from '../content/fill.ts';
import { isLarge, outlineOf, WEIGHTS } from './fonts.ts';
import { LINE } from './svg.ts';

const SHARES: Readonly<Record<string, number>> = { start: 0, middle: 0.5, end: 1 };

/** @returns the picture with every line of text as paths, where the language's font is large; else as it is */
export function outlined(svg: string, locale: string): string {
  if (!isLarge(locale)) return svg;
  return svg.replace(LINE, (_line, x: string, y: string, weight: string, size: string, colour: string, anchor: string, text: string) => {
    const { paths, width } = outlineOf(unescapeHtml(text), locale, Number(weight) === WEIGHTS.black ? 'black' : 'bold');
    const left = Number(x) - width * Number(size) * (SHARES[anchor] ?? 0);
    return `<g transform="translate(${left} ${y}) scale(${size} -${size})" fill="${colour}">${paths}</g>`;
  });
}
