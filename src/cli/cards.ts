/**
 * `npm run cards -- FOLDER`: every picture of every language into the folder, each language's together on one sheet.
 * `--locale az` one language, `--country AZ` with the numbers of a country, `--bot NAME` with the bot's name.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { render } from '../cards/render.ts';
import { contactSheet } from '../cards/sheet.ts';
import { cardNames, cardOf } from '../cards/words.ts';
import type { Content } from '../content/content.ts';
import { ContentError, loadContent } from '../content/load.ts';
import { wordsNeeded } from '../handlers/index.ts';
import { LOCALES } from '../paths.ts';

const options = { locale: { type: 'string' }, country: { type: 'string' }, bot: { type: 'string', default: 'your_bot' } } as const;

/** Every picture of one language as a file, and all of them on a sheet. */
function draw(content: Content, locale: string, country: string | undefined, bot: string, folder: string): void {
  mkdirSync(join(folder, locale), { recursive: true });
  const pngs = cardNames(content).map((name) => {
    const png = render(cardOf(content, name, { locale, country }, bot));
    writeFileSync(join(folder, locale, `${name}.png`), png);
    return png;
  });
  writeFileSync(join(folder, `${locale}.png`), contactSheet(pngs));
  console.log(`${locale}: ${pngs.length} pictures`);
}

function main(): number {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [folder] = positionals;
  if (folder === undefined) {
    console.error('Say where to: npm run cards -- FOLDER');
    return 1;
  }
  const content = loadContent(LOCALES, wordsNeeded);
  const locales = values.locale === undefined ? content.locales : content.locales.filter((locale) => locale === values.locale);
  for (const locale of locales) draw(content, locale, values.country?.toUpperCase(), values.bot, folder);
  if (locales.length > 0) return 0;
  console.error(`There is no language ${values.locale}; there are ${content.locales.join(' ')}.`);
  return 1;
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof ContentError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
