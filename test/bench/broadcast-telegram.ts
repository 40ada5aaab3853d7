/** A lean fake of Telegram for broadcasts: `sendPhoto`, and `sendMessage` for everything else, with its limit and its troubles, and a count of what reached whom. */
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Shares of calls, 0 to 1; of chats for what is a chat's own. */
export interface Troubles {
  /** 429 for one chat, `retry_after` 1. */
  readonly floods: number;
  /** 502; nothing is sent. */
  readonly errors: number;
  /** The connection breaks before anything is sent. */
  readonly resets: number;
  /** Sent, but half of the answer arrives: nobody can know, and a second message is right. */
  readonly truncated: number;
  /** 403, a chat's own. */
  readonly blocked: number;
  /** 400 for good, a chat's own. */
  readonly refused: number;
}
export const NO_TROUBLES: Troubles = { floods: 0, errors: 0, resets: 0, truncated: 0, blocked: 0, refused: 0 };

export interface TelegramOptions {
  /** Round trip, milliseconds. */
  readonly latencyMs: number;
  /** More in any second than this gets 429; undefined for no limit. */
  readonly perSecond?: number | undefined;
  /** Each call during a flood wait lengthens it. */
  readonly isStrict?: boolean;
  readonly troubles: Troubles;
}

/** What became of the broadcast, as Telegram saw it. */
export interface Seen {
  /** Messages that reached a chat. */
  readonly delivered: number;
  /** Chats that got at least one. */
  readonly reached: number;
  /** Messages beyond the first, without those whose answer was cut off. */
  readonly repeated: number;
  /** Second messages to chats whose first answer was cut off. */
  readonly repeatedUnknown: number;
  /** Most messages within any second. */
  readonly peak: number;
  readonly floods: number;
  readonly overLimit: number;
  /** Calls in the median second of those in which it was busy: how fast it is when it is not just starting, dying or ending. */
  readonly usualRate: number;
}

/** Groups are the negative ids; every second of those with an even tenth has become a supergroup, and is written to by its new id alone. */
const SUPERGROUPS = 1_000_000_000_000;
export const movedTo = (chatId: number) => -SUPERGROUPS + chatId;
export const isMoved = (chatId: number) => chatId < 0 && chatId > -SUPERGROUPS && chatId % 2 === 0;
/** The chat as it was seeded. */
export const seededId = (chatId: number) => (chatId <= -SUPERGROUPS ? chatId + SUPERGROUPS : chatId);
/** A chat's own lot, 0 to 1, the same in every run. */
const lotOf = (chatId: number) => (Math.imul(seededId(chatId), 0x9e3779b1) >>> 0) / 2 ** 32;
/** Chats a broadcast cannot reach, whatever it does. */
export const isBlocked = (chatId: number, { blocked }: Troubles) => lotOf(chatId) < blocked;
export const isRefused = (chatId: number, { refused }: Troubles) => lotOf(chatId) >= 1 - refused;

/** The limit over all chats: messages within the last second, and the wait of one who exceeded it. */
const createGate = ({ perSecond, isStrict = false }: TelegramOptions) => {
  const times: number[] = [];
  let [first, closedUntil] = [0, 0];
  /** @returns seconds to wait; 0 when it may pass */
  return (now: number): number => {
    if (perSecond === undefined) return 0;
    if (now < closedUntil) {
      if (isStrict) closedUntil += 100;
      return Math.ceil((closedUntil - now) / 1_000);
    }
    while ((times[first] ?? now) <= now - 1_000) first += 1;
    if (first > 10_000) {
      times.splice(0, first);
      first = 0;
    }
    if (times.length - first >= perSecond) {
      closedUntil = now + 3_000;
      return 3;
    }
    times.push(now);
    return 0;
  };
};

