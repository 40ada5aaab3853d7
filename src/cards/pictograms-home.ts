/** Pictograms of work and home where there may be mines. */
import { ground, warning, type Pictogram } from './shapes.ts';

/** Beware. No tick stands on a field or a house: whoever only looks would take it for safe. */
export const bewareAtHome: Readonly<Record<string, Pictogram>> = {
  farming: (paint) =>
    `<path d="M96 214V96h112l26 108h96q26 0 26 30v62H60v-40q0 -36 36 -42z" fill="${paint.ink}"/><path d="M128 122h58l18 76h-76z" fill="${paint.panel}"/><rect x="288" y="120" width="18" height="90" fill="${paint.ink}"/><circle cx="130" cy="286" r="86" fill="${paint.panel}"/><circle cx="130" cy="286" r="72" fill="${paint.ink}"/><circle cx="130" cy="286" r="28" fill="${paint.panel}"/><circle cx="314" cy="314" r="58" fill="${paint.panel}"/><circle cx="314" cy="314" r="44" fill="${paint.ink}"/><circle cx="314" cy="314" r="16" fill="${paint.panel}"/>${ground(372, paint.ink)}${warning(306, 106, 120, paint)}`,
  'returning-home': (paint) =>
    `<path d="M200 40L370 190H330V360H70V190H30Z" fill="${paint.ink}" stroke="${paint.ink}" stroke-width="10" stroke-linejoin="round"/><rect x="158" y="216" width="84" height="144" fill="${paint.panel}"/><circle cx="222" cy="292" r="8" fill="${paint.ink}"/>${warning(312, 352, 150, paint)}`,
};
