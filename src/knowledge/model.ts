/** What training yields, and how it is kept in a file. */
import { createHash } from 'node:crypto';
import { BUCKETS } from './features.ts';
import type { Logistic } from './logistic.ts';

/** Where one language draws its lines. */
export interface Thresholds {
  /** From here on the best topic is answered. */
  readonly answer: number;
  /** From here on topics are suggested. */
  readonly suggest: number;
  /** From here on somebody may be in danger, and the life-critical card stands first. */
  readonly card: number;
  /** From here on help with harm may be asked for, which is refused unless something else is sure. */
  readonly doubtful: number;
  /** From here on it is refused in any case. */
  readonly clear: number;
}

export interface Model {
  readonly settings: Settings;
  /** How telling each bucket is. */
  readonly rarity: Float32Array;
  /** Bucket × column, in steps of the column's `scales`. */
  readonly table: Int8Array;
  /** Bucket × locale, in steps of `settings.languageScale`. */
  readonly languages: Int8Array;
  /** Locale × entry × column: mean scores of an entry's phrasings in a language, what "and then?" is said after. */
  readonly typical: Float32Array;
}

/** Everything of a model that is not a table. */
export interface Settings {
  readonly locales: readonly string[];
  readonly scales: readonly number[];
  /** Probability that the best topic is right. */
  readonly sure: Logistic;
  /** Probability that any topic answers the message. */
  readonly inside: Logistic;
  readonly thresholds: Readonly<Record<string, Thresholds>>;
  /** From here on the best topic is answered beside the card, if the language's own line is not higher. */
  readonly besideCard: number;
  /** Probability that somebody may be in danger. */
  readonly life: Logistic;
  /** Probability that help with harm is asked for. */
  readonly harm: Logistic;
  readonly languageScale: number;
}

/** Score tables in a quarter of the memory: one byte a weight costs no accuracy. */
export const quantise = (weights: readonly Float32Array[]) => {
  const scales = weights.map((column) => column.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9) / 127);
  const table = new Int8Array(BUCKETS * weights.length);
  weights.forEach((column, at) => {
    const scale = scales[at] ?? 1;
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      table[bucket * weights.length + at] = Math.round((column[bucket] ?? 0) / scale);
    }
  });
  return { scales, table };
};

const MAGIC = 'mine-awareness knowledge 2';
const digest = (...parts: readonly Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Int8Array) => new Uint8Array(buffer, byteOffset, byteLength);

/** One line of JSON padded with spaces to a multiple of four, then the tables; a checksum of both comes first. */
export const encodeModel = ({ settings, rarity, typical, table, languages }: Model): Uint8Array<ArrayBuffer> => {
  const sizes = [rarity.length, typical.length, table.length, languages.length];
  const json = JSON.stringify({ magic: MAGIC, sizes, settings });
  const head = Buffer.from(
    `${json.padEnd(Math.ceil((Buffer.byteLength(json) + 1) / 4) * 4 - 1 - (Buffer.byteLength(json) - json.length))}\n`,
  );
  const tables = [bytesOf(rarity), bytesOf(typical), bytesOf(table), bytesOf(languages)];
  return Buffer.concat([digest(head, ...tables), head, ...tables]);
};

/** @returns null for anything that `encodeModel` did not write whole */
export const decodeModel = (file: Uint8Array): Model | null => {
  const body = file.subarray(32);
  if (file.length < 64 || !digest(body).equals(file.subarray(0, 32))) return null;
  const end = body.indexOf(10) + 1;
  const { magic, sizes, settings } = JSON.parse(Buffer.from(body.subarray(0, end)).toString()) as {
    magic: string;
    sizes: [number, number, number, number];
    settings: Settings;
  };
  if (magic !== MAGIC) return null;
  const { buffer, byteOffset } = body.subarray(end);
  const [rarity, typical, table, languages] = sizes;
  const floats = new Float32Array(buffer.slice(byteOffset, byteOffset + (rarity + typical) * 4));
  const rest = byteOffset + (rarity + typical) * 4;
  return {
    settings,
    rarity: floats.subarray(0, rarity),
    typical: floats.subarray(rarity),
    table: new Int8Array(buffer, rest, table),
    languages: new Int8Array(buffer, rest + table, languages),
  };
};
