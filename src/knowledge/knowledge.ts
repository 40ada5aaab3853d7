/** Finds the entry that answers a question, offers up to three, or admits that it does not know. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { keepFile } from '../files.ts';
import { loadModel, nameOf } from './cache.ts';
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

/** A bot is started with bounds too narrow for training. With these it takes 740 MB at most, without them 1,140 in the same time. */
const TRAINING_FLAGS = ['--max-old-space-size=800', '--max-semi-space-size=4', '--optimize-for-size'];

/** Rejects when the training does not end well. It ends with this process at the latest. */
const trainApart = async (content: KnowledgeInput): Promise<Uint8Array> => {
  const place = fileURLToPath(new URL('./worker.ts', import.meta.url));
  const training = spawn(process.execPath, [...TRAINING_FLAGS, place], { stdio: ['pipe', 'pipe', 'inherit'] });
  const stop = () => training.kill('SIGKILL');
  process.once('exit', stop);
  try {
    const ended = once(training, 'close') as Promise<[code: number | null, signal: string | null]>;
    // A training that dies early closes the pipe; what it ended with says more.
    training.stdin.on('error', () => undefined);
    training.stdin.end(JSON.stringify(content));
    const [bytes, [code, signal]] = await Promise.all([buffer(training.stdout), ended]);
    if (code !== 0) throw new Error(`the training of the question answering ended with ${signal ?? `exit code ${code}`}`);
    return bytes;
  } finally {
    process.off('exit', stop);
  }
};

/**
 * Loads the model that fits the content, or trains it in a process of its own and keeps it.
 * A cache that cannot be read, is damaged or cannot be written costs time, nothing else.
 */
export const createKnowledge = async ({ content, cacheFolders, onTraining }: KnowledgeParts): Promise<Knowledge> => {
  // Only what the engine reads, so that nothing else changes the cache's name.
  const input = pickInput(content);
  const name = await nameOf(input);
  const cached = await loadModel(cacheFolders, name);
  if (cached) return createEngine(input, cached);
  onTraining?.();
  const bytes = await trainApart(input);
  const model = decodeModel(bytes);
  if (!model) throw new Error('the question answering could not be trained');
  await keepFile(cacheFolders, name, bytes);
  return createEngine(input, model);
};
