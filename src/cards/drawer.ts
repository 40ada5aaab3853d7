/** The process that draws: started when it is first needed, ended when nothing was drawn for a while. */
import { type ChildProcess, fork } from 'node:child_process';
import { CODE_CACHE } from '../paths.ts';
import type { Card } from './card.ts';
import type { Done, Order } from './drawing.ts';

/** A process and not a thread: fonts and pictures take 100 MB, and a thread's memory stays with the bot after its end. */
const IDLE_MS = 20_000;
/** A picture takes 0.3 s, also where a process must be started; what takes this long will not come. */
const LIMIT_MS = 10_000;

/** A picture could not be drawn. */
export class DrawingError extends Error {
  override readonly name = 'DrawingError';
}

interface Waiting {
  resolve(png: Uint8Array): void;
  reject(error: DrawingError): void;
}

/** What the process is given: no secret is among it. */
const ENVIRONMENT = { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], NODE_COMPILE_CACHE: CODE_CACHE };

const start = (hear: (done: Done) => void, onEnd: (reason: string) => void): ChildProcess => {
  const started = fork(new URL('drawing.ts', import.meta.url), { serialization: 'advanced', env: ENVIRONMENT, execArgv: [] });
  started.on('message', hear);
  started.on('error', ({ message }) => onEnd(message));
  started.once('exit', (code, signal) => onEnd(`the drawing ended: ${signal ?? code}`));
  // A picture being drawn must not keep a stopping bot alive; the process ends with its channel.
  started.unref();
  started.channel?.unref();
  return started;
};

/**
 * @param idleMs how long the process waits for another picture
 * @returns a function that draws, one picture after another. Rejects with a `DrawingError`
 */
export function createDrawer({ idleMs = IDLE_MS } = {}): (card: Card) => Promise<Uint8Array> {
  const waiting = new Map<number, Waiting>();
  let drawing: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;

  const end = (reason: string) => {
    const ended = drawing;
    drawing = undefined;
    ended?.removeAllListeners('exit').kill('SIGKILL');
    for (const { reject } of waiting.values()) reject(new DrawingError(reason));
    waiting.clear();
  };
  // Ending by itself, it leaves its compiled code in the cache: the next one starts in half the time.
  const rest = () => {
    drawing?.removeAllListeners('exit').disconnect();
    drawing = undefined;
  };
  const hear = (done: Done) => {
    const who = waiting.get(done.id);
    waiting.delete(done.id);
    if ('png' in done) who?.resolve(done.png);
    else who?.reject(new DrawingError(done.reason));
  };

  return (card) => {
    clearTimeout(idle);
    drawing ??= start(hear, end);
    const order: Order = { id: (last += 1), card };
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    const limit = setTimeout(() => end(`nothing was drawn in ${LIMIT_MS} ms`), LIMIT_MS);
    waiting.set(order.id, { resolve, reject });
    drawing.send(order);
    return promise.finally(() => {
      clearTimeout(limit);
      if (waiting.size === 0) idle = setTimeout(rest, idleMs).unref();
    });
  };
}
