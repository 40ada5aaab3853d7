/** Where the program's own files lie, wherever it is started from. */
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

export const LOCALES = join(ROOT, 'locales');
/** Emptied by every `npm ci`, and filled again by its `prepare` script. */
export const CACHE = join(ROOT, 'node_modules', '.cache', 'mine-awareness-bot');
