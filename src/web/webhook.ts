/** POST /telegram: one update from Telegram, acknowledged when it was handled. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';

/** An update is some kilobytes; Telegram sends no larger one. */
const LARGEST_BYTES = 1_000_000;

const update = z.looseObject({ update_id: z.int().nonnegative() });

export interface WebhookParts {
  /** WEBHOOK_SECRET. */
  readonly secret: string;
  /** Rejects where trying again may help. */
  readonly handle: (update: { readonly update_id: number }) => Promise<void>;
  readonly store: Pick<Store, 'handled' | 'markHandled'>;
  readonly log: Log;
}

/** The whole body, or undefined when it is too large; read to its end all the same, so that the sender hears why. */
async function readBody(body: ReadableStream<Uint8Array> | null): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size <= LARGEST_BYTES) chunks.push(chunk);
  }
  return size > LARGEST_BYTES ? undefined : Buffer.concat(chunks).toString();
}

function parseUpdate(body: string) {
  try {
    return update.safeParse(JSON.parse(body));
  } catch {
    // No JSON is no update either.
    return update.safeParse(undefined);
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest();
/** Compared in constant time, so that the secret cannot be guessed letter by letter. */
const isSecret = (given: string | undefined, secret: string) => given !== undefined && timingSafeEqual(digest(given), digest(secret));

export function createWebhook({ secret, handle, store, log }: WebhookParts): Hono {
  /** In hand now: Telegram sends an update again when its answer takes long. */
  const inHand = new Map<number, Promise<void>>();

  async function handleOnce(received: { readonly update_id: number }): Promise<void> {
    const { update_id: id } = received;
    const before = await store.handled([id]).catch((error: unknown) => {
      log.error({ err: error }, 'store does not say what was handled before');
      return new Set<number>();
    });
    if (before.has(id)) return;
    await handle(received);
    await store.markHandled([id]).catch((error: unknown) => log.error({ err: error }, 'handled update not remembered'));
  }

  const app = new Hono();
  app.use('/telegram', async (context, next) =>
    isSecret(context.req.header('X-Telegram-Bot-Api-Secret-Token'), secret) ? next() : context.text('', 401),
  );
  app.post('/telegram', async (context) => {
    const body = await readBody(context.req.raw.body);
    if (body === undefined) return context.text('', 413);
    const parsed = parseUpdate(body);
    if (!parsed.success) return context.text('', 400);
    const id = parsed.data.update_id;
    const work = inHand.get(id) ?? handleOnce(parsed.data).finally(() => inHand.delete(id));
    inHand.set(id, work);
    try {
      await work;
      return context.text('');
    } catch (error) {
      log.warn({ err: error, update: id }, 'update not answered; Telegram sends it again');
      return context.text('', 500);
    }
  });
  return app;
}
