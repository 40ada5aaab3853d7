/** Keeps the trained model in a file named after everything it was learnt from. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KnowledgeInput } from './input.ts';
import { decodeModel, type Model } from './model.ts';

/** Changes with any word of the content and any line of the engine, so that a stale model is never used. */
export const nameOf = async (input: KnowledgeInput) => {
  const hash = createHash('sha256').update(JSON.stringify(input));
  const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.ts')).toSorted();
  for (const source of await Promise.all(files.map((file) => readFile(join(import.meta.dirname, file))))) hash.update(source);
  return `knowledge-${hash.digest('hex').slice(0, 16)}.bin`;
};

const readModel = async (file: string): Promise<Model | null> => {
  try {
    return decodeModel(await readFile(file));
  } catch {
    // Absent, unreadable or not ours: the next folder may have it, else it is learnt again.
    return null;
  }
};

/** The model from the first folder that holds it whole, or null. */
export const loadModel = async (folders: readonly string[], name: string) => {
  for (const folder of folders) {
    const model = await readModel(join(folder, name));
    if (model) return model;
  }
  return null;
};
