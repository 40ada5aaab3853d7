/** One pictogram a picture, drawn in a box of 400 by 400. To change one, change its lines in pictograms-*.ts; `npm run cards` shows the result. */
import type { Urgency } from './palette.ts';
import { beware, now } from './pictograms-danger.ts';
import { know } from './pictograms-know.ts';
import { bewareAtHome } from './pictograms-home.ts';
import { warning, type Paint, type Pictogram } from './shapes.ts';

const byUrgency: Readonly<Record<Urgency, Readonly<Record<string, Pictogram>>>> = { now, beware: { ...beware, ...bewareAtHome }, know };
const all: Readonly<Record<string, Pictogram>> = { ...byUrgency.know, ...byUrgency.beware, ...byUrgency.now };

/** What a topic shows that nobody has drawn a pictogram for yet. */
const plain: Pictogram = (paint) => warning(200, 350, 340, paint);

/** Told from start to end, like a sentence. The others have no direction, or hold a digit or a barred ring, which are the same everywhere. */
const SCENES = new Set(['found-item', 'someone-injured', 'recognise', 'children', 'share', 'away']);
export const isScene = (name: string): boolean => SCENES.has(name);

export const hasPictogram = (name: string): boolean => Object.hasOwn(all, name);

/** How urgent a topic is follows from the group its pictogram stands in. */
export const urgencyOf = (name: string): Urgency =>
  (['now', 'know'] as const).find((urgency) => Object.hasOwn(byUrgency[urgency], name)) ?? 'beware';

export const pictogram = (name: string, paint: Paint): string => (all[name] ?? plain)(paint);
