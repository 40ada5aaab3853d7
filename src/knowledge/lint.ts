/** Holds phrasings and test questions against the rules of content: enough of them, no near copies, each nearest to its own entry. */
import { read } from './features.ts';
import type { KnowledgeInput } from './input.ts';
import { createCosines, createPlaces, type Phrasing, readPhrasings } from './neighbours.ts';
import { lexiconOf } from './samples.ts';
import { scale, vectorOf } from './vector.ts';

export interface LintFault {
  readonly locale: string;
  /** Entry id, or the ids of a test question. */
  readonly id: string;
  /** Only `tested` is wrong beyond doubt; `misplaced` is a list to read, worst first. */
  readonly kind: 'few' | 'alike' | 'misplaced' | 'tested';
  /** Says what is wrong, with the texts. */
  readonly what: string;
}

/** A question nobody may train on, and the ids it may be answered with. */
export interface TestQuestion {
  readonly locale: string;
  readonly ids: readonly string[];
  readonly text: string;
}

/** Distinct phrasings an entry needs; with fewer, accuracy falls by about ten points a halving. */
export const ENOUGH = 35;
/** From this cosine on two phrasings of an entry say the same thing in the same words. */
const ALIKE = 0.8;
/** From this cosine on a test question is a phrasing in disguise. */
const TESTED = 0.9;
/** How far another entry must be ahead before a phrasing counts as misplaced; chosen so that about one line in thirty is listed. */
const MISPLACED = 8;

/** Index of the most alike of the rows wanted, or -1. */
const mostAlike = (cosines: Float32Array, wanted: (row: number) => boolean) => {
  let best = -1;
  cosines.forEach((cosine, row) => {
    if (wanted(row) && (best < 0 || cosine > (cosines[best] as number))) best = row;
  });
  return best;
};

const alikeFaults = (locale: string, phrasings: readonly Phrasing[]): LintFault[] => {
  const cosinesOf = createCosines(phrasings);
  return phrasings.flatMap(({ id, text, vector }, row): LintFault[] => {
    const cosines = cosinesOf(vector);
    const earlier = mostAlike(cosines, (at) => at < row);
    if (earlier < 0 || (cosines[earlier] as number) <= ALIKE) return [];
    return [{ locale, id, kind: 'alike', what: `"${text}" says the same as "${phrasings[earlier]?.text}"` }];
  });
};

const misplacedFaults = (locale: string, phrasings: readonly Phrasing[]): LintFault[] => {
  const placeOf = createPlaces(phrasings);
  return phrasings
    .map((phrasing) => ({ phrasing, ...placeOf(phrasing) }))
    .filter(({ lead }) => lead > MISPLACED)
    .toSorted((one, other) => other.lead - one.lead)
    .map(({ phrasing: { id, text }, rival, lead }) => ({
      locale,
      id,
      kind: 'misplaced',
      what: `"${text}" reads like ${rival} (ahead by ${lead.toFixed(1)})`,
    }));
};

/** Faults of one language's phrasings. Near copies count as one; an entry without any is found too when the content names it. */
export const lintPhrasings = (input: KnowledgeInput, locale: string): LintFault[] => {
  const phrasings = readPhrasings(input, locale);
  const entries = Object.entries(input.languages[locale]?.questions ?? {});
  const alike = entries.flatMap(([id]) =>
    alikeFaults(
      locale,
      phrasings.filter((phrasing) => phrasing.id === id),
    ),
  );
  const few = entries.flatMap(([id, texts]): LintFault[] => {
    const distinct = texts.length - alike.filter((fault) => fault.id === id).length;
    return distinct < ENOUGH ? [{ locale, id, kind: 'few', what: `${distinct} distinct phrasings; ${ENOUGH} are needed` }] : [];
  });
  return [...few, ...alike, ...misplacedFaults(locale, phrasings)];
};

/** Test questions that are phrasings in disguise: they would measure memory. */
export const lintTests = (input: KnowledgeInput, tests: readonly TestQuestion[]): LintFault[] => {
  const lexicon = lexiconOf(input);
  return Object.keys(input.languages).flatMap((locale) => {
    const phrasings = readPhrasings(input, locale);
    const cosinesOf = createCosines(phrasings);
    return tests.flatMap((test): LintFault[] => {
      if (test.locale !== locale) return [];
      const cosines = cosinesOf(scale(vectorOf(read(test.text, lexicon))));
      const nearest = mostAlike(cosines, () => true);
      if (nearest < 0 || (cosines[nearest] as number) <= TESTED) return [];
      const what = `"${test.text}" is nearly the phrasing "${phrasings[nearest]?.text}"`;
      return [{ locale, id: test.ids.join(' '), kind: 'tested', what }];
    });
  });
};
