/** Many pictures on one: a language at a glance, for whoever changed a word or a shape. */
import { Resvg } from '@resvg/resvg-js';

/** Pixels of one picture on the sheet; a phone shows a card some 320 wide. */
const TILE = { width: 324, height: 405 } as const;
const GAP = 16;
const COLUMNS = 5;

const image = (png: Uint8Array, index: number) => {
  const left = GAP + (index % COLUMNS) * (TILE.width + GAP);
  const top = GAP + Math.floor(index / COLUMNS) * (TILE.height + GAP);
  const data = Buffer.from(png).toString('base64');
  return `<image x="${left}" y="${top}" width="${TILE.width}" height="${TILE.height}" href="data:image/png;base64,${data}"/>`;
};

/** @returns a PNG with the pictures in rows, in their order */
export function contactSheet(pngs: readonly Uint8Array[]): Uint8Array {
  const width = GAP + COLUMNS * (TILE.width + GAP);
  const height = GAP + Math.ceil(pngs.length / COLUMNS) * (TILE.height + GAP);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="#888888"/>${pngs.map(image).join('')}</svg>`;
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
}
