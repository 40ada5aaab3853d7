/** Keeps other sites out: only a page that this server served may talk to it. */
import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The name in a Host header, without its port and brackets. */
const nameIn = (host: string): string =>
  host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();

/**
 * Addresses are let in, and names only when known: a site that has its own name resolve to this machine (DNS rebinding)
 * sends that name.
 */
const isKnownHost = (host: string, own: string): boolean => {
  const name = nameIn(host);
  return isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost') || name === own.toLowerCase();
};

/** @param own the host that the server listens on */
export const createGuard =
  (own: string): MiddlewareHandler =>
  async (context, next) => {
    const { req } = context;
    const host = req.header('host') ?? '';
    const origin = req.header('origin');
    const site = req.header('sec-fetch-site');
    if (!isKnownHost(host, own))
      return context.json({ error: 'Open the playground by an address of this machine, such as 127.0.0.1, or by the name in HOST.' }, 421);
    // Browsers send one of these two with every request to another origin that could change something.
    const isForeign =
      (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) ||
      site === 'cross-site' ||
      site === 'same-site';
    const isOpening = req.method === 'GET' && req.header('sec-fetch-mode') === 'navigate';
    if (isForeign && !isOpening) return context.json({ error: 'not from this page' }, 403);
    if (req.method === 'POST' && !/^application\/json\b/.test(req.header('content-type') ?? '')) {
      return context.json({ error: 'send JSON' }, 415);
    }
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
    return next();
  };
