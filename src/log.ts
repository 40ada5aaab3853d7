/** The log: JSON lines on stdout, readable when stdout is a terminal. Never a token, a name or a person's text. */
import { writeSync } from 'node:fs';
import { pino } from 'pino';

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;

/** Only for a terminal. */
const pretty = process.stdout.isTTY ? (await import('pino-pretty')).default : undefined;

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

/** Lines are written together, at the latest after this: a write for each took a tenth of the time of an answer. Only `kill -9` loses some. */
const GATHER_MS = 100;
const GATHER_LENGTH = 4096;
/** What waits for a reader who is slow; beyond it, and where nobody reads any more, lines are lost: they must not hold up the bot or its end. */
const MOST_WAITING_BYTES = 1_000_000;
const STDOUT = 1;

/** Not pino's own destination, which at the end of the process tries for ever to write to a reader who has gone. */
function gatherLines(): { write(line: string): void } {
  let [lines, waiting] = ['', Buffer.alloc(0)];
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    waiting = Buffer.concat([waiting, Buffer.from(lines)]);
    lines = '';
    try {
      while (waiting.length > 0) waiting = waiting.subarray(writeSync(STDOUT, waiting));
    } catch (error) {
      const isSlow = error instanceof Error && 'code' in error && error.code === 'EAGAIN';
      if (!isSlow || waiting.length > MOST_WAITING_BYTES) waiting = Buffer.alloc(0);
      else plan();
    }
  };
  const plan = () => {
    timer ??= setTimeout(flush, GATHER_MS).unref();
  };
  process.on('exit', flush);
  return {
    write(line) {
      lines += line;
      if (lines.length < GATHER_LENGTH) plan();
      else flush();
    },
  };
}

/**
 * @param level `trace` to `fatal`, or `silent`
 * @param lines takes the lines in the place of stdout
 */
export function createLog(level: string, lines?: { write(line: string): void }): Log {
  const options = { level, base: null, serializers: { err: describe } };
  if (lines !== undefined) return pino(options, lines);
  return pino(options, pretty === undefined ? gatherLines() : pretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }));
}
