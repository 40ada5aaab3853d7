/** Reads `locales/` into a Content, or refuses the whole with every fault of every file. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';
import type { z } from 'zod';
import { REFERENCE, type Words } from './catalogue.ts';
import { coverageOf, createContent, type Content, type LanguageFiles } from './content.ts';
import { factsFaults } from './facts.ts';
import { limitFaults } from './limits.ts';
import { placeholderFaults, wordFaults } from './language.ts';
import { quizSchema } from './quiz.ts';
import type { Fault } from './rules.ts';
import { factsSchema, languageSchemas, workingSchemas, type Facts, type WordsNeeded } from './schema.ts';

/** The files under `locales/` are not whole; the message lists every fault as `file: key: what`. */
export class ContentError extends Error {
  override readonly name = 'ContentError';
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    const lines = faults.map(({ file, key, what }) => `  ${file}: ${key === '' ? '' : `${key}: `}${what}`);
    super(`The files under locales/ are not whole; mend these and start again:\n${lines.join('\n')}`);
    this.faults = faults;
  }
}

/** Codes of the languages offered: the folders under `locales/`, the reference language first among equals by name. */
export const listLocales = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();

/** Reads one YAML file and holds it against its schema; faults go to `faults`, and nothing comes back. */
function readFile<S extends z.ZodType>(folder: string, file: string, schema: S, faults: Fault[]): z.infer<S> | undefined {
  let source: string;
  try {
    source = readFileSync(join(folder, file), 'utf8');
  } catch (error) {
    faults.push({ file, key: '', what: `cannot be read (${(error as NodeJS.ErrnoException).code}); every language has this file` });
    return undefined;
  }
  let value: unknown;
  try {
    // The core schema leaves days such as 2023-04-04 as texts.
    value = load(source, { schema: CORE_SCHEMA });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    faults.push({ file, key: '', what: `is no valid YAML: ${error.reason}, line ${(error.mark?.line ?? 0) + 1}` });
    return undefined;
  }
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  faults.push(...result.error.issues.map(({ path, message }) => ({ file, key: path.join('.'), what: message })));
  return undefined;
}

function readFiles<S extends Record<string, z.ZodType>>(folder: string, locale: string, schemas: S, faults: Fault[]) {
  const files = Object.entries(schemas).map(
    ([name, schema]) => [name, readFile(folder, `${locale}/${name}.yaml`, schema, faults)] as const,
  );
  return files.every(([, file]) => file !== undefined) ? (Object.fromEntries(files) as { [N in keyof S]: z.infer<S[N]> }) : undefined;
}

/** Made once for all languages: making them takes as long as holding a language against them. */
const schemasFor = (facts: Facts, needed: WordsNeeded) => ({
  words: languageSchemas(facts, needed),
  quiz: quizSchema(facts),
  working: workingSchemas(facts),
});

function readLanguage(folder: string, locale: string, schemas: ReturnType<typeof schemasFor>, faults: Fault[]): LanguageFiles | undefined {
  // The quiz may come later than the rest of a language; the reference language has one.
  const offersQuiz = locale === REFERENCE || existsSync(join(folder, locale, 'quiz.yaml'));
  const words = readFiles(folder, locale, offersQuiz ? { ...schemas.words, quiz: schemas.quiz } : schemas.words, faults);
  const working = readFiles(folder, locale, schemas.working, faults);
  if (words === undefined || working === undefined) return undefined;
  const { ui, ...entries } = words;
  return { words: { ...ui, ...entries } as unknown as Words, working };
}

/** Faults that show only beside the reference language, and only once a file is whole by itself. */
function comparedFaults(
  languages: ReadonlyMap<string, LanguageFiles>,
  { missing, unknown }: ReturnType<ReturnType<typeof coverageOf>>,
  locale: string,
  facts: Facts,
  needed: WordsNeeded,
): Fault[] {
  const place = (key: string) => ({ file: `${locale}/`, key });
  const offersQuiz = languages.get(locale)?.words['quiz'] !== undefined;
  return [
    ...missing
      .filter((key) => offersQuiz || !key.startsWith('quiz.'))
      .map((key) => ({ ...place(key), what: `is missing; ${REFERENCE} has it` })),
    ...unknown.map((key) => ({ ...place(key), what: `is not in ${REFERENCE}` })),
    ...placeholderFaults(languages, locale, facts, needed),
  ];
}

/** All that is said, as read and checked. */
export interface Checked {
  readonly facts: Facts;
  readonly languages: ReadonlyMap<string, LanguageFiles>;
}

function readAll(folder: string, needed: WordsNeeded): Checked {
  const faults: Fault[] = [];
  const facts = readFile(folder, '_facts.yaml', factsSchema, faults);
  if (facts === undefined) throw new ContentError(faults);
  faults.push(...factsFaults(facts));
  const schemas = schemasFor(facts, needed);
  const languages = new Map<string, LanguageFiles>();
  for (const locale of listLocales(folder)) {
    const files = readLanguage(folder, locale, schemas, faults);
    if (files === undefined) continue;
    faults.push(...wordFaults(locale, files));
    languages.set(locale, files);
  }
  if (!languages.has(REFERENCE))
    throw new ContentError([...faults, { file: REFERENCE, key: '', what: 'the reference language is not whole' }]);
  const coverage = coverageOf(languages);
  for (const locale of languages.keys()) faults.push(...comparedFaults(languages, coverage(locale), locale, facts, needed));
  if (faults.length > 0) throw new ContentError(faults);
  return { facts, languages };
}

/**
 * Reads and checks every language.
 * @param folder the `locales` folder
 * @param needed the words the handlers declare
 * @throws {ContentError} when anything in any file is wrong: a bot that would say half starts not at all
 */
export function readContent(folder: string, needed: WordsNeeded): Checked & { readonly content: Content } {
  const checked = readAll(folder, needed);
  const content = createContent(checked.facts, checked.languages);
  const tooLong = content.locales.flatMap((locale) => limitFaults(content, locale));
  if (tooLong.length > 0) throw new ContentError(tooLong);
  return { ...checked, content };
}

/** Loads every language, as `readContent` does. */
export const loadContent = (folder: string, needed: WordsNeeded): Content => readContent(folder, needed).content;
