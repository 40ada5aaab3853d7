/** Writing files that others may read at any moment, and reading again what was kept. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Renamed into place when complete: a reader never meets half a file, nor does the next start after a kill. The folder is made when missing. */
export async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `${name}.${randomUUID()}.tmp`);
  try {
    await writeFile(draft, bytes);
    await rename(draft, join(folder, name));
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Writes a file that can be made anew, named `kind-hash.ending`, to the first folder that can be written, in the place of older ones of its kind.
 * Where no folder can be written, it is made anew the next time.
 */
export async function keepFile(folders: readonly string[], name: string, bytes: Uint8Array): Promise<void> {
  const kind = /^(.*-)[0-9a-f]+(\.\w+)$/.exec(name);
  for (const folder of folders) {
    try {
      await writeWhole(folder, name, bytes);
      const older = (await readdir(folder)).filter(
        (file) => file !== name && file.startsWith(kind?.[1] ?? name) && file.endsWith(kind?.[2] ?? ''),
      );
      await Promise.all(older.map((file) => rm(join(folder, file), { force: true })));
      return;
    } catch {
      // A read-only folder is what the others are for.
    }
  }
}

/**
 * What `keepFile` kept, from the first folder that holds it whole.
 * @param decode may throw, or give nothing, for what is not whole
 * @returns nothing where it must be made anew
 */
export async function recallFile<T>(
  folders: readonly string[],
  name: string,
  decode: (bytes: Buffer) => T | undefined,
): Promise<T | undefined> {
  for (const folder of folders) {
    try {
      const recalled = decode(await readFile(join(folder, name)));
      if (recalled !== undefined) return recalled;
    } catch {
      // Absent, unreadable or not ours: the next folder may have it.
    }
  }
  return undefined;
}
