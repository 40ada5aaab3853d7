/** Questions nobody trains on: the project's own, and any JSONL file. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { EQUAL_TOPICS, HARM, idsOf, type TopicLists } from '../../src/knowledge/input.ts';
import type { TestQuestion } from '../../src/knowledge/lint.ts';

/** The id under which everyday messages stand that nothing answers. */
export const EVERYDAY = 'none';

const FOLDER = join(import.meta.dirname, '..', 'questions');

/** `test/questions/<lang>.yaml` of the languages given. */
export const readHeldOut = (locales: readonly string[]): TestQuestion[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml') && locales.includes(basename(file, '.yaml')))
    .flatMap((file) => {
      const locale = basename(file, '.yaml');
      const sections = load(readFileSync(join(FOLDER, file), 'utf8'), { schema: CORE_SCHEMA }) as {
        accepts: string[];
        questions: string[];
      }[];
      return sections.flatMap(({ accepts, questions }) => questions.map((text) => ({ locale, ids: withEquals(accepts), text })));
    });

const withEquals = (ids: readonly string[]) => [
  ...new Set(ids.flatMap((id) => [id, ...EQUAL_TOPICS.filter((topics) => topics.includes(id)).flat()])),
];

interface Line {
  readonly q?: string;
  readonly text?: string;
  readonly lang?: string;
  readonly locale?: string;
  readonly label?: string;
  readonly paragraphs?: readonly number[];
  readonly topics?: readonly string[];
}

/** Ids that a line's label, paragraphs (also as a label `p6`) and topics stand for. */
const idsFor = (lists: TopicLists, { label = '', paragraphs = [], topics = [] }: Line) => {
  const wanted = new Set([...paragraphs, ...(/^p\d+$/.test(label) ? [Number(label.slice(1))] : [])]);
  const byParagraph = Object.entries(lists.appeal).flatMap(([id, own]) => (own.some((one) => wanted.has(one)) ? [id] : []));
  const known = new Set([...idsOf(lists), HARM, EVERYDAY]);
  return withEquals([...topics, label, ...byParagraph].filter((id) => known.has(id)));
};

/** Reads a JSONL file of `q|text`, `lang`, `label`, `paragraphs`, `topics`; lines that fit no topic are left out. */
export const readQuestionFile = (file: string, lists: TopicLists): TestQuestion[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Line)
    .map((line) => ({ locale: line.lang ?? line.locale ?? 'en', ids: idsFor(lists, line), text: line.q ?? line.text ?? '' }))
    .filter(({ ids }) => ids.length > 0);
