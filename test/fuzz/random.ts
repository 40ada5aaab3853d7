/** Chance that can be repeated: the same seed gives the same numbers. */

export interface Random {
  /** 0 to below 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
  /** True in this share of cases. */
  chance(share: number): boolean;
}

/** Mulberry32. @param seed any whole number */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    whole,
    pick<T>(from: readonly T[]): T {
      const chosen = from[whole(0, from.length - 1)];
      if (chosen === undefined && from.length === 0) throw new RangeError('nothing to pick from');
      return chosen as T;
    },
    chance: (share) => next() < share,
  };
}

/** Ranges of code points, from letters to what no client can type: controls, bidi marks, halves of pairs, joined emoji. */
const RANGES = [
  [0x20, 0x7e],
  [0x400, 0x4ff],
  [0x530, 0x58f],
  [0x600, 0x6ff],
  [0x10a0, 0x10ff],
  [0x4e00, 0x4fff],
  [0x300, 0x36f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0xd800, 0xdfff],
  [0x1f600, 0x1f64f],
  [0xe0020, 0xe007f],
  [0, 0x1f],
  [0xfff0, 0xffff],
] as const;

const codePoint = (random: Random, [low, high]: readonly [number, number]) => {
  const point = random.whole(low, high);
  // A half of a pair is a character by itself in a JavaScript string.
  return point >= 0xd800 && point <= 0xdfff ? String.fromCharCode(point) : String.fromCodePoint(point);
};

export function randomText(random: Random, most: number): string {
  const length = random.chance(0.02) ? most : random.whole(0, Math.min(most, 40));
  const ranges = random.chance(0.5) ? [random.pick(RANGES)] : RANGES;
  let text = '';
  while (text.length < length) text += codePoint(random, random.pick(ranges));
  return text;
}
