/** Brings updates to a webhook as Telegram does: over forty connections, again where they were not taken. */
import { Agent, request } from 'node:http';

/** Telegram's default for `max_connections`. */
const CONNECTIONS = 40;

export const createCourier = () => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const waiting: string[] = [];
  let [first, busy] = [0, 0];
  let hook: { readonly url: string; readonly secret: string } | undefined;

  const post = (update: string, { url, secret }: NonNullable<typeof hook>) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(update),
      'x-telegram-bot-api-secret-token': secret,
    };
    const end = (taken: boolean) => {
      busy -= 1;
      if (!taken) waiting.push(update);
      next();
    };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().once('end', () => end(response.statusCode === 200));
    });
    sent.once('error', () => end(false));
    sent.end(update);
  };
  const next = () => {
    if (hook === undefined) return;
    while (busy < CONNECTIONS && first < waiting.length) {
      const update = waiting[first] ?? '';
      waiting[first] = ''; // brought once, and then kept no longer
      first += 1;
      busy += 1;
      post(update, hook);
    }
  };
  return {
    isUsed: () => hook !== undefined,
    send({ url, secret_token: secret = '' }: { readonly url: string; readonly secret_token?: string }) {
      hook = { url, secret };
      next();
    },
    take(update: string) {
      waiting.push(update);
      next();
    },
    close() {
      hook = undefined;
      agent.destroy();
    },
  };
};
