/** A lean fake of Telegram for bots that answer: hands messages out by long polling or webhook, and times each reply by its chat. */
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCourier } from './bot-courier.ts';
import { createLedger } from './bot-ledger.ts';
import type { Message } from './bot-messages.ts';

export const TOKEN = '42:bench-token-of-nobody';
/** Each message comes from a chat of its own, whose id tells which message it was. */
const FIRST_CHAT = 1_000_000;
/** As Telegram does by default. */
const UPDATES_AT_ONCE = 100;

const ME = {
  id: 42,
  is_bot: true,
  first_name: 'Bench',
  username: 'bench_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: true,
  can_connect_to_business: false,
  has_main_web_app: false,
};

const answer = (response: ServerResponse, result: string) => {
  const body = `{"ok":true,"result":${result}}`;
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
};

/** Updates that wait to be polled, and the poll that waits for updates. */
const createMailbox = () => {
  const updates: string[] = [];
  let [first, poll]: [number, ServerResponse | undefined] = [0, undefined];
  const deliver = () => {
    if (poll === undefined || updates.length === first) return;
    answer(poll, `[${updates.slice(first, first + UPDATES_AT_ONCE).join(',')}]`);
    poll = undefined;
  };
  return {
    put(update: string) {
      updates.push(update);
    },
    deliver,
    /** @param offset updates below it are confirmed; ids count from 1 */
    ask(offset: number, seconds: number, response: ServerResponse) {
      first = Math.max(first, offset - 1);
      poll = response;
      if (seconds === 0 && updates.length === first) answer(response, '[]');
      else deliver();
    },
  };
};

/** @param messages said in turn, over and over */
export const createTelegram = async (messages: readonly Message[]) => {
  const [ledger, mailbox, courier] = [createLedger(), createMailbox(), createCourier()];
  let first = () => {};

  const updateOf = (index: number) => {
    const { text, locale } = messages[index % messages.length] ?? { text: '""', locale: 'en' };
    const who = `"id":${FIRST_CHAT + index},"first_name":"A"`;
    const message = `"message_id":1,"date":1,"chat":{${who},"type":"private"},"from":{${who},"is_bot":false,"language_code":"${locale}"}`;
    return `{"update_id":${index + 1},"message":{${message},"text":${text}}}`;
  };
  const calls: Readonly<Record<string, (body: string, response: ServerResponse) => void>> = {
    sendMessage(body, response) {
      const index = Number(/"chat_id":"?(\d+)/.exec(body)?.[1]) - FIRST_CHAT;
      answer(response, `{"message_id":2,"date":1,"chat":{"id":${FIRST_CHAT + index},"type":"private"},"text":"."}`);
      ledger.reply(index);
    },
    getUpdates(body, response) {
      const { offset = 0, timeout = 0 } = JSON.parse(body) as { readonly offset?: number; readonly timeout?: number };
      mailbox.ask(offset, timeout, response);
    },
    getMe: (_body, response) => answer(response, JSON.stringify(ME)),
    getWebhookInfo: (_body, response) => answer(response, '{"url":"","has_custom_certificate":false,"pending_update_count":0}'),
    setWebhook(body, response) {
      courier.send(JSON.parse(body) as { readonly url: string; readonly secret_token?: string });
      answer(response, 'true');
      first();
    },
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call = calls[/\w+$/.exec(request.url ?? '')?.[0] ?? ''];
      if (call === undefined) answer(response, 'true');
      else call(Buffer.concat(chunks).toString() || '{}', response);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** People say something more, all at this moment. */
    offer(count: number) {
      for (let left = count; left > 0; left -= 1) {
        const index = ledger.offered.push(performance.now()) - 1;
        ledger.open.add(index);
        if (courier.isUsed()) courier.take(updateOf(index));
        else mailbox.put(updateOf(index));
      }
      mailbox.deliver();
    },
    /** Called once the bot has named its webhook. */
    onWebhook: (then: () => void) => void (first = then),
    answered: ledger.answered,
    /** Milliseconds from update to reply, in the order of the replies. */
    latencies: ledger.latencies,
    /** Messages beyond one an update. */
    repeated: ledger.repeated,
    async close() {
      courier.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
export type Telegram = Awaited<ReturnType<typeof createTelegram>>;
