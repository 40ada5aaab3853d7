/** SVG to PNG. Slow enough, some 40 ms, to be done in a process of its own. */
import { Resvg } from '@resvg/resvg-js';
import type { Card } from './card.ts';
import { draw } from './draw.ts';
import { fontFiles, isLarge } from './fonts.ts';
import { outlined } from './outlines.ts';

/** @returns a PNG */
export function render(card: Card): Uint8Array {
  const { locale } = card;
  const font = { fontFiles: isLarge(locale) ? [] : fontFiles(locale), loadSystemFonts: false };
  return new Resvg(outlined(draw(card), locale), { font }).render().asPng();
}
