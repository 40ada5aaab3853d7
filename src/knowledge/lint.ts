/** Holds phrasings and test questions against the rules of content: enough of them, no near copies, each nearest to its own entry. */
import { read, scale, type Vector } from './features.ts';
import { areEqual, type KnowledgeInput } from './input.ts';
import { lexiconOf } from './samples.ts';

export interface LintFault {
  readonly locale: string;
  /** Entry id, or ids of a test question. */
  readonly id: string;
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
/** How much nearer another entry must be before a phrasing counts as misplaced; a hair's breadth is chance. */
const NEARER = 0.05;

interface Phrasing {
  readonly id: string;
  readonly text: string;
  readonly vector: Vector;
}

/** Cosines of one vector with many, by the buckets they share. */
const createNeighbours = (phrasings: readonly Phrasing[]) => {
  const index = new Map<number, [row: number, value: number][]>();
  phrasings.forEach(({ vector: { indices, values } }, row) => {
    indices.forEach((bucket, at) => {
      const list = index.get(bucket) ?? [];
      list.push([row, values[at] ?? 0]);
      index.set(bucket, list);
    });
  });
  return ({ indices, values }: Vector) => {
    const cosines = new Float32Array(phrasings.length);
    indices.forEach((bucket, at) => {
      for (const [row, value] of index.get(bucket) ?? []) cosines[row] = (cosines[row] ?? 0) + value * (values[at] ?? 0);
    });
    return cosines;
  };
};

const readPhrasings = (input: KnowledgeInput, locale: string): Phrasing[] => {
  const lexicon = lexiconOf(input);
  return Object.entries(input.languages[locale]?.questions ?? {}).flatMap(([id, texts]) =>
    texts.map((text) => ({ id, text, vector: scale(read(text, lexicon).vector) })),
  );
};

const nearest = (phrasings: readonly Phrasing[], cosines: Float32Array, wanted: (phrasing: Phrasing, row: number) => boolean) => {
  let best = -1;
  cosines.forEach((cosine, row) => {
    const phrasing = phrasings[row];
    if (phrasing && wanted(phrasing, row) && (best < 0 || cosine > (cosines[best] ?? 0))) best = row;
  });
  return { phrasing: phrasings[best], cosine: cosines[best] ?? 0 };
};

const judgePhrasing = (locale: string, phrasings: readonly Phrasing[], row: number, cosines: Float32Array): LintFault[] => {
  const { id, text } = phrasings[row] as Phrasing;
  const earlier = nearest(phrasings, cosines, (other, at) => at < row && other.id === id);
  if (earlier.cosine > ALIKE) return [{ locale, id, kind: 'alike', what: `"${text}" says the same as "${earlier.phrasing?.text}"` }];
  const own = nearest(phrasings, cosines, (other, at) => at !== row && areEqual(other.id, id));
  const rival = nearest(phrasings, cosines, (other) => !areEqual(other.id, id));
  if (rival.cosine <= own.cosine + NEARER) return [];
  const where = `${rival.phrasing?.id} ("${rival.phrasing?.text}")`;
  return [{ locale, id, kind: 'misplaced', what: `"${text}" is nearer to ${where} than to its own entry` }];
};

/** Faults of one language's phrasings; near copies count as one. Entries listed but empty are found too. */
export const lintPhrasings = (input: KnowledgeInput, locale: string): LintFault[] => {
  const phrasings = readPhrasings(input, locale);
  const neighbours = createNeighbours(phrasings);
  const faults = phrasings.flatMap(({ vector }, row) => judgePhrasing(locale, phrasings, row, neighbours(vector)));
  const few = Object.entries(input.languages[locale]?.questions ?? {}).flatMap(([id, texts]): LintFault[] => {
    const distinct = texts.length - faults.filter((fault) => fault.id === id && fault.kind === 'alike').length;
    return distinct < ENOUGH ? [{ locale, id, kind: 'few', what: `${distinct} distinct phrasings; ${ENOUGH} are needed` }] : [];
  });
  return [...few, ...faults];
};

/** Test questions that are phrasings in disguise: they would measure memory. */
export const lintTests = (input: KnowledgeInput, tests: readonly TestQuestion[]): LintFault[] =>
  Object.keys(input.languages).flatMap((locale) => {
    const phrasings = readPhrasings(input, locale);
    const neighbours = createNeighbours(phrasings);
    const lexicon = lexiconOf(input);
    return tests.flatMap((test): LintFault[] => {
      if (test.locale !== locale) return [];
      const { phrasing, cosine } = nearest(phrasings, neighbours(scale(read(test.text, lexicon).vector)), () => true);
      if (cosine <= TESTED) return [];
      return [{ locale, id: test.ids.join(' '), kind: 'tested', what: `"${test.text}" is nearly the phrasing "${phrasing?.text}"` }];
    });
  });
