/** Before all tests: trains the question answering once, so that no test waits for it and no two train at once. */
import { knowledgeInput } from '../src/content/content.ts';
import { loadContent } from '../src/content/load.ts';
import { wordsNeeded } from '../src/handlers/index.ts';
import { createKnowledge } from '../src/knowledge/knowledge.ts';
import { CACHE, LOCALES } from '../src/paths.ts';

export default async function setup() {
  await createKnowledge({ content: knowledgeInput(loadContent(LOCALES, wordsNeeded)), cacheFolders: [CACHE] });
}
