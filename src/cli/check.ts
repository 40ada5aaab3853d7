/** `npm run check`, content rules: every file whole, no text left in English, and what a machine can hold against a translation. Another folder than `locales` can be named. */
import { ContentError, loadContent } from '../content/load.ts';
import { reviewFaults } from '../content/review.ts';
import { untranslated } from '../content/untranslated.ts';
import { wordsNeeded } from '../handlers/index.ts';
import { LOCALES } from '../paths.ts';

try {
  const [folder = LOCALES] = process.argv.slice(2);
  const content = loadContent(folder, wordsNeeded);
  const left = content.locales.flatMap((locale) => [...untranslated(content, locale), ...reviewFaults(content, locale)]);
  if (left.length > 0) throw new ContentError(left);
  console.log(`${content.locales.length} languages whole: ${content.locales.join(' ')}`);
} catch (error) {
  if (!(error instanceof ContentError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
