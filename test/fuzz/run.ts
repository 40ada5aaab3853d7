/** Feeds the whole bot with random and spoilt updates, and tells what it should not have done. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createLimits } from '../../src/bot/limits.ts';
import type { Log } from '../../src/log.ts';
import { createTestApp, type TestApp } from '../fakes/app.ts';
import { type Json, mutate } from './mutate.ts';
import { createRandom, type Random } from './random.ts';
import { randomUpdate, type Cast } from './updates.ts';

/** Refused for how things stand: a chat that is not there, a press too old. No call is wrong for it. */
const STANDS_SO = [
  /(chat|user) not found/,
  /message to (edit|delete|be replied) not found/,
  /message can't be (edited|deleted)/,
  /message is not modified/,
  /query is too old/,
  /message thread not found/,
  /poll (has already been closed|can't be stopped)/,
  /message with poll to stop not found/,
  /^Forbidden: /,
  /need administrator rights/,
  /group chat was upgraded/,
];
/** Several at once, as updates come. */
const AT_ONCE = 20;
const OPERATOR = 100_000_000;
/** Of the memory, in updates: by then caches are filled. */
const WARM = 0.4;

export interface FuzzReport {
  /** Calls that Telegram refused for what stood in them. */
  readonly wrongCalls: readonly string[];
  /** Updates that ended in an error nobody foresaw, and what the log says. */
  readonly faults: readonly string[];
  readonly unhandled: readonly string[];
  /** Calls of the bot that Telegram took. */
  readonly calls: number;
  /** Growth of the heap after the first part, in MB. */
  readonly grownMb: number;
}

function castOf({ telegram, content }: TestApp, questions: readonly string[]): Cast {
  const languages = [...content.locales, 'pt-br', 'xx', undefined];
  const people = languages.flatMap((language) => [
    telegram.person(language === undefined ? {} : { language_code: language }),
    telegram.person(),
  ]);
  people.push(telegram.person({ id: OPERATOR, language_code: 'en' }));
  const rooms = (['group', 'supergroup', 'supergroup', 'channel'] as const).map((type, index) =>
    telegram.chat({ type, bot: type === 'channel' ? 'administrator' : 'member', forum: index === 2 }),
  );
  const forum = rooms[2]?.id ?? 0;
  for (const { id } of rooms) people.forEach((person, index) => telegram.joins(id, person.id, index === 0 ? 'creator' : 'member'));
  const threads = [telegram.topic(forum, 'Safety'), telegram.topic(forum, 'Other')];
  const gone = { id: -1_009_999_999_999, type: 'supergroup', title: 'Gone' };
  const chats = [...people.map(({ id, first_name: name }) => ({ id, type: 'private', first_name: name })), ...rooms, gone];
  return {
    people: people.map((one) => ({ ...one })),
    chats: chats.map((one) => ({ ...one })),
    threads,
    me: { ...telegram.me },
    commands: [],
    questions,
    topics: content.topics,
  };
}

/** Half of them are spoilt, somewhere within what they tell. */
function makeUpdate(random: Random, cast: Cast, id: number): { readonly update_id: number } {
  const { update_id, ...parts } = randomUpdate(random, cast, id);
  const spoils = random.chance(0.5) ? random.pick([1, 1, 1, 2, 5]) : 0;
  const spoilt = Object.entries(parts).map(([kind, part]) => {
    let value = part as Json;
    for (let count = 0; count < spoils; count += 1) value = mutate(random, value);
    return [kind, value] as const;
  });
  // As it comes over the wire.
  return JSON.parse(JSON.stringify({ update_id, ...Object.fromEntries(spoilt) })) as { readonly update_id: number };
}

const describe = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));

function createHeap() {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  return () => {
    collect();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
}

/** What may reach the log while nothing is wrong: only what stands so in Telegram. */
function createListening() {
  const faults: string[] = [];
  const hear = (details: unknown, text = '') => {
    const error = typeof details === 'object' && details !== null && 'err' in details ? details.err : details;
    const told = `${text}: ${describe(error)}`;
    if (!STANDS_SO.some((known) => known.test(error instanceof Error && 'description' in error ? String(error.description) : '')))
      faults.push(told);
  };
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: hear, fatal: hear } as unknown as Log;
  return { faults, log };
}

/** A keyboard given back as it stood on the pressed message: what is wrong with it the spoiling has done, for Telegram keeps none such. */
const isGivenBack = (method: string, description: string) =>
  method === 'editMessageReplyMarkup' && /inline keyboard button/.test(description);

/** What the bot asks of Telegram, and what of it was wrong. */
function watchCalls({ telegram }: TestApp) {
  const wrong: string[] = [];
  const seen = { calls: 0 };
  telegram.listen((event) => {
    if (event.kind !== 'call') return;
    if (event.response.ok) {
      seen.calls += 1;
      return;
    }
    const { description } = event.response;
    if (STANDS_SO.some((known) => known.test(description)) || isGivenBack(event.method, description)) return;
    wrong.push(`${event.method}: ${description}: ${JSON.stringify(event.payload).slice(0, 300)}`);
  });
  return { wrong, seen };
}

/** @param questions what people ask, in any language */
export async function runFuzz(
  seed: number,
  updates: number,
  questions: readonly string[],
  commands: readonly string[],
): Promise<FuzzReport> {
  const random = createRandom(seed);
  const { faults, log } = createListening();
  // Chances of their own: the updates of a seed must not depend on when they are asked for.
  const luck = createRandom(seed + 1);
  const limits = { ...createLimits(), admits: () => luck.chance(0.9), admitsInline: () => luck.chance(0.9) };
  const app = await createTestApp({ log, limits, operators: [OPERATOR], keepMessages: 20 });
  const { wrong, seen } = watchCalls(app);
  const unhandled: string[] = [];
  const onUnhandled = (error: unknown) => void unhandled.push(describe(error));
  process.on('unhandledRejection', onUnhandled);
  const cast = { ...castOf(app, questions), commands };
  const heap = createHeap();
  let before = 0;
  for (let id = 1; id <= updates; id += AT_ONCE) {
    if (before === 0 && id > updates * WARM) before = heap();
    const batch = Array.from({ length: AT_ONCE }, (_, index) => makeUpdate(random, cast, id + index));
    const ends = await Promise.allSettled(batch.map((update) => app.bot.handleUpdate(update)));
    for (const [index, end] of ends.entries())
      if (end.status === 'rejected')
        faults.push(`update ${id + index}: ${describe(end.reason)}\n${JSON.stringify(batch[index]).slice(0, 600)}`);
  }
  const grownMb = heap() - before;
  process.off('unhandledRejection', onUnhandled);
  // Refused for how things stand; the app itself wants none at all.
  (app.telegram.rejected as unknown[]).length = 0;
  return { wrongCalls: wrong, faults, unhandled, calls: seen.calls, grownMb };
}
