/** `.env` beside the real environment, which beats it. */
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** A variable set in the real environment, even to nothing, is not looked up in `.env`. */
export function withDotEnv(environment: NodeJS.ProcessEnv, file = '.env'): Readonly<Record<string, string | undefined>> {
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...environment } : environment;
}
