/** The page's stream of server-sent events: first all that stands in the chat, then what happens. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Clock } from './clock.ts';
import { menuFor, profileFor } from './menu.ts';
import type { FakeTelegram, TelegramEvent } from './telegram.ts';
import { viewMessage, viewPoll } from './view.ts';
import type { Visitors } from './visitors.ts';

/** A language that the person's Telegram may be in. */
export interface Language {
  readonly code: string;
  /** In itself. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
}

export interface StreamParts {
  readonly telegram: FakeTelegram;
  readonly clock: Clock;
  readonly languages: readonly Language[];
  readonly visitors: Visitors;
  /** What ends each open stream, so that the server can close. */
  readonly open: Set<() => void>;
}

/** Shorter than the idle time after which proxies cut a connection. */
const HEARTBEAT_MS = 15_000;

type Told = Readonly<Record<string, unknown>> & { readonly kind: string };

const clockView = (clock: Clock) => ({ kind: 'clock', now: clock.now().getTime(), isSet: clock.isSet() });

/** What the page hears of an event; undefined for what happened elsewhere. */
function tell(telegram: FakeTelegram, event: TelegramEvent, id: number): Told | undefined {
  if (event.kind === 'commands') return { kind: 'menu', menu: menuFor(telegram, id), profile: profileFor(telegram, id) };
  if (event.kind === 'inline-answer') return event.userId === id ? { ...event } : undefined;
  if (event.kind === 'call') return tellRefusal(event, id);
  if (event.chatId !== id) return undefined;
  switch (event.kind) {
    case 'message':
    case 'edited':
      return { kind: event.kind, message: viewMessage(telegram, event.message, id) };
    case 'poll':
      return { kind: 'poll', messageId: event.messageId, poll: viewPoll(telegram, event.poll, id) };
    case 'action':
    case 'callback-answer':
    case 'deleted':
    case 'failed':
      return { ...event };
    default:
      return event satisfies never;
  }
}

/** A refused call is a fault of the bot that Telegram would show to nobody; here everybody sees it. */
function tellRefusal({ method, payload, response }: TelegramEvent & { kind: 'call' }, id: number): Told | undefined {
  const isHere = typeof payload === 'object' && payload !== null && 'chat_id' in payload && Number(payload.chat_id) === id;
  // A page that turns to itself is refused as a matter of course, and bots expect it.
  if (response.ok || !isHere || response.description.includes('message is not modified')) return undefined;
  return { kind: 'refused', method, description: response.description };
}

function greeting({ telegram, clock, languages }: StreamParts, id: number): Told {
  return {
    kind: 'hello',
    profile: profileFor(telegram, id),
    menu: menuFor(telegram, id),
    languages,
    language: telegram.world.people.get(id)?.language_code ?? null,
    clock: clockView(clock),
    messages: telegram.messages(id).map((message) => viewMessage(telegram, message, id)),
  };
}

export function openStream(context: Context, parts: StreamParts, id: number): Response {
  const { telegram, clock, visitors, open } = parts;
  return streamSSE(context, async (stream) => {
    const close = visitors.open(id);
    const write = (told: Told | undefined) => void (told && stream.writeSSE({ data: JSON.stringify(told) }));
    const stops = [telegram.listen((event) => write(tell(telegram, event, id))), clock.listen(() => write(clockView(clock))), close];
    const heartbeat = setInterval(() => void stream.write(': \n\n'), HEARTBEAT_MS);
    write(greeting(parts, id));
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    open.add(end);
    stream.onAbort(end);
    await ended;
    open.delete(end);
    clearInterval(heartbeat);
    for (const stop of stops) stop();
  });
}
