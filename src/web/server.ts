/** HTTP on HOST:PORT: health for whoever watches the process, and whatever else is mounted beside it. */
import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import type { CountedBroadcast, Metrics } from '../metrics.ts';

/** What must hold for the bot to serve; each resolves to whether it does. */
export type Checks = Readonly<Record<string, () => Promise<boolean>>>;

/** /healthz answers while the process lives; /readyz says which check fails with 503. */
export function createHealth(checks: Checks): Hono {
  const app = new Hono();
  app.get('/healthz', (context) => context.text('ok\n'));
  app.get('/readyz', async (context) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await check().catch(() => false)] as const),
    );
    const ready = results.every(([, holds]) => holds);
    return context.json({ ready, ...Object.fromEntries(results) }, ready ? 200 : 503);
  });
  return app;
}

/** GET /metrics for Prometheus, with the broadcasts under way. */
export function createMetricsPage(metrics: Metrics, open: () => Promise<readonly CountedBroadcast[]>): Hono {
  const app = new Hono();
  app.get('/metrics', async (context) =>
    context.text(await metrics.text(await open().catch(() => [])), 200, { 'Content-Type': metrics.contentType }),
  );
  return app;
}

/** HOST:PORT cannot be listened on; the message says what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program uses it; stop that program or set another PORT',
  EACCES: 'this user may not listen there; set a PORT above 1023',
  EADDRNOTAVAIL: 'this machine has no such address; set HOST to one it has',
  ENOTFOUND: 'there is no such host; set HOST to an address of this machine',
};

/** @returns the server and the port it really listens on. @throws {ListenError} */
export function listen(app: Hono, host: string, port: number): Promise<{ readonly server: ServerType; readonly port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (info) => resolve({ server, port: info.port }));
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new ListenError(`Cannot listen on HOST ${host}, PORT ${port}: ${REASONS[error.code ?? ''] ?? error.message}.`, { cause: error }),
      ),
    );
  });
}

/** What was answered may still be on its way; what streams without end is cut off after this. */
const CLOSING_MS = 500;
const LOOK_MS = 20;

/** Stops listening, and ends each connection once its answer has gone out. */
export const closeServer = (server: ServerType) =>
  new Promise<void>((resolve) => {
    if (!('closeIdleConnections' in server)) return void server.close(() => resolve());
    const idle = setInterval(() => server.closeIdleConnections(), LOOK_MS);
    const all = setTimeout(() => server.closeAllConnections(), CLOSING_MS);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(all);
      resolve();
    });
    return undefined;
  });
