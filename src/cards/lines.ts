/** Breaks a text into lines that fit a box, as large as they can be. Measured by the fonts' own widths, since SVG breaks no lines. */
import { perLocale } from '../content/fill.ts';
import { widthOf, type Weight } from './fonts.ts';

/** A text as it will stand: its lines, and their size in pixels. */
export interface Fitted {
  readonly lines: readonly string[];
  readonly size: number;
}

/** Room for a text, in pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
  /** The largest size wanted. */
  readonly largest: number;
  /** From one baseline to the next, in sizes. */
  readonly leading?: number;
  readonly weight?: Weight;
  /** The smallest size that can still be read; `SMALLEST` unless said. */
  readonly smallest?: number;
  /** Each sentence begins a line, as on a poster. */
  readonly bySentence?: boolean;
}

/** From one baseline to the next. Scripts with high marks and deep tails need more. */
export const LEADING = 1.24;
/** Below this nobody reads a picture on a phone, where 1,080 pixels are 320. */
export const SMALLEST = 32;

const segmenters = perLocale((locale) => new Intl.Segmenter(locale, { granularity: 'word' }));
/** Never at the start of a line. */
const CLOSING = /^[\p{Pe}\p{Pf}\p{Po}\p{Pd}]+$/u;
/** Never at the end of a line. */
const OPENING = /[\p{Ps}\p{Pi}]$/u;

/** A number is not torn from what it counts: `4 April`, `4月`, `100 metres`. */
const NUMBER = /(?:^|[^\p{L}\p{N}])\p{N}+\s?$/u;

/** The pieces between which a line may break. Chinese has no spaces: there its words are the pieces, with the marks that follow them. */
export function piecesOf(text: string, locale: string): string[] {
  const isChinese = /\p{Script=Han}/u.test(text);
  const parts = isChinese ? [...segmenters(locale).segment(text)].map(({ segment }) => segment) : text.split(/(?<= )/u);
  const pieces: string[] = [];
  for (const part of parts.filter((one) => one !== '')) {
    const before = pieces.at(-1);
    const clings =
      before !== undefined && (NUMBER.test(before) || (isChinese && (CLOSING.test(part) || part.trim() === '' || OPENING.test(before))));
    if (clings) pieces[pieces.length - 1] = before + part;
    else pieces.push(part);
  }
  return pieces;
}

/** A full stop, a question or a call ends a sentence, in each script; a digit before it does not. */
export const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?։。！？؟](?:\s|$))|(?<=[。！？])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

/** Fills lines one after another. A piece wider than the line stands alone, and the caller chooses a smaller size. */
function wrap(pieces: readonly string[], limit: number, width: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && width((line + piece).trimEnd()) > limit) {
      lines.push(line.trimEnd());
      line = piece;
    } else line += piece;
  }
  return [...lines, line.trimEnd()];
}

/** Lines of even length rather than a last one of a single word: as narrow as the same number of lines allows. */
function balance(pieces: readonly string[], limit: number, width: (text: string) => number): string[] {
  const lines = wrap(pieces, limit, width);
  if (lines.length === 1) return lines;
  const total = width(pieces.join(''));
  for (let share = total / lines.length; share < limit; share *= 1.04) {
    const even = wrap(pieces, share, width);
    if (even.length === lines.length && even.every((line) => width(line) <= limit)) return even;
  }
  return lines;
}

/** Chinese is easier to read when a line ends where the speaker pauses. */
const clausesOf = (pieces: readonly string[]): string[] =>
  pieces.reduce<string[]>((clauses, piece) => {
    const before = clauses.at(-1);
    if (before === undefined || /[，、：；]$/u.test(before)) return [...clauses, piece];
    return [...clauses.slice(0, -1), before + piece];
  }, []);

/** Lines that end at a pause are worth this share of the size. */
const PAUSE_SHARE = 0.8;

/** The largest size at which the parts fit; undefined when none does. */
function largestFit(parts: readonly (readonly string[])[], room: Room, width: (text: string) => number): Fitted | undefined {
  const { width: limit, height, largest, leading = LEADING, smallest = SMALLEST } = room;
  for (let size = largest; size >= smallest; size -= 2) {
    const lines = parts.flatMap((pieces) => balance(pieces, limit / size, width));
    if (lines.length * size * leading <= height && lines.every((line) => width(line) * size <= limit)) return { lines, size };
  }
  return undefined;
}

/** Shrinks a text until its lines fit; a line break in it is kept. @throws {RangeError} when even the smallest size does not: then the text is too long for a picture */
export function fit(text: string, locale: string, room: Room): Fitted {
  const { weight = 'black', bySentence = false } = room;
  const known = new Map<string, number>();
  const width = (line: string) => {
    const measured = known.get(line) ?? widthOf(line, locale, weight);
    known.set(line, measured);
    return measured;
  };
  const parts = (bySentence ? sentencesOf(text) : text.split('\n')).map((part) => piecesOf(part, locale));
  const byWord = largestFit(parts, room, width);
  if (byWord === undefined) throw new RangeError(`too long for its place in a picture: ${text}`);
  if (!bySentence || !/\p{Script=Han}/u.test(text)) return byWord;
  const byPause = largestFit(parts.map(clausesOf), room, width);
  return byPause !== undefined && byPause.size >= byWord.size * PAUSE_SHARE ? byPause : byWord;
}
