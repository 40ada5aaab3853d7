/** Finds the entry that answers a question, offers up to three, or admits that it does not know. */
import { Worker } from 'node:worker_threads';
import { loadModel, nameOf, saveModel } from './cache.ts';
import { createEngine } from './engine.ts';
import { type KnowledgeInput, pickInput } from './input.ts';
import { decodeModel } from './model.ts';

/** How one question ends. The text is made from it elsewhere; nothing here is ever generated. */
export interface Answer {
  readonly outcome: 'answer' | 'suggest' | 'refuse';
  /** `none` for suggestions and ordinary refusals, `harm` when help with making or handling a mine is refused. */
  readonly kind: 'appeal' | 'safety' | 'about' | 'harm' | 'none';
  /** The entry answered with, or the refusal's id; null for suggestions and when nothing fits. */
  readonly topic: string | null;
  /** At most three topic ids, best first. */
  readonly suggestions: readonly string[];
  /** The message may be life-critical: the safety card stands first. */
  readonly safetyCard: boolean;
  /** 0 to 1. */
  readonly confidence: number;
  /** The language to answer in: the chat's, or the question's where it is clear. */
  readonly locale: string;
}

export interface Context {
  /** The chat's language. */
  readonly locale: string;
  /** The topic this chat was answered with some minutes ago, for "and the children?". */
  readonly lastTopic?: string;
}

export interface Knowledge {
  /** Never throws, whatever the text. Reads at most the first 500 characters. */
  answer(question: string, context: Context): Answer;
}

export interface KnowledgeParts {
  /** How people ask, in every language. */
  readonly content: KnowledgeInput;
  /** Where the trained model may lie, best first; written to the first that can be written. */
  readonly cacheFolders: readonly string[];
  /** Told when no cached model fits and training begins; it takes up to a minute. */
  readonly onTraining?: () => void;
}

const trainInWorker = (content: KnowledgeInput) =>
  new Promise<Uint8Array>((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: content });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the training of the question answering ended with exit code ${code}`)));
  });

/**
 * Loads the model that fits the content, or trains it in a thread of its own and keeps it.
 * A cache that cannot be read, is damaged or cannot be written costs time, nothing else.
 */
export const createKnowledge = async ({ content, cacheFolders, onTraining }: KnowledgeParts): Promise<Knowledge> => {
  // Only what the engine reads, so that nothing else changes the cache's name.
  const input = pickInput(content);
  const name = await nameOf(input);
  const cached = await loadModel(cacheFolders, name);
  if (cached) return createEngine(input, cached);
  onTraining?.();
  const bytes = await trainInWorker(input);
  const model = decodeModel(bytes);
  if (!model) throw new Error('the question answering could not be trained');
  await saveModel(cacheFolders, name, bytes);
  return createEngine(input, model);
};
