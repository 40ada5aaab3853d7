/** Brings the many ways to type one word together: case, accents, scripts' variants, invisible characters. */

/** Longer messages are read up to here, in code points: nobody asks in more, and work stays bounded. */
export const MAX_LENGTH = 500;

/** Letters that Unicode does not take apart, and letters that one keyboard has in place of another's. */
const LETTERS: Readonly<Record<string, string>> = {
  ı: 'i',
  ə: 'e',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ґ: 'г',
  // Arabic and Persian: hamza seats, final forms and the two keyboards' kaf and yeh.
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ة: 'ه',
  ۀ: 'ه',
  ە: 'ه',
  ک: 'ك',
  ـ: '',
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

/** Zero-width, bidi and other format characters, variation selectors, control characters except white space. */
const INVISIBLE = /[\p{Cf}\u{FE00}-\u{FE0F}]|(?!\s)\p{Cc}/gu;
/** Apostrophes of all keyboards, and the Armenian marks that stand inside a word. */
const INSIDE_WORD = /['‘’ʼʹ`´ʻʽ՚-՟]/gu;
const DIGIT = /\p{Nd}/gu;

/** Digits come in runs of ten that start at a multiple of ten after the run's zero, so the zero is found by stepping back. */
const toAsciiDigit = (digit: string) => {
  const code = digit.codePointAt(0) ?? 0;
  if (code <= 0x39) return digit;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
};

/** The first `MAX_LENGTH` code points that can be seen, in lower case, with accents: what tells languages apart. */
export const tidy = (text: string) => {
  const seen = text.replace(INVISIBLE, '').slice(0, MAX_LENGTH * 2);
  return Array.from(seen).slice(0, MAX_LENGTH).join('').normalize('NFKC').replaceAll('İ', 'i').toLowerCase().replace(DIGIT, toAsciiDigit);
};

/** Takes accents off tidied text and folds letters that people type for one another. Keeps white space and punctuation. */
export const fold = (tidied: string) =>
  tidied
    .replace(INSIDE_WORD, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(LETTER, (letter) => LETTERS[letter] ?? letter)
    .replace(/(\p{L})\1{2,}/gu, '$1');

const TOKEN = /\p{Script=Han}+|[\p{L}\p{N}]+/gu;
const HAN = /\p{Script=Han}/u;

/** Whether a token is Chinese, which has no spaces between words. */
export const isHan = (token: string) => HAN.test(token);

/** Words of folded text; a run of Chinese characters is one token. */
export const tokensOf = (folded: string): readonly string[] => {
  const tokens: string[] = [];
  for (const run of folded.match(TOKEN) ?? []) {
    // `\p{L}` holds Chinese characters too: "TNT炸药" is two tokens.
    if (isHan(run)) tokens.push(...(run.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []));
    else tokens.push(run);
  }
  return tokens;
};

/** The words of a message as they are compared everywhere; none for emoji, empty or invisible text. */
export const normalise = (text: string) => tokensOf(fold(tidy(text)));

/** Ends of sentences and clauses in all scripts of the bot. */
const PAUSE = /[.,;:!?…\n،؛؟。，、！？；։՝–—-]+/u;
/** Clauses without commas are looked at in overlapping windows of so many words. */
const WINDOW = 8;
const STEP = 5;

/** Words from `from` on, `to` excluded. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

const windowsOf = ({ from, to }: Run): Run[] => {
  const rest = Math.max(0, to - from - WINDOW);
  return Array.from({ length: Math.ceil(rest / STEP) + 1 }, (_, at) => ({
    from: from + at * STEP,
    to: Math.min(from + at * STEP + WINDOW, to),
  }));
};

/**
 * The words of folded text, and its clauses as runs of them: "I stand on one, how do I disarm it" asks something in one half only.
 * No clauses where there is but one short one.
 */
export const clausesOf = (folded: string): { readonly words: readonly string[]; readonly clauses: readonly Run[] } => {
  const words: string[] = [];
  const clauses: Run[] = [];
  for (const clause of folded.split(PAUSE)) {
    const from = words.length;
    words.push(...tokensOf(clause));
    const isOne = words.length - from < 2 && !isHan(words[from] ?? '');
    if (!isOne) clauses.push(...windowsOf({ from, to: words.length }));
  }
  return { words, clauses: clauses.length > 1 ? clauses : [] };
};
