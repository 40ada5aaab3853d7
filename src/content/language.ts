/** Rules of one language's files: each text by itself, then its placeholders and sources beside the facts and the reference. */
import { REFERENCE, type Words } from './catalogue.ts';
import type { LanguageFiles } from './content.ts';
import { factValues } from './fill.ts';
import { leaves, placeholdersOf, plainFaults, pluralFaults, textFaults, type Fault } from './rules.ts';
import type { Facts, WordsNeeded } from './schema.ts';

/** Which file a key of the merged words stands in. */
const fileOf = (locale: string, key: string) => {
  const section = key.split('.')[0] ?? '';
  const own = ['safety', 'appeal', 'about', 'refusals', 'quiz'].includes(section);
  return { file: `${locale}/${own ? section : 'ui'}.yaml`, key: own ? key.slice(section.length + 1) : key };
};

export function wordFaults(locale: string, { words, working }: LanguageFiles): Fault[] {
  const texts = [...leaves(words)].flatMap(([key, text]) =>
    (key.startsWith('quiz.') ? plainFaults : textFaults)(text).map((what) => ({ ...fileOf(locale, key), what })),
  );
  const lines = Object.entries(working).flatMap(([file, part]) =>
    [...leaves(part as Words)].flatMap(([key, text]) =>
      typeof text === 'string' && text.trim() !== '' ? [] : [{ file: `${locale}/${file}.yaml`, key, what: 'is empty' }],
    ),
  );
  const plurals = Object.entries((words['plurals'] ?? {}) as Record<string, Record<string, string>>).flatMap(([name, forms]) =>
    pluralFaults(locale, forms).map((what) => ({ file: `${locale}/ui.yaml`, key: `plurals.${name}`, what })),
  );
  return [...texts, ...lines, ...plurals];
}

/** Names that the text at a key may hold in braces besides facts. */
function parametersOf(key: string, needed: WordsNeeded): readonly string[] {
  const [section = '', block = '', word = ''] = key.split('.');
  if (section === 'plurals') return ['count'];
  return Object.hasOwn(needed, section) ? (needed[section as keyof WordsNeeded][block]?.[word] ?? []) : ['emergency'];
}

const listed = (names: Iterable<string>) => [...names].map((name) => `{${name}}`).join(' ') || 'none';

/** Placeholders nobody fills, sources nobody lists, and texts that do not name what the reference names. */
export function placeholderFaults(
  languages: ReadonlyMap<string, LanguageFiles>,
  locale: string,
  facts: Facts,
  needed: WordsNeeded,
): Fault[] {
  const known = new Set(Object.keys(factValues(facts, REFERENCE)));
  const reference = new Map(leaves(languages.get(REFERENCE)?.words ?? {}));
  return [...leaves(languages.get(locale)?.words ?? {})].flatMap(([key, text]) => {
    const place = fileOf(locale, key);
    if (/\.source\.\d+$/.test(key))
      return Object.hasOwn(facts.sources, String(text)) ? [] : [{ ...place, what: `"${String(text)}" is no source of _facts.yaml` }];
    const used = new Set(placeholdersOf(String(text)));
    const own = parametersOf(key, needed);
    const strangers = [...used].filter((name) => !known.has(name) && !own.includes(name));
    if (strangers.length > 0) return [{ ...place, what: `nothing fills ${listed(strangers)}; here may stand ${listed(own)} and facts` }];
    if (key.startsWith('plurals.')) return [];
    const wanted = new Set(placeholdersOf(String(reference.get(key) ?? text)));
    return wanted.symmetricDifference(used).size === 0
      ? []
      : [{ ...place, what: `must name ${listed(wanted)} as ${REFERENCE} does, and names ${listed(used)}` }];
  });
}
