/** Pictograms of what to do at once, and of places and things to keep away from. */
import { barrier, bubble, forbidden, ground, palm, person, questionMark, strangeObject, tree, warning, type Pictogram } from './shapes.ts';

/** Act now. */
export const now: Readonly<Record<string, Pictogram>> = {
  'safety-card': ({ ink, accent, panel }) =>
    `<path d="M130 20H270L380 130V270L270 380H130L20 270V130Z" fill="${accent}"/><path d="M138 42H262L358 138V262L262 358H138L42 262V138Z" fill="none" stroke="${panel}" stroke-width="10"/>${palm(200, 326, 262, panel === ink ? accent : panel)}`,
  // A long way lies between the person and the object, and the palm between them.
  'found-item': (paint) =>
    `${person(64, 364, 316, paint.ink)}${palm(176, 226, 136, paint.ink)}${strangeObject(318, 364, 136, paint.ink)}${warning(318, 274, 158, paint)}${ground(374, paint.ink, 8, 392)}`,
  // No footprints: they would say that one may walk in them.
  'in-minefield': (paint) =>
    `<ellipse cx="200" cy="336" rx="112" ry="36" fill="none" stroke="${paint.accent}" stroke-width="12" stroke-dasharray="26 18"/>${person(200, 340, 300, paint.ink)}${warning(60, 352, 100, paint)}${warning(340, 352, 100, paint)}${warning(48, 190, 64, paint)}${warning(352, 190, 64, paint)}`,
  // Who helps stays behind the barrier and talks. The injured are not shown.
  'someone-injured': (paint) =>
    `${person(78, 376, 300, paint.ink)}${bubble(258, 96, 230, 150, paint.ink)}<path d="M240 46h36v32h32v36h-32v32h-36v-32h-32v-36h32z" fill="${paint.panel}"/>${barrier(176, 244, 210, paint)}`,
};

/** Beware. */
export const beware: Readonly<Record<string, Pictogram>> = {
  recognise: (paint) =>
    `${strangeObject(200, 330, 230, paint.ink)}${questionMark(200, 206, 180, paint.accent)}<path d="M40 338q10 -50 -10 -80M62 338q0 -60 26 -92M84 338q4 -40 30 -62M300 338q4 -56 -18 -92M326 338q-2 -50 30 -96M350 338q4 -30 28 -52" fill="none" stroke="${paint.accent}" stroke-width="12" stroke-linecap="round"/>${ground(342, paint.ink)}`,
  'warning-signs': (paint) =>
    `<rect x="190" y="220" width="20" height="160" fill="${paint.ink}"/>${warning(200, 262, 270, paint)}${ground(380, paint.ink, 90, 310)}`,
  'danger-areas': (paint) =>
    `<path d="M60 250V110L118 60L150 98L186 72L224 120L262 96V250Z" fill="${paint.ink}"/><rect x="96" y="140" width="44" height="54" fill="${paint.panel}"/><path d="M182 150h44v100h-44z" fill="${paint.panel}"/>${tree(326, 250, 190, paint.ink)}${barrier(40, 250, 320, paint)}`,
  'never-touch': (paint) => `${palm(200, 312, 228, paint.ink)}${forbidden(200, 200, 166, paint)}`,
  travel: (paint) =>
    `<path d="M160 40H240L330 380H70Z" fill="${paint.ink}"/><path d="M200 60v44M200 140v52M200 316v60" stroke="${paint.panel}" stroke-width="12"/><path d="M142 290v-30q0 -10 12 -16l14 -34q3 -8 12 -8h40q9 0 12 8l14 34q12 6 12 16v30z" fill="${paint.panel}"/><path d="M172 238l8 -20h40l8 20z" fill="${paint.ink}"/><circle cx="164" cy="266" r="8" fill="${paint.ink}"/><circle cx="236" cy="266" r="8" fill="${paint.ink}"/>${warning(52, 260, 92, paint)}${warning(348, 260, 92, paint)}`,
  weather: (paint) =>
    `<path d="M112 150a50 50 0 0 1 8 -99a72 72 0 0 1 134 -8a54 54 0 0 1 36 107z" fill="${paint.ink}"/><path d="M130 178l-14 34M200 178l-14 34M270 178l-14 34" stroke="${paint.ink}" stroke-width="14" stroke-linecap="round"/>${warning(216, 296, 84, paint)}<path d="M20 318q30 -32 60 0t60 0t60 0t60 0t60 0t60 0M20 364q30 -32 60 0t60 0t60 0t60 0t60 0t60 0" fill="none" stroke="${paint.ink}" stroke-width="16" stroke-linecap="round"/>`,
  outdoors: (paint) =>
    `${tree(92, 262, 220, paint.ink)}${tree(312, 262, 200, paint.ink)}${tree(202, 262, 246, paint.ink)}${barrier(40, 246, 320, paint)}`,
};
