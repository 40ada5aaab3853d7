/** Keeps the trained model in a file named after everything it was learnt from. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recallFile } from '../files.ts';
import type { KnowledgeInput } from './input.ts';
import { decodeModel, type Model } from './model.ts';

/** Changes with any word of the content and any line of the engine, so that a stale model is never used. */
export const nameOf = async (input: KnowledgeInput) => {
  const hash = createHash('sha256').update(JSON.stringify(input));
  const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.ts')).toSorted();
  for (const source of await Promise.all(files.map((file) => readFile(join(import.meta.dirname, file))))) hash.update(source);
  return `knowledge-${hash.digest('hex').slice(0, 16)}.bin`;
};

/** The model from the first folder that holds it whole, or undefined: then it is learnt again. */
export const loadModel = (folders: readonly string[], name: string): Promise<Model | undefined> =>
  recallFile(folders, name, (bytes) => decodeModel(bytes) ?? undefined);
