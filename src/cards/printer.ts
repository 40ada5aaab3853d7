/** Pictures: each drawn once, then kept in a file named after everything it was made from. */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { writeWhole } from '../files.ts';
import type { Card } from './card.ts';
import { createDrawer } from './drawer.ts';

export interface Printer {
  /** Names a picture: changes with any of its words, and with any line of the code and any version of the fonts it is drawn with. */
  hashOf(card: Card): string;
  /** A PNG, from its file or drawn now. Rejects with a `DrawingError`. */
  draw(card: Card): Promise<Uint8Array>;
}

const require = createRequire(import.meta.url);
const DRAWN_WITH = [
  '@resvg/resvg-js',
  ...['', '-arabic', '-armenian', '-georgian', '-sc'].map((script) => `@expo-google-fonts/noto-sans${script}`),
];

/** Changes with how pictures are drawn. Some milliseconds, once. */
function designOf(): string {
  const hash = createHash('sha256');
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts'));
  for (const file of files.toSorted()) hash.update(readFileSync(join(import.meta.dirname, file)));
  for (const name of DRAWN_WITH) hash.update(readFileSync(require.resolve(`${name}/package.json`)));
  return hash.digest('hex').slice(0, 12);
}

/** Pictures of an older design are never asked for again. */
async function removeOlder(folder: string, design: string): Promise<void> {
  const older = (await readdir(folder)).filter((name) => /^[0-9a-f]{12}$/.test(name) && name !== design);
  await Promise.all(older.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

/**
 * @param folder where pictures are kept; where it cannot be written, each is drawn again when it is asked for
 * @param render draws; a process of its own unless said
 */
export function createPrinter(folder: string, render: (card: Card) => Promise<Uint8Array> = createDrawer()): Printer {
  const underWay = new Map<string, Promise<Uint8Array>>();
  let known: string | undefined;
  const design = () => (known ??= designOf());
  // A broadcast asks for the same few a thousand times a second.
  const hashes = new WeakMap<Card, string>();
  const hashOf = (card: Card) => {
    const hash = hashes.get(card) ?? createHash('sha256').update(design()).update(JSON.stringify(card)).digest('hex').slice(0, 32);
    hashes.set(card, hash);
    return hash;
  };

  const read = async (hash: string) => {
    try {
      return await readFile(join(folder, design(), `${hash}.png`));
    } catch {
      // Not drawn yet, or not readable: drawing it is the answer to both.
      return undefined;
    }
  };
  const keep = async (hash: string, png: Uint8Array) => {
    try {
      await writeWhole(join(folder, design()), `${hash}.png`, png);
      await removeOlder(folder, design());
    } catch {
      // A full or read-only disk costs time, and no picture.
    }
  };
  const make = async (hash: string, card: Card) => {
    const kept = await read(hash);
    if (kept !== undefined) return kept;
    const png = await render(card);
    await keep(hash, png);
    return png;
  };

  return {
    hashOf,
    draw(card) {
      const hash = hashOf(card);
      const drawing = underWay.get(hash) ?? make(hash, card).finally(() => underWay.delete(hash));
      underWay.set(hash, drawing);
      return drawing;
    },
  };
}
