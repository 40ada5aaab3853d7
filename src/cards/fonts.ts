/** The fonts of the pictures: which files a language is drawn with, and how wide its words are. */
import { createRequire } from 'node:module';
import { openSync, type Font } from 'fontkit';
import { perLocale } from '../content/fill.ts';

const require = createRequire(import.meta.url);
const file = (name: string, family: string, weight: string) =>
  require.resolve(`@expo-google-fonts/${name}/${weight}/${family}_${weight}.ttf`);

export type Weight = 'bold' | 'black';
const FOLDERS: Readonly<Record<Weight, string>> = { bold: '700Bold', black: '900Black' };
/** As SVG counts weights. */
export const WEIGHTS: Readonly<Record<Weight, number>> = { bold: 700, black: 900 };

/** A script's own fonts; every language has Noto Sans besides, for Latin letters and digits. */
const SCRIPTS: Readonly<Record<string, { readonly package: string; readonly name: string; readonly family: string }>> = {
  Armn: { package: 'noto-sans-armenian', name: 'NotoSansArmenian', family: 'Noto Sans Armenian' },
  Geor: { package: 'noto-sans-georgian', name: 'NotoSansGeorgian', family: 'Noto Sans Georgian' },
  Arab: { package: 'noto-sans-arabic', name: 'NotoSansArabic', family: 'Noto Sans Arabic' },
  Hans: { package: 'noto-sans-sc', name: 'NotoSansSC', family: 'Noto Sans SC' },
};
const LATIN = { package: 'noto-sans', name: 'NotoSans', family: 'Noto Sans' };

/** What a language's pictures are written with, its own script first. */
const facesOf = perLocale((locale) => {
  const own = SCRIPTS[new Intl.Locale(locale).maximize().script ?? ''];
  return own === undefined ? [LATIN] : [own, LATIN];
});

/** The files to draw a language with; never the system's, which differ from machine to machine. */
export const fontFiles = (locale: string): string[] =>
  facesOf(locale).flatMap((face) => Object.values(FOLDERS).map((folder) => file(face.package, face.name, folder)));

/** SVG's `font-family`, the language's own script first. */
export const fontFamily = (locale: string): string =>
  facesOf(locale)
    .map(({ family }) => family)
    .join(', ');

const opened = new Map<string, Font>();
function open(path: string): Font {
  const font = opened.get(path) ?? openSync(path);
  if (!('layout' in font)) throw new TypeError(`${path} is a collection of fonts, not one`);
  opened.set(path, font);
  return font;
}

const fontsOf = (locale: string, weight: Weight) => facesOf(locale).map((face) => open(file(face.package, face.name, FOLDERS[weight])));

/** Characters that only turn direction and show nothing. */
export const INVISIBLE = /[\u2066-\u2069]/gu;

/** The parts of a text by the font that has their characters: the first that does, as the renderer chooses. */
function runsOf(text: string, fonts: readonly Font[]): { readonly font: Font; readonly text: string }[] {
  const runs: { font: Font; text: string }[] = [];
  for (const character of text.replace(INVISIBLE, '')) {
    const font = fonts.find((one) => one.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) ?? fonts[0];
    if (font === undefined) throw new RangeError('a language without fonts');
    const last = runs.at(-1);
    if (last?.font === font) last.text += character;
    else runs.push({ font, text: character });
  }
  return runs;
}

/** How wide a text is at a size of 1, shaped as it will be drawn. */
export const widthOf = (text: string, locale: string, weight: Weight): number =>
  runsOf(text, fontsOf(locale, weight)).reduce((sum, run) => sum + run.font.layout(run.text).advanceWidth / run.font.unitsPerEm, 0);

/** Characters of a text that none of the language's fonts has: they would be drawn as empty boxes. */
export const missing = (text: string, locale: string): string[] =>
  Array.from(text.replace(INVISIBLE, '')).filter((character) =>
    (['bold', 'black'] as const).some((weight) =>
      fontsOf(locale, weight).every((font) => !font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)),
    ),
  );
