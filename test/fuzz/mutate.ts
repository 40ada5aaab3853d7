/** Spoils a thing of JSON: other types, other sizes, fields gone or doubled, depths that no sender would write. */
import { type Random, randomText } from './random.ts';

/** What can come over the wire. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

const NUMBERS = [
  0,
  -1,
  1,
  0.5,
  -0.0001,
  1e308,
  -1e308,
  2 ** 31,
  -(2 ** 31),
  2 ** 52,
  2 ** 53,
  -(2 ** 53),
  2 ** 63,
  1_087_968_824,
  136_817_688,
];
const KEYS = ['__proto__', 'constructor', 'toString', 'id', 'chat', 'from', 'text', 'length', ''];
const TEXTS = [
  '',
  ' ',
  '/',
  '//',
  '@',
  '\0',
  '<b>',
  '</b>',
  '&',
  '&#0;',
  '{name}',
  '${1}',
  '%s',
  'null',
  '-0',
  '__proto__',
  "'; drop table chat; --",
];

const nested = (random: Random, depth: number): Json => {
  let value: Json = random.chance(0.5) ? [] : {};
  for (let level = 0; level < depth; level += 1) value = random.chance(0.5) ? [value] : { [random.pick(KEYS)]: value };
  return value;
};

/** Any value at all. */
export function randomJson(random: Random): Json {
  switch (random.whole(0, 9)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
    case 3:
      return random.pick(NUMBERS);
    case 4:
      return random.whole(-1e9, 1e9);
    case 5:
      return random.pick(TEXTS);
    case 6:
      return randomText(random, 5000);
    case 7:
      return [];
    case 8:
      return nested(random, random.chance(0.02) ? 500 : random.whole(0, 5));
    default:
      return { [random.pick(KEYS)]: random.pick(NUMBERS), [randomText(random, 8)]: random.pick(TEXTS) };
  }
}

const cut = (random: Random, text: string) => {
  const at = random.whole(0, text.length);
  return text.slice(0, at) + random.pick([randomText(random, 20), '', text, '\u202e', '\ud800']) + text.slice(at + random.whole(0, 3));
};

function spoilLeaf(random: Random, value: Json): Json {
  if (random.chance(0.4)) return randomJson(random);
  if (typeof value === 'number') return random.pick([value + 1, -value, value * 1000, String(value), value + 0.5]);
  if (typeof value === 'string') return cut(random, value);
  if (typeof value === 'boolean') return random.pick([!value, String(value), 1]);
  return randomJson(random);
}

function spoilObject(random: Random, entries: readonly (readonly [string, Json | undefined])[]): Json {
  const chosen = random.whole(0, entries.length - 1);
  if (random.chance(0.2)) return Object.fromEntries(entries.filter((_, index) => index !== chosen));
  if (random.chance(0.1)) return Object.fromEntries([...entries, [random.pick(KEYS), randomJson(random)]]);
  return Object.fromEntries(entries.map(([key, value], index) => [key, index === chosen ? mutate(random, value ?? null) : value]));
}

/** One change somewhere in it, the deeper the likelier. */
export function mutate(random: Random, value: Json): Json {
  if (random.chance(0.05)) return randomJson(random);
  if (Array.isArray(value)) {
    if (value.length === 0 || random.chance(0.2)) return random.pick<Json>([[], [...value, ...value], [randomJson(random)]]);
    const chosen = random.whole(0, value.length - 1);
    return value.map((one: Json, index) => (index === chosen ? mutate(random, one) : one));
  }
  if (typeof value !== 'object' || value === null) return spoilLeaf(random, value);
  const entries = Object.entries(value);
  return entries.length === 0 ? randomJson(random) : spoilObject(random, entries);
}
