/** The playground over HTTP: its page, the page's stream of events, and what the person does there. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ZodError } from 'zod';
import { actions, chatId, languageTag } from './actions.ts';
import { createAssets } from './assets.ts';
import type { Clock } from './clock.ts';
import { createGuard } from './guard.ts';
import { type Language, openStream } from './stream.ts';
import { type FakeTelegram, Impossible } from './telegram.ts';
import { createVisitors } from './visitors.ts';

export interface PageParts {
  readonly telegram: FakeTelegram;
  readonly clock: Clock;
  readonly languages: readonly Language[];
  readonly log: { error(what: object, message: string): void };
  /** What the server listens on: the only name it answers to, beside `localhost` and plain addresses. */
  readonly host: string;
}

export interface Page {
  /** To be mounted at `/`. */
  readonly app: Hono;
  /** Ends the streams, which would keep the server from closing. */
  close(): void;
}

const BODY_LIMIT = 64 * 1024;

/** The page for this Telegram. It is served at once, before the bot can answer. */
export function createPage(parts: PageParts): Page {
  const { telegram, log, host } = parts;
  const open = new Set<() => void>();
  const visitors = createVisitors(telegram);
  const guard = createGuard(host);
  const app = new Hono();
  const assets = createAssets();
  app.use('/*', guard);
  app.route('/', assets);

  app.get('/events', (context) => {
    const chat = chatId.safeParse(context.req.query('chat'));
    if (!chat.success) return context.json({ error: 'no such chat' }, 400);
    const language = languageTag.safeParse(context.req.query('language'));
    visitors.welcome(chat.data, language.success ? language.data : undefined);
    return openStream(context, { ...parts, visitors, open }, chat.data);
  });

  app.get('/file/:id', (context) => {
    const file = telegram.world.files.get(context.req.param('id'));
    if (!file || file.bytes.length === 0) return context.json({ error: 'no such file' }, 404);
    const isPicture = file.type.startsWith('image/');
    context.header('content-disposition', isPicture ? 'inline' : 'attachment');
    context.header('cache-control', 'private, max-age=31536000, immutable');
    return context.body(Uint8Array.from(file.bytes), 200, { 'content-type': isPicture ? file.type : 'application/octet-stream' });
  });

  for (const [name, action] of Object.entries(actions)) {
    app.post(`/${name}`, bodyLimit({ maxSize: BODY_LIMIT }), async (context) => {
      const body: unknown = await context.req.json().catch(() => undefined);
      const chat = chatId.safeParse((body as { chat?: unknown } | undefined)?.chat);
      if (chat.success) visitors.welcome(chat.data);
      try {
        const { handled, answer = {} } = action.run(body, { ...parts, visitors });
        // The page does not wait for the bot: what it answers comes by the stream.
        handled?.catch((error: unknown) => {
          if (error instanceof Impossible) return;
          log.error({ err: error }, `the bot failed on what was done: ${name}`);
          if (chat.success) telegram.world.emit({ kind: 'failed', chatId: chat.data });
        });
        return context.json(answer);
      } catch (error) {
        if (error instanceof ZodError) return context.json({ error: 'not understood' }, 400);
        throw error;
      }
    });
  }
  return { app, close: () => open.forEach((end) => end()) };
}
