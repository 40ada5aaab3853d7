/** Run by `npm ci`: trains the question answering beforehand, so that the first start is quick. Faulty content is left for the start to report. */
import { knowledgeInput } from '../content/content.ts';
import { ContentError, loadContent } from '../content/load.ts';
import { wordsNeeded } from '../handlers/index.ts';
import { createKnowledge } from '../knowledge/knowledge.ts';
import { CACHE, LOCALES } from '../paths.ts';

try {
  await createKnowledge({ content: knowledgeInput(loadContent(LOCALES, wordsNeeded)), cacheFolders: [CACHE] });
} catch (error) {
  if (!(error instanceof ContentError)) throw error;
  console.error(error.message);
}
