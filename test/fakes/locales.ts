/** A copy of the project's locales that a test may spoil. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadContent } from '../../src/content/load.ts';
import { wordsNeeded } from '../../src/handlers/index.ts';
import { LOCALES } from '../../src/paths.ts';
import { freshFolder } from './app.ts';

export async function copyLocales() {
  const folder = join(await freshFolder(), 'locales');
  cpSync(LOCALES, folder, { recursive: true });
  const path = (file: string) => join(folder, file);
  return {
    folder,
    write: (file: string, text: string) => writeFileSync(path(file), text),
    remove: (file: string) => rmSync(path(file), { recursive: true }),
    /** Replaces what must be there. */
    change(file: string, from: string | RegExp, to: string) {
      const text = readFileSync(path(file), 'utf8');
      const changed = text.replace(from, to);
      if (changed === text) throw new Error(`${file} has no ${String(from)}`);
      writeFileSync(path(file), changed);
    },
    append: (file: string, text: string) => writeFileSync(path(file), `${readFileSync(path(file), 'utf8')}\n${text}`),
    copyLanguage: (from: string, to: string) => cpSync(path(from), path(to), { recursive: true }),
    load: (needed = wordsNeeded) => loadContent(folder, needed),
    /** What the loader says of the folder; empty when it is whole. */
    faults(needed = wordsNeeded): string {
      try {
        loadContent(folder, needed);
        return '';
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  };
}
