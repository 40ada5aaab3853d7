/** The fonts of the pictures: which files a language is drawn with, and how wide its words are. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as harfbuzz from 'harfbuzzjs';
import { perLocale } from '../content/fill.ts';

const require = createRequire(import.meta.url);
const file = (name: string, family: string, weight: string) =>
  require.resolve(`@expo-google-fonts/${name}/${weight}/${family}_${weight}.ttf`);

export type Weight = 'bold' | 'black';
const FOLDERS: Readonly<Record<Weight, string>> = { bold: '700Bold', black: '900Black' };
/** As SVG counts weights. */
export const WEIGHTS: Readonly<Record<Weight, number>> = { bold: 700, black: 900 };

interface Face {
  readonly package: string;
  readonly name: string;
  readonly family: string;
  /** 10 MB: see outlines.ts. */
  readonly isLarge?: true;
}
/** A script's own fonts; every language has Noto Sans besides, for Latin letters and digits. */
const SCRIPTS: Readonly<Record<string, Face>> = {
  Armn: { package: 'noto-sans-armenian', name: 'NotoSansArmenian', family: 'Noto Sans Armenian' },
  Geor: { package: 'noto-sans-georgian', name: 'NotoSansGeorgian', family: 'Noto Sans Georgian' },
  Arab: { package: 'noto-sans-arabic', name: 'NotoSansArabic', family: 'Noto Sans Arabic' },
  Hans: { package: 'noto-sans-sc', name: 'NotoSansSC', family: 'Noto Sans SC', isLarge: true },
};
const LATIN: Face = { package: 'noto-sans', name: 'NotoSans', family: 'Noto Sans' };

/** What a language's pictures are written with, its own script first. */
const facesOf = perLocale((locale): readonly Face[] => {
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

const opened = new Map<string, harfbuzz.Font>();
function open(path: string): harfbuzz.Font {
  const font = opened.get(path) ?? new harfbuzz.Font(new harfbuzz.Face(new harfbuzz.Blob(readFileSync(path))));
  opened.set(path, font);
  return font;
}

const fontsOf = (locale: string, weight: Weight) => facesOf(locale).map((face) => open(file(face.package, face.name, FOLDERS[weight])));

const has = (font: harfbuzz.Font, character: string) => font.nominalGlyph(character.codePointAt(0) ?? 0) !== undefined;

/** Characters that only turn direction and show nothing. */
export const INVISIBLE = /[\u2066-\u2069]/gu;

/** The parts of a text by the font that has their characters: the first that does, as the renderer chooses. */
function runsOf(text: string, fonts: readonly harfbuzz.Font[]): { readonly font: harfbuzz.Font; readonly text: string }[] {
  const runs: { font: harfbuzz.Font; text: string }[] = [];
  for (const character of text.replace(INVISIBLE, '')) {
    const font = fonts.find((one) => has(one, character)) ?? fonts[0];
    if (font === undefined) throw new RangeError('a language without fonts');
    const last = runs.at(-1);
    if (last?.font === font) last.text += character;
    else runs.push({ font, text: character });
  }
  return runs;
}

/** The glyphs of a run of one direction, shaped as the renderer does it, in units of the font. */
function glyphsOf(font: harfbuzz.Font, text: string) {
  const buffer = new harfbuzz.Buffer();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  harfbuzz.shape(font, buffer);
  return buffer
    .getGlyphInfosAndPositions()
    .map(({ codepoint, xAdvance = 0, xOffset = 0, yOffset = 0 }) => ({ id: codepoint, advance: xAdvance, x: xOffset, y: yOffset }));
}

/** How wide a text is at a size of 1, shaped as it will be drawn. */
export const widthOf = (text: string, locale: string, weight: Weight): number =>
  runsOf(text, fontsOf(locale, weight)).reduce(
    (sum, run) => sum + glyphsOf(run.font, run.text).reduce((width, { advance }) => width + advance, 0) / run.font.face.upem,
    0,
  );

/** Whether the renderer would take long to read the language's own font. */
export const isLarge = (locale: string): boolean => facesOf(locale).some((face) => face.isLarge === true);

/** A left-to-right line as paths, from the start of its baseline, at a size of 1 with y upwards as fonts have it. */
export function outlineOf(text: string, locale: string, weight: Weight): { readonly paths: string; readonly width: number } {
  let width = 0;
  const paths = runsOf(text, fontsOf(locale, weight)).flatMap((run) => {
    const scale = 1 / run.font.face.upem;
    return glyphsOf(run.font, run.text).map(({ id, advance, x, y }) => {
      const place = `translate(${width + x * scale} ${y * scale}) scale(${scale})`;
      width += advance * scale;
      return `<path transform="${place}" d="${run.font.glyphToPath(id)}"/>`;
    });
  });
  return { paths: paths.join(''), width };
}

/** Characters of a text that none of the language's fonts has: they would be drawn as empty boxes. */
export const missing = (text: string, locale: string): string[] =>
  Array.from(text.replace(INVISIBLE, '')).filter((character) =>
    (['bold', 'black'] as const).some((weight) => fontsOf(locale, weight).every((font) => !has(font, character))),
  );
