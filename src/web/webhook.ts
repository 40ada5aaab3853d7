/** POST /telegram: one update from Telegram, acknowledged when it was handled. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import { createHandling, type HandlingParts } from './handling.ts';

/** An update is some kilobytes; Telegram sends no larger one. */
const LARGEST_BYTES = 1_000_000;

const update = z.looseObject({ update_id: z.int().nonnegative() });

export interface WebhookParts extends HandlingParts {
  /** WEBHOOK_SECRET. */
  readonly secret: string;
}

export interface Webhook {
  readonly page: Hono;
  /** Takes no more updates, so that Telegram sends them to another process or later; resolves when those in hand are handled. */
  stop(): Promise<void>;
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

export function createWebhook({ secret, ...parts }: WebhookParts): Webhook {
  const handling = createHandling(parts);
  let isStopping = false;
  const page = new Hono();
  page.use('/telegram', async (context, next) =>
    isSecret(context.req.header('X-Telegram-Bot-Api-Secret-Token'), secret) ? next() : context.text('', 401),
  );
  page.post('/telegram', async (context) => {
    const body = await readBody(context.req.raw.body);
    if (body === undefined) return context.text('', 413);
    const parsed = parseUpdate(body);
    if (!parsed.success) return context.text('', 400);
    if (isStopping) return context.text('', 503);
    try {
      await handling.handle(parsed.data);
      return context.text('');
    } catch (error) {
      parts.log.warn({ err: error, update: parsed.data.update_id }, 'update not answered; Telegram sends it again');
      return context.text('', 500);
    }
  });
  return {
    page,
    stop() {
      isStopping = true;
      return handling.finish();
    },
  };
}
