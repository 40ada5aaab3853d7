/** A fake Telegram in one process, as strict as the real one: people do things, the bot gets updates, its calls are answered or refused. */
import { InputFile, type Transformer } from 'grammy';
import { type CallWithSignal, createCall, type Payload } from './telegram/call.ts';
import { createInline } from './telegram/inline.ts';
import { createMembership } from './telegram/membership.ts';
import { createPeople } from './telegram/people.ts';
import { createPressing } from './telegram/pressing.ts';
import { createSpeaking } from './telegram/speaking.ts';
import { createWorld, type Upload, type World, type WorldOptions } from './telegram/world.ts';

export type { ApiResponse, TelegramEvent } from './telegram/events.ts';
export type { Call } from './telegram/call.ts';
export { Impossible } from './telegram/people.ts';
export type { Upload, WorldOptions } from './telegram/world.ts';

export interface FakeTelegram
  extends
    ReturnType<typeof createPeople>,
    ReturnType<typeof createMembership>,
    ReturnType<typeof createSpeaking>,
    ReturnType<typeof createPressing>,
    ReturnType<typeof createInline> {
  /** What `getMe` answers; a bot built with it as `botInfo` need not ask. */
  readonly me: World['bot'];
  /** Any method of the Bot API. Never rejects. */
  readonly call: CallWithSignal;
  /** For `bot.api.config.use(…)`: nothing reaches the network any more. */
  readonly transformer: Transformer;
  /** Follows all that happens. @returns what ends it */
  readonly listen: World['listen'];
  /** Calls that were refused, oldest first: an empty list is what a test of the bot wants. Up to 1,000 are kept. */
  readonly rejected: readonly Rejection[];
  /** State for whoever serves this over HTTP or on a page. */
  readonly world: World;
}

export interface Rejection {
  readonly method: string;
  readonly payload: unknown;
  readonly description: string;
}

const MOST_REJECTIONS = 1000;

/** With `onUpdate` people's acts resolve when the bot has handled them; without it updates wait for `getUpdates`. */
export function createFakeTelegram(options: WorldOptions = {}): FakeTelegram {
  const world = createWorld(options);
  const call = createCall(world);
  const rejected: Rejection[] = [];
  world.listen((event) => {
    if (event.kind !== 'call' || event.response.ok || rejected.length >= MOST_REJECTIONS) return;
    rejected.push({ method: event.method, payload: event.payload, description: event.response.description });
  });
  return {
    me: world.bot,
    call,
    transformer: createTransformer(call),
    listen: world.listen,
    rejected,
    world,
    ...createPeople(world),
    ...createMembership(world),
    ...createSpeaking(world),
    ...createPressing(world),
    ...createInline(world),
  };
}

function createTransformer(call: CallWithSignal): Transformer {
  const transform = async (_previous: unknown, method: string, payload: unknown) => call(method, await withUploads(payload as Payload));
  return transform as unknown as Transformer;
}

/** Reads grammY's files; over HTTP they come as parts of a form. */
async function withUploads(payload: Payload): Promise<Payload> {
  const files = Object.entries(payload).filter((entry): entry is [string, InputFile] => entry[1] instanceof InputFile);
  if (files.length === 0) return payload;
  const uploads = await Promise.all(files.map(async ([name, file]) => [name, await uploadOf(file)] as const));
  return { ...payload, ...Object.fromEntries(uploads) };
}

async function uploadOf(file: InputFile): Promise<Upload> {
  const raw = await file.toRaw();
  const chunks: Uint8Array[] = [];
  if (raw instanceof Uint8Array) chunks.push(raw);
  else for await (const chunk of raw) chunks.push(chunk);
  return { bytes: Buffer.concat(chunks), name: file.filename ?? 'file' };
}