/** Counts per chat, and the most within any second. */
const createCount = () => {
  const messages = new Map<number, number>();
  const cut = new Set<number>();
  const times: number[] = [];
  return {
    add(chatId: number, now: number, isCut: boolean) {
      const id = seededId(chatId);
      messages.set(id, (messages.get(id) ?? 0) + 1);
      if (isCut) cut.add(id);
      times.push(now);
    },
    missedOf: (chatIds: Iterable<number>) => [...chatIds].filter((id) => !messages.has(id)),
    seen() {
      let [from, peak, repeated, repeatedUnknown] = [0, 0, 0, 0];
      for (const [index, time] of times.entries()) {
        while ((times[from] ?? time) <= time - 1_000) from += 1;
        peak = Math.max(peak, index - from + 1);
      }
      for (const [id, count] of messages) {
        if (cut.has(id)) repeatedUnknown += count - 1;
        else repeated += count - 1;
      }
      return { delivered: times.length, reached: messages.size, repeated, repeatedUnknown, peak };
    },
  };
};

/** Of the seconds with at least a tenth of the busiest one's calls: the others wait for a lease, or for a last retry. */
const medianOf = (counts: readonly number[]) => {
  const busy = counts.filter((count) => count >= Math.max(...counts) / 10).toSorted((a, b) => a - b);
  return busy[Math.floor(busy.length / 2)] ?? 0;
};

const answer = (response: ServerResponse, code: number, body: object) => {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};
const refuse = (response: ServerResponse, code: number, description: string, parameters?: object) =>
  answer(response, code, { ok: false, error_code: code, description, ...(parameters && { parameters }) });

/** One id for whatever is uploaded: a picture sent again by it costs no upload, as with Telegram. */
const FILE_ID = 'AgAC-of-the-benchmark';

/** Of JSON, or of the form in which a picture is uploaded. */
const readChat = (body: string): number => {
  if (!body.startsWith('{')) return Number(/name="chat_id"\r\n\r\n(-?\d+)/.exec(body)?.[1]);
  const payload: unknown = JSON.parse(body);
  const chat = typeof payload === 'object' && payload !== null && 'chat_id' in payload ? payload.chat_id : undefined;
  return Number(chat);
};

export const createTelegram = async (options: TelegramOptions) => {
  const { latencyMs, troubles } = options;
  const [gate, count] = [createGate(options), createCount()];
  let [messageId, floods, overLimit] = [0, 0, 0];
  const callsIn = new Map<number, number>();

  const flood = (response: ServerResponse, seconds: number) => {
    floods += 1;
    refuse(response, 429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
  };
  const take = (chatId: number, response: ServerResponse) => {
    const now = performance.now();
    const second = Math.floor(now / 1_000);
    callsIn.set(second, (callsIn.get(second) ?? 0) + 1);
    const wait = gate(now);
    if (wait > 0) {
      overLimit += 1;
      return flood(response, wait);
    }
    if (Math.random() < troubles.floods) return flood(response, 1);
    if (Math.random() < troubles.errors) return refuse(response, 502, 'Bad Gateway');
    if (Math.random() < troubles.resets) return response.destroy();
    if (isBlocked(chatId, troubles)) return refuse(response, 403, 'Forbidden: bot was blocked by the user');
    if (isRefused(chatId, troubles)) return refuse(response, 400, 'Bad Request: not enough rights to send text messages to the chat');
    if (isMoved(chatId)) {
      const parameters = { migrate_to_chat_id: movedTo(chatId) };
      return refuse(response, 400, 'Bad Request: group chat was upgraded to a supergroup chat', parameters);
    }
    const isCut = Math.random() < troubles.truncated;
    count.add(chatId, now, isCut);
    messageId += 1;
    const result = { message_id: messageId, date: 0, chat: { id: chatId, type: 'private' }, photo: [{ file_id: FILE_ID }] };
    if (!isCut) return answer(response, 200, { ok: true, result });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 });
    response.write('{"ok":true,"res', () => response.destroy());
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const chatId = readChat(Buffer.concat(chunks).toString());
      // Half of the way there, half of it back.
      if (latencyMs === 0) take(chatId, response);
      else void sleep(latencyMs).then(() => take(chatId, response));
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    root: `http://127.0.0.1:${port}`,
    missedOf: count.missedOf,
    seen: (): Seen => ({ ...count.seen(), usualRate: medianOf([...callsIn.values()]), floods, overLimit }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
export type Telegram = Awaited<ReturnType<typeof createTelegram>>;
