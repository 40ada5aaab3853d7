/** The colours of the pictures. Red: act now. Yellow: beware. Blue: know and pass on. Every pair in use is held to WCAG AA by a test. */

/** How soon a picture wants something done. */
export type Urgency = 'now' | 'beware' | 'know';

/** Colours of one picture, `#rrggbb`. */
export interface Palette {
  /** Behind everything. */
  readonly ground: string;
  /** Behind the pictogram. */
  readonly panel: string;
  /** Text and the pictogram's main shapes, on ground and on panel. */
  readonly ink: string;
  /** What the eye should find first in a pictogram, on panel. */
  readonly accent: string;
  /** The plate with the numbers to call, and what is written on it. */
  readonly plate: string;
  readonly plateInk: string;
}

const WHITE = '#ffffff';
const BLACK = '#171717';
const RED = '#b30f1e';
const YELLOW = '#ffc928';

export const PALETTES: Readonly<Record<Urgency, Palette>> = {
  now: { ground: RED, panel: '#8a0a16', ink: WHITE, accent: '#ffd34d', plate: WHITE, plateInk: '#8a0a16' },
  beware: { ground: YELLOW, panel: BLACK, ink: BLACK, accent: YELLOW, plate: BLACK, plateInk: WHITE },
  know: { ground: '#0d3f73', panel: '#082b50', ink: WHITE, accent: '#ffd34d', plate: WHITE, plateInk: '#0d3f73' },
};

/** Ink of a pictogram: the panel of a yellow picture is black, so there it is white. */
export const pictogramInk = ({ panel, ink }: Palette): string => (panel === ink ? WHITE : ink);
