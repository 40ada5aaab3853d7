/**
 * `npm run bench:cards`: how long a card takes in each language, as a table for docs/pictures.md. **cold**: its process has to be
 * started first; **after others**: it has drawn another card already; **kept**: read from the file it was drawn into.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDrawer } from '../../src/cards/drawer.ts';
import { createPrinter } from '../../src/cards/printer.ts';
import { cardOf, POSTER } from '../../src/cards/words.ts';
import type { Content } from '../../src/content/content.ts';
import { loadContent } from '../../src/content/load.ts';
import { wordsNeeded } from '../../src/handlers/index.ts';
import { LOCALES } from '../../src/paths.ts';

const ROUNDS = 7;
/** Until a process that was told to end has ended. */
const ENDED_MS = 150;

const timed = async (work: () => Promise<unknown>) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};
const shown = (values: readonly number[]) => {
  const sorted = values.toSorted((one, other) => one - other);
  return `${Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)} (${Math.round(sorted[0] ?? 0)}–${Math.round(sorted.at(-1) ?? 0)})`;
};

/** One process for each picture measured cold, none beside it. */
async function cold(content: Content, locale: string, name: string, folder: string, round: number): Promise<number> {
  const printer = createPrinter(folder, createDrawer({ idleMs: 0 }));
  const taken = await timed(() => printer.draw(cardOf(content, name, { locale, country: 'AZ' }, `cold_${round}`)));
  await sleep(ENDED_MS);
  return taken;
}

async function measure(content: Content, locale: string, folder: string) {
  const [colds, posters, nexts, kepts]: number[][] = [[], [], [], []];
  const printer = createPrinter(folder, createDrawer({ idleMs: 5_000 }));
  const card = (name: string) => cardOf(content, name, { locale, country: 'AZ' }, 'next');
  for (let round = 0; round < ROUNDS; round += 1) {
    colds?.push(await cold(content, locale, 'found-item', folder, round));
    posters?.push(await cold(content, locale, POSTER, folder, round));
  }
  await printer.draw(card('share'));
  for (const name of content.facts.topics.safety.slice(0, ROUNDS)) {
    nexts?.push(await timed(() => printer.draw(card(name))));
    kepts?.push(await timed(() => printer.draw(card(name))));
  }
  return [colds, nexts, kepts, posters].map((values) => shown(values ?? []));
}

const content = loadContent(LOCALES, wordsNeeded);
const folder = mkdtempSync(join(tmpdir(), 'mine-awareness-cards-'));
console.log('|  | cold ms | after others ms | kept ms | poster, cold ms |\n| --- | ---: | ---: | ---: | ---: |');
for (const locale of content.locales) console.log(`| ${[locale, ...(await measure(content, locale, folder))].join(' | ')} |`);
rmSync(folder, { recursive: true });
