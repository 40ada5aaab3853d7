/** Pictograms of what to know and to pass on. */
import { bubble, handset, palm, person, warning, type Pictogram } from './shapes.ts';

const heart = (x: number, y: number, width: number, colour: string): string =>
  `<path transform="translate(${x} ${y}) scale(${width / 100})" d="M0 42C-70 -6 -44 -50 -20 -42Q-6 -38 0 -22Q6 -38 20 -42C44 -50 70 -6 0 42Z" fill="${colour}"/>`;

/** An exclamation mark about its middle. */
function exclamation(x: number, y: number, colour: string): string {
  return `<rect x="${x - 9}" y="${y - 42}" width="18" height="52" rx="8" fill="${colour}"/><circle cx="${x}" cy="${y + 32}" r="11" fill="${colour}"/>`;
}

/** Know, tell, pass on. */
export const know: Readonly<Record<string, Pictogram>> = {
  report: ({ ink, accent, panel }) =>
    `${handset(160, 236, 290, ink)}<path d="M292 214q-74 -84 -74 -126a74 74 0 0 1 148 0q0 42 -74 126z" fill="${accent}" stroke="${panel}" stroke-width="10"/><circle cx="292" cy="90" r="28" fill="${panel}"/>`,
  // The grown-up is told, and says where it is dangerous.
  children: (paint) =>
    `${person(288, 376, 330, paint.ink)}${person(138, 376, 196, paint.ink)}<path d="M176 282L250 250" stroke="${paint.ink}" stroke-width="22" stroke-linecap="round"/>${bubble(140, 84, 180, 120, paint.accent)}${exclamation(140, 84, paint.panel)}`,
  'victim-support': (paint) =>
    `${person(120, 376, 290, paint.ink)}${person(280, 376, 290, paint.ink)}<path d="M164 214H236" stroke="${paint.ink}" stroke-width="24" stroke-linecap="round"/>${heart(200, 66, 104, paint.accent)}`,
  share: ({ ink, accent }) =>
    `<path d="M100 200L300 90M100 200L300 310" stroke="${ink}" stroke-width="26"/><circle cx="100" cy="200" r="66" fill="${accent}"/><circle cx="300" cy="90" r="56" fill="${ink}"/><circle cx="300" cy="310" r="56" fill="${ink}"/>`,
  reminder: (paint) =>
    `<rect x="50" y="66" width="300" height="300" rx="28" fill="${paint.ink}"/><path d="M50 150V94q0 -28 28 -28H322q28 0 28 28v56z" fill="${paint.accent}"/><rect x="112" y="30" width="26" height="76" rx="13" fill="${paint.ink}" stroke="${paint.panel}" stroke-width="8"/><rect x="262" y="30" width="26" height="76" rx="13" fill="${paint.ink}" stroke="${paint.panel}" stroke-width="8"/><path d="M216 340V184L146 296H262" fill="none" stroke="${paint.panel}" stroke-width="30" stroke-linejoin="round" stroke-linecap="round"/>`,
  // Of the poster: keep everybody away.
  away: (paint) => `${palm(110, 330, 240, paint.ink)}${warning(292, 330, 190, paint)}`,
};
