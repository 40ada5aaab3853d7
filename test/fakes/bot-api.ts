/** The fake Telegram served over HTTP as a Bot API server, with long polling, webhooks, faults, and a record of all calls. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Update } from '@grammyjs/types';
import { type ApiResponse, createFakeTelegram, type FakeTelegram, type WorldOptions } from '../../src/playground/telegram.ts';
import { readBody } from './bot-api/body.ts';
import { createFaults, createFloodGate, type Fault, type Faults } from './bot-api/faults.ts';
import { createWebhook, type Webhook } from './bot-api/webhook.ts';

export interface RecordedCall {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly response: ApiResponse;
}

/** A message that reached a chat. */
export interface Delivery {
  readonly at: number;
  readonly chatId: number;
  readonly messageId: number;
  readonly text: string;
}

export interface BotApi {
  /** For `client.apiRoot` and TELEGRAM_API_ROOT. */
  readonly root: string;
  readonly token: string;
  readonly telegram: FakeTelegram;
  readonly faults: Faults;
  /** Set `perSecond` to have Telegram's flood limit. */
  readonly flood: ReturnType<typeof createFloodGate>;
  readonly calls: readonly RecordedCall[];
  readonly rejected: readonly RecordedCall[];
  readonly deliveries: readonly Delivery[];
  readonly webhook: Webhook;
  /** Calls by method, also when they are not recorded. */
  count(method: string): number;
  /** Hands an update to the bot as it is, its id included. */
  push(update: Update): void;
  /** Resolves when `condition` holds; looks every 10 ms. @throws {Error} after `ms`, 10 s by default */
  until(condition: () => boolean, ms?: number): Promise<void>;
  close(): Promise<void>;
}

export interface BotApiOptions extends Omit<WorldOptions, 'onUpdate'> {
  readonly token?: string;
  /** Default 0: any free port. A second server on the port of the first is how Telegram comes back. */
  readonly port?: number;
  /** False keeps counts only, for load tests; calls that were refused are always recorded. */
  readonly record?: boolean;
}

export async function createBotApi({ token = '1234:fake', port = 0, record = true, ...options }: BotApiOptions = {}): Promise<BotApi> {
  const [calls, rejected, deliveries]: [RecordedCall[], RecordedCall[], Delivery[]] = [[], [], []];
  const counts = new Map<string, number>();
  const telegram: FakeTelegram = createFakeTelegram({ ...options, onUpdate: (update) => Promise.resolve(hand(update)) });
  const webhook = createWebhook(() => telegram);
  const hand = (update: Update) => (telegram.world.webhook ? webhook.send(update) : telegram.world.mailbox.put(update));
  const [faults, flood] = [createFaults(), createFloodGate(undefined)];

  const note = (method: string, payload: RecordedCall['payload'], response: ApiResponse) => {
    const call = { at: Date.now(), method, payload, response };
    counts.set(method.toLowerCase(), (counts.get(method.toLowerCase()) ?? 0) + 1);
    if (record) calls.push(call);
    if (!response.ok) rejected.push(call);
  };
  telegram.listen((event) => {
    if (event.kind !== 'message' || event.message.from?.is_bot !== true) return;
    const { message_id: messageId, text, caption } = event.message;
    deliveries.push({ at: Date.now(), chatId: event.chatId, messageId, text: record ? (text ?? caption ?? '') : '' });
  });

  const server = createServer((request, response) => {
    serve({ request, response, token, telegram, faults, flood, note }).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;

  return {
    root: `http://127.0.0.1:${bound}`,
    token,
    telegram,
    faults,
    flood,
    calls,
    rejected,
    deliveries,
    webhook,
    count: (method) => counts.get(method.toLowerCase()) ?? 0,
    push: hand,
    async until(condition, ms = 10_000) {
      const end = Date.now() + ms;
      while (!condition()) {
        if (Date.now() > end) throw new Error(`not so after ${ms} ms: ${condition.toString()}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    async close() {
      webhook.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Exchange extends Pick<BotApi, 'token' | 'telegram' | 'faults' | 'flood'> {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  note(method: string, payload: RecordedCall['payload'], response: ApiResponse): void;
}

const refusal = (code: number, description: string): ApiResponse => ({ ok: false, error_code: code, description });

const floodAnswer = (seconds: number): ApiResponse => ({
  ok: false,
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
});

async function serve(exchange: Exchange): Promise<void> {
  const { request, response, token, faults, note } = exchange;
  const address = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, given = '', method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(address.pathname) ?? [];
  const payload = await readBody(request, address);
  const met = given === token ? faults.meeting(method, payload['chat_id']) : [];
  for (const fault of met) if (fault.kind === 'latency') await new Promise((resolve) => setTimeout(resolve, fault.ms));
  if (met.some((fault) => fault.kind === 'drop' && fault.done !== true)) {
    response.destroy();
    return;
  }
  const answer = await answerOf(exchange, given, method, payload, met);
  // A bot that stops cuts its long poll and calls once more: the cut may be seen after that call, and is no conflict.
  const isConflict = !answer.ok && answer.error_code === 409;
  if (isConflict) await new Promise((resolve) => setTimeout(resolve, 20));
  if (isConflict && response.destroyed) return;
  note(method, payload, answer);
  if (met.some(({ kind }) => kind === 'drop')) response.destroy();
  else
    send(
      response,
      answer,
      met.find((fault) => fault.kind === 'truncate'),
    );
}

async function answerOf(
  exchange: Exchange,
  given: string,
  method: string,
  payload: RecordedCall['payload'],
  met: readonly Fault[],
): Promise<ApiResponse> {
  const { request, response, token, telegram, flood } = exchange;
  if (given === '') return refusal(404, 'Not Found');
  if (given !== token) return refusal(401, 'Unauthorized');
  for (const fault of met) {
    if (fault.kind === 'flood') return floodAnswer(fault.retryAfter);
    if (fault.kind === 'server') return refusal(fault.status ?? 502, 'Bad Gateway');
    if (fault.kind === 'answer') return refusal(fault.code, fault.description);
  }
  const isSending = /^(send|copy|forward|edit)/i.test(method);
  const wait = isSending ? flood.retryAfter() : 0;
  if (wait > 0) return floodAnswer(wait);
  if (method.toLowerCase() !== 'getupdates') return telegram.call(method, payload);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return request.destroyed && response.destroyed ? refusal(0, 'gone') : telegram.call(method, payload, gone.signal);
}

function send(response: ServerResponse, answer: ApiResponse, cut: (Fault & { kind: 'truncate' }) | undefined): void {
  const body = JSON.stringify(answer);
  response.writeHead(answer.ok ? 200 : answer.error_code, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  if (!cut) {
    response.end(body);
    return;
  }
  response.write(body.slice(0, body.length / 2), () => cut.hangs === true || response.destroy());
}
