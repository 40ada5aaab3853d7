/** Keeps read and checked content in one file, named after all it was made from: the next start reads that in a tenth of the time. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepFile, recallFile } from '../files.ts';
import { createContent, type Content, type LanguageFiles } from './content.ts';
import { readContent } from './load.ts';
import type { Facts, WordsNeeded } from './schema.ts';

const digest = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const DIGEST_LENGTH = 64;

/** Changes with any byte under `locales/`, any line that reads or checks it, any word needed, and with what Node knows of languages. */
function nameOf(folder: string, needed: WordsNeeded): string {
  const hash = createHash('sha256').update(JSON.stringify([process.version, needed]));
  const addFiles = (place: string, ending: string) => {
    for (const file of (readdirSync(place, { recursive: true }) as string[]).filter((name) => name.endsWith(ending)).toSorted())
      hash.update(file).update(readFileSync(join(place, file)));
  };
  addFiles(folder, '.yaml');
  addFiles(import.meta.dirname, '.ts');
  return `content-${hash.digest('hex').slice(0, 16)}.json`;
}

interface Kept {
  readonly facts: Facts;
  readonly languages: readonly (readonly [string, LanguageFiles])[];
}

function decode(bytes: Buffer): Kept | undefined {
  const body = bytes.subarray(DIGEST_LENGTH);
  return digest(body) === bytes.toString('latin1', 0, DIGEST_LENGTH) ? (JSON.parse(body.toString()) as Kept) : undefined;
}

/**
 * Loads every language, from what an earlier start kept where nothing has changed since.
 * @param cacheFolders where that may lie, best first; written to the first that can be written
 * @throws {ContentError} as `loadContent`
 */
export async function recallContent(folder: string, needed: WordsNeeded, cacheFolders: readonly string[]): Promise<Content> {
  const name = nameOf(folder, needed);
  const kept = await recallFile(cacheFolders, name, decode);
  if (kept !== undefined) return createContent(kept.facts, new Map(kept.languages));
  const { facts, languages, content } = readContent(folder, needed);
  // Somebody may have written into a file meanwhile.
  if (nameOf(folder, needed) === name) {
    const body = JSON.stringify({ facts, languages: [...languages] } satisfies Kept);
    await keepFile(cacheFolders, name, Buffer.from(`${digest(body)}${body}`));
  }
  return content;
}
