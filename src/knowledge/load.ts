/** Knowledge that may still be learning: questions wait for it, everything else goes on. */
import type { KnowledgeInput } from './input.ts';
import { createKnowledge, type Answer, type Context } from './knowledge.ts';

/** What handlers ask. */
export interface Asked {
  /** Waits for the training where there was none yet; at most a minute after a change of content. */
  answer(question: string, context: Context): Promise<Answer>;
}

/** Begins loading at once; a failure is told to whoever asks, and to `onFailure`. */
export function loadKnowledge(
  content: KnowledgeInput,
  cacheFolders: readonly string[],
  hear: { onTraining: () => void; onFailure: (error: unknown) => void },
): Asked {
  const knowledge = createKnowledge({ content, cacheFolders, onTraining: hear.onTraining });
  knowledge.catch(hear.onFailure);
  return { answer: async (question, context) => (await knowledge).answer(question, context) };
}
