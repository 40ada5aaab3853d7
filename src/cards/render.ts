/** SVG to PNG. Slow enough, some 60 to 250 ms, to be done in a process of its own. */
import { Resvg } from '@resvg/resvg-js';
import type { Card } from './card.ts';
import { draw } from './draw.ts';
import { fontFiles } from './fonts.ts';

/** @returns a PNG */
export function render(card: Card): Uint8Array {
  const font = { fontFiles: fontFiles(card.locale), loadSystemFonts: false };
  return new Resvg(draw(card), { font }).render().asPng();
}
