/** The log: JSON lines on stdout, readable when stdout is a terminal. Never a token, a name or a person's text. */
import { pino } from 'pino';
import pretty from 'pino-pretty';

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;

/** Bot tokens: as they stand in addresses, and by themselves. */
const TOKEN = /(?<=\/bot)\d+:[^/\s]+|\d{3,}:[\w-]{10,}/g;
const hide = (text: string) => text.replace(TOKEN, '<token>');

/** What may be said of an error: its kind, Telegram's code and its place, never the payload that caused it. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack } = error;
  const code = 'error_code' in error ? error.error_code : 'code' in error ? error.code : undefined;
  return {
    type: name,
    code,
    message: hide(message),
    stack: stack === undefined ? undefined : hide(stack),
    cause: error.cause === undefined ? undefined : describe(error.cause),
  };
}

/**
 * @param level `trace` to `fatal`, or `silent`
 * @param lines takes the lines in the place of stdout
 */
export function createLog(level: string, lines?: { write(line: string): void }): Log {
  const options = { level, base: null, serializers: { err: describe } };
  if (lines !== undefined) return pino(options, lines);
  return process.stdout.isTTY ? pino(options, pretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' })) : pino(options);
}
