/** Tells which letters a text is written in. */

/** The bot's scripts; letters of others count for none. */
const SCRIPTS = {
  latin: /\p{Script=Latin}/u,
  cyrillic: /\p{Script=Cyrillic}/u,
  arabic: /\p{Script=Arabic}/u,
  han: /\p{Script=Han}/u,
  armenian: /\p{Script=Armenian}/u,
  georgian: /\p{Script=Georgian}/u,
};
const NAMES = Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[];

/** Locales written in each script; those not listed use Latin letters. */
const WRITTEN: Readonly<Record<string, keyof typeof SCRIPTS>> = {
  ru: 'cyrillic',
  uk: 'cyrillic',
  ar: 'arabic',
  fa: 'arabic',
  zh: 'han',
  hy: 'armenian',
  ka: 'georgian',
};
/** The script a language is written in. */
export const scriptOf = (locale: string) => WRITTEN[locale] ?? 'latin';

const scriptAt = (letter: string) => {
  const found = NAMES.findIndex((name) => SCRIPTS[name].test(letter));
  return found < 0 ? NAMES.length : found;
};

/** Place in `NAMES` of each character of two bytes met before, and one more than that: 0 is not met. */
const met = new Uint8Array(1 << 16);
const quickScriptAt = (letter: string) => {
  const code = letter.codePointAt(0) ?? 0;
  if (code >= met.length) return scriptAt(letter);
  if (met[code] === 0) met[code] = scriptAt(letter) + 1;
  return (met[code] as number) - 1;
};

/** The script most of a text is written in; null for one without letters. */
export const mainScript = (text: string) => {
  const counts = new Uint16Array(NAMES.length + 1);
  for (const letter of text) {
    const at = quickScriptAt(letter);
    counts[at] = (counts[at] as number) + 1;
  }
  const most = NAMES.reduce((best, _, at) => ((counts[at] as number) > (counts[best] as number) ? at : best), 0);
  return counts[most] === 0 ? null : (NAMES[most] ?? null);
};
