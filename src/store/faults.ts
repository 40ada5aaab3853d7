/** Which errors of an engine mean that the database does not answer, and what a person can do about each. */
import { StoreError } from './store.ts';

export type Advice = readonly [codes: RegExp, tell: (place: string, code: string) => string];

const FOLDER: readonly Advice[] = [
  // ENOENT is what Node says of a new folder on a read-only disk.
  [
    /^(EACCES|EPERM|EROFS|ENOENT)$/,
    (place, code) => `${place} cannot be written (${code}). Give this user the right to write there, or set another DATA_DIR.`,
  ],
  [/^(ENOTDIR|EEXIST)$/, (place) => `${place} is no folder, or a part of its path is none. Set another DATA_DIR.`],
  [/^(ENOSPC|EDQUOT)$/, (place) => `The disk of ${place} is full. Free some space.`],
];

const SQLITE: readonly Advice[] = [
  [/^SQLITE_(BUSY|LOCKED)/, (place) => `Another process uses ${place}. Stop it, or set another DATA_DIR.`],
  [/^SQLITE_NOTADB/, (place) => `${place} is not a database. Move it away to start empty, or restore a backup.`],
  [/^SQLITE_CORRUPT/, (place) => `${place} is damaged. Move it away and restore a backup.`],
  [/^SQLITE_FULL/, (place) => `The disk of ${place} is full. Free some space.`],
  [
    /^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/,
    (place, code) => `${place} cannot be opened or written (${code}). Give this user the right to write it, or set another DATA_DIR.`,
  ],
  [/^SQLITE_(IOERR|NOLFS|PROTOCOL)/, (place, code) => `The disk of ${place} fails (${code}). Check its free space and its health.`],
];

const codeOf = (error: unknown): string => {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
};

/** Returns a `StoreError` with the advice for the error's code; without one, the error as it is. */
export const advise = (advice: readonly Advice[], error: unknown, place: string): unknown => {
  const code = codeOf(error);
  const found = advice.find(([codes]) => codes.test(code));
  return found === undefined ? error : new StoreError(found[1](place, code), { cause: error });
};

/** Returns a `StoreError` for a folder that cannot be made or written, any other error as it is. */
export const folderFault = (error: unknown, place: string): unknown => advise(FOLDER, error, place);

/** Returns a `StoreError` when SQLite or its disk fails, any other error (a broken constraint, a wrong query) as it is. */
export const sqliteFault = (error: unknown, place: string): unknown => advise(SQLITE, error, place);

/** Returns a `StoreError` for whatever kept a database from being opened. */
export const openingFault = (error: unknown, place: string): StoreError => {
  if (error instanceof StoreError) return error;
  const told = error instanceof Error ? error.message : String(error);
  return new StoreError(`${place} cannot be opened: ${told}. Correct that, or set another DATA_DIR or DATABASE_URL.`, { cause: error });
};
