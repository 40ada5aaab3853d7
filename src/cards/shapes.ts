/** Shapes that several pictograms share, as SVG, in a box of 400 by 400 units. No shape shows how an object works or is handled. */

/** The colours a pictogram is drawn in. */
export interface Paint {
  readonly ink: string;
  readonly accent: string;
  /** What lies behind, for gaps and for what is cut out. */
  readonly panel: string;
}

/** Draws a pictogram in a box of 400 by 400 units. Its subject faces right; right-to-left pictures mirror it. */
export type Pictogram = (paint: Paint) => string;

/** Somebody standing, feet together; `x` the middle, `y` the ground, `height` from feet to head. */
export function person(x: number, y: number, height: number, colour: string): string {
  const unit = height / 100;
  const at = (dx: number, dy: number) => `${x + dx * unit} ${y - dy * unit}`;
  return [
    `<circle cx="${x}" cy="${y - 88 * unit}" r="${12 * unit}" fill="${colour}"/>`,
    `<path d="M${at(-18, 62)}a${10 * unit} ${10 * unit} 0 0 1 ${10 * unit} ${-10 * unit}h${16 * unit}a${10 * unit} ${10 * unit} 0 0 1 ${10 * unit} ${10 * unit}v${30 * unit}h${-6.4 * unit}v${-24 * unit}h${-3.6 * unit}v${56 * unit}h${-6 * unit}v${-32 * unit}h${-4 * unit}v${32 * unit}h${-6 * unit}v${-56 * unit}h${-3.6 * unit}v${24 * unit}h${-6.4 * unit}z" fill="${colour}" stroke="${colour}" stroke-width="${2 * unit}" stroke-linejoin="round"/>`,
  ].join('');
}

/** A warning triangle with its exclamation mark; `x`, `y` the middle of its foot. */
export function warning(x: number, y: number, width: number, { accent, panel }: Paint): string {
  const height = width * 0.88;
  const mark = `<rect x="${x - width * 0.045}" y="${y - height * 0.66}" width="${width * 0.09}" height="${height * 0.34}" rx="${width * 0.04}" fill="${panel}"/><circle cx="${x}" cy="${y - height * 0.18}" r="${width * 0.055}" fill="${panel}"/>`;
  return `<path d="M${x} ${y - height}L${x + width / 2} ${y}H${x - width / 2}Z" fill="${accent}" stroke="${accent}" stroke-width="${width * 0.1}" stroke-linejoin="round"/>${mark}`;
}

/** The open palm that says stop; `x` the middle, `y` the wrist. */
export function palm(x: number, y: number, height: number, colour: string): string {
  const unit = height / 100;
  const finger = (dx: number, top: number) =>
    `<rect x="${x + dx * unit}" y="${y - top * unit}" width="${13 * unit}" height="${60 * unit}" rx="${6.5 * unit}"/>`;
  const thumb = `<rect x="${x + 20 * unit}" y="${y - 62 * unit}" width="${14 * unit}" height="${46 * unit}" rx="${7 * unit}" transform="rotate(32 ${x + 27 * unit} ${y - 22 * unit})"/>`;
  const body = `<path d="M${x - 31 * unit} ${y - 52 * unit}h${59 * unit}v${22 * unit}q0 ${30 * unit} ${-29.5 * unit} ${30 * unit}t${-29.5 * unit} ${-30 * unit}z"/>`;
  return `<g fill="${colour}">${finger(-31, 84)}${finger(-15.7, 98)}${finger(-0.4, 96)}${finger(14.9, 82)}${thumb}${body}</g>`;
}

/** The ring and bar of a prohibition, over what is drawn before it. */
export const forbidden = (x: number, y: number, radius: number, { accent, panel }: Paint): string => {
  const reach = radius * Math.SQRT1_2;
  const bar = (width: number, colour: string) =>
    `<path d="M${x - reach} ${y - reach}L${x + reach} ${y + reach}" stroke="${colour}" stroke-width="${width}"/>`;
  return `${bar(radius * 0.36, panel)}${bar(radius * 0.18, accent)}<circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${accent}" stroke-width="${radius * 0.18}"/>`;
};

