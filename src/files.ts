/** Writing files that others may read at any moment. */
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
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
