/** The thread that draws: started when it is first needed, ended when nothing was drawn for a while. */
import { Worker } from 'node:worker_threads';
import type { Card } from './card.ts';
import type { Done, Order } from './worker.ts';

/** Its fonts take some 60 MB, which a bot that draws a picture a week need not hold. */
const IDLE_MS = 20_000;
/** A picture takes 0.3 s at most; what takes this long will not come. */
const LIMIT_MS = 10_000;

/** A picture could not be drawn. */
export class DrawingError extends Error {
  override readonly name = 'DrawingError';
}

interface Waiting {
  resolve(png: Uint8Array): void;
  reject(error: DrawingError): void;
}

/** @returns a function that draws, one picture after another. Rejects with a `DrawingError` */
export function createThread(): (card: Card) => Promise<Uint8Array> {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;

  const end = (reason: string) => {
    const ended = worker;
    worker = undefined;
    for (const { reject } of waiting.values()) reject(new DrawingError(reason));
    waiting.clear();
    void ended?.terminate();
  };
  const hear = (done: Done) => {
    const who = waiting.get(done.id);
    waiting.delete(done.id);
    if ('png' in done) who?.resolve(done.png);
    else who?.reject(new DrawingError(done.reason));
  };
  const start = () => {
    const started = new Worker(new URL('worker.ts', import.meta.url));
    started.on('message', hear);
    started.on('error', (error) => end(error instanceof Error ? error.message : String(error)));
    // A picture being drawn must not keep a stopping bot alive.
    started.unref();
    return started;
  };

  return (card) => {
    clearTimeout(idle);
    worker ??= start();
    const order: Order = { id: (last += 1), card };
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    const limit = setTimeout(() => end(`nothing was drawn in ${LIMIT_MS} ms`), LIMIT_MS);
    waiting.set(order.id, { resolve, reject });
    worker.postMessage(order);
    return promise.finally(() => {
      clearTimeout(limit);
      if (waiting.size === 0) idle = setTimeout(() => end('idle'), IDLE_MS).unref();
    });
  };
}
