/** Run by `npm ci`: checks the languages, trains the question answering and compiles the drawing beforehand, so that the first of each is quick. Faulty content is left for the start to report. */
import { createDrawer } from '../cards/drawer.ts';
import { cardOf } from '../cards/words.ts';
import { recallContent } from '../content/cache.ts';
import { knowledgeInput } from '../content/content.ts';
import { ContentError } from '../content/load.ts';
import { CARD } from '../content/passed.ts';
import { wordsNeeded } from '../handlers/index.ts';
import { createKnowledge } from '../knowledge/knowledge.ts';
import { CACHE, LOCALES } from '../paths.ts';

try {
  const content = await recallContent(LOCALES, wordsNeeded, [CACHE]);
  await createKnowledge({ content: knowledgeInput(content), cacheFolders: [CACHE] });
  const draw = createDrawer();
  for (const locale of content.locales) await draw(cardOf(content, CARD, { locale, country: undefined }, 'bot'));
} catch (error) {
  if (!(error instanceof ContentError)) throw error;
  console.error(error.message);
}
