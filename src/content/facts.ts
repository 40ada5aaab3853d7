/** Rules of `_facts.yaml` that its shape alone does not hold: every source named exists, every id stands once. */
import type { Fault } from './rules.ts';
import { topicsOf, type Facts } from './schema.ts';

const FILE = '_facts.yaml';

/** Every source named anywhere in the facts, with where it is named. */
function* sourcesNamed({ names, countries, themes, figures }: Facts): Generator<[key: string, source: string]> {
  for (const [id, { source }] of Object.entries(names)) yield [`names.${id}`, source];
  for (const [year, { source }] of Object.entries(themes)) yield [`themes.${year}`, source];
  for (const [id, { source }] of Object.entries(figures)) yield [`figures.${id}`, source];
  for (const [country, { numbers }] of Object.entries(countries))
    for (const { number, source } of numbers) yield [`countries.${country}.${number}`, source];
}

const repeated = (ids: readonly string[]) => ids.filter((id, index) => ids.indexOf(id) !== index);

export function factsFaults(facts: Facts): Fault[] {
  const ids = [...topicsOf(facts), ...facts.topics.refusals, 'harm', 'unknown'];
  const quizzes = Object.values(facts.quiz).flatMap((questions) => Object.entries(questions));
  const known = new Set(facts.topics.safety);
  return [
    ...[...sourcesNamed(facts)]
      .filter(([, source]) => !Object.hasOwn(facts.sources, source))
      .map(([key, source]) => ({ file: FILE, key, what: `names the source "${source}", which sources does not list` })),
    ...repeated(ids).map((id) => ({ file: FILE, key: `topics.${id}`, what: 'stands twice' })),
    ...facts['countries-unchosen']
      .filter((country) => !Object.hasOwn(facts.countries, country))
      .map((country) => ({ file: FILE, key: `countries-unchosen.${country}`, what: 'is not among countries' })),
    ...facts.topics['life-critical']
      .filter((topic) => !known.has(topic))
      .map((topic) => ({ file: FILE, key: `topics.life-critical.${topic}`, what: 'is not among topics.safety' })),
    ...quizzes
      .filter(([, topic]) => !known.has(topic))
      .map(([id, topic]) => ({ file: FILE, key: `quiz.${id}`, what: `practises "${topic}", which is not among topics.safety` })),
    ...repeated(quizzes.map(([id]) => id)).map((id) => ({ file: FILE, key: `quiz.${id}`, what: 'stands twice' })),
    ...(Object.hasOwn(facts.sources, 'appeal') ? [] : [{ file: FILE, key: 'sources.appeal', what: 'is missing; appeal answers cite it' }]),
  ];
}
