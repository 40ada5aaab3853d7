/** Where the program's own files lie, wherever it is started from. */
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');

export const LOCALES = join(ROOT, 'locales');
/** Emptied by every `npm ci`, and filled again by its `prepare` script. */
export const CACHE = join(ROOT, 'node_modules', '.cache', 'mine-awareness-bot');
/** The program as compiled at the first start of a user of this machine. */
export const CODE_CACHE = join(CACHE, 'code');