/** Something strange, half in the ground: a lump of no kind; `x` the middle, `y` the ground. */
export const strangeObject = (x: number, y: number, width: number, colour: string): string =>
  `<path d="M${x - width / 2} ${y}q${width * -0.04} ${width * -0.34} ${width * 0.24} ${width * -0.42}q${width * 0.2} ${width * -0.12} ${width * 0.4} ${width * 0.02}q${width * 0.34} ${width * 0.06} ${width * 0.36} ${width * 0.4}z" fill="${colour}"/>`;

/** The ground somebody stands on. */
export const ground = (y: number, colour: string, from = 20, to = 380): string =>
  `<path d="M${from} ${y}H${to}" stroke="${colour}" stroke-width="14" stroke-linecap="round"/>`;

/** A telephone's handset, as on every call button; `x`, `y` its middle. */
export const handset = (x: number, y: number, size: number, colour: string): string =>
  `<path transform="translate(${x - size / 2} ${y - size / 2}) scale(${size / 24})" d="M6.6 10.8c1.4 2.8 3.8 5.1 6.6 6.6l2.2-2.2c.3-.3.7-.4 1-.2 1.1.4 2.3.6 3.6.6.6 0 1 .4 1 1V20c0 .6-.4 1-1 1C10.6 21 3 13.4 3 4c0-.6.4-1 1-1h3.5c.6 0 1 .4 1 1 0 1.3.2 2.5.6 3.6.1.3 0 .7-.2 1z" fill="${colour}"/>`;

/** What somebody says; its tail points down to the left. `x`, `y` the middle. */
export function bubble(x: number, y: number, width: number, height: number, colour: string): string {
  const [left, top] = [x - width / 2, y - height / 2];
  return `<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="${height * 0.24}" fill="${colour}"/><path d="M${left + width * 0.16} ${top + height * 0.8}L${left + width * 0.04} ${top + height * 1.32}L${left + width * 0.46} ${top + height * 0.92}Z" fill="${colour}"/>`;
}

/** A striped barrier across the way. */
export function barrier(x: number, y: number, width: number, { ink, accent, panel }: Paint): string {
  const height = 44;
  const stripes = Array.from({ length: Math.ceil(width / 48) }, (_, index) => {
    const left = x + index * 48;
    const end = Math.min(left + 24, x + width);
    return `<path d="M${left} ${y}h${end - left}l-20 ${height}h${-(end - left)}z" fill="${panel}"/>`;
  });
  const post = (at: number) => `<rect x="${at}" y="${y - 14}" width="18" height="150" rx="6" fill="${ink}"/>`;
  return `${post(x + 24)}${post(x + width - 42)}<rect x="${x - 14}" y="${y}" width="${width + 22}" height="${height}" rx="8" fill="${accent}"/>${stripes.join('')}`;
}

/** A fir tree; `x` the middle, `y` the ground. */
export function tree(x: number, y: number, height: number, colour: string): string {
  const tier = (top: number, foot: number, half: number) =>
    `<path d="M${x} ${y - height * top}L${x + height * half} ${y - height * foot}H${x - height * half}Z" fill="${colour}" stroke="${colour}" stroke-width="8" stroke-linejoin="round"/>`;
  return `${tier(1, 0.58, 0.2)}${tier(0.76, 0.34, 0.26)}${tier(0.5, 0.12, 0.32)}<rect x="${x - height * 0.05}" y="${y - height * 0.14}" width="${height * 0.1}" height="${height * 0.14}" fill="${colour}"/>`;
}

/** A question mark, drawn and not written, so that a mirrored picture has the mark that right-to-left scripts write. */
export const questionMark = (x: number, y: number, height: number, colour: string): string =>
  `<g transform="translate(${x} ${y}) scale(${height / 100})"><path d="M-24 -68a24 24 0 1 1 34 22q-10 6 -10 22" fill="none" stroke="${colour}" stroke-width="15" stroke-linecap="round"/><circle cx="0" cy="-4" r="9.5" fill="${colour}"/></g>`;
