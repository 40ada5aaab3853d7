/** `npm run bench:questions`: how well questions are answered, on questions nobody trained on. Prints, and writes docs/questions.md. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { KnowledgeInput } from '../../src/knowledge/input.ts';
import { createKnowledge, type Answer } from '../../src/knowledge/knowledge.ts';
import type { TestQuestion } from '../../src/knowledge/lint.ts';
import { readContent } from '../knowledge/content.ts';
import { readHeldOut, readQuestionFile } from '../knowledge/held-out.ts';
import { createMiniSearch } from '../knowledge/minisearch.ts';
import { MEASURES, type Share, type Tally, tally, wilson } from '../knowledge/tally.ts';
import { VARIANTS } from '../knowledge/variants.ts';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'questions.md');
/** Everything between these lines of the page is written here; the rest is by hand. */
const BEGIN = '<!-- measured: written by npm run bench:questions -->';
const END = '<!-- /measured -->';

const percent = (share: number) => (share * 100).toFixed(1);
const cell = (share: Share | undefined) => {
  if (!share || share.tries === 0) return '–';
  const [low, high] = wilson(share);
  return `${percent(share.hits / share.tries)} (${percent(low)}–${percent(high)})`;
};
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** One line a measure, one column a tally. */
const tallyTable = (tallies: ReadonlyMap<string, Tally>) =>
  table(
    ['%', ...tallies.keys()],
    MEASURES.map(({ name }) => [name, ...[...tallies.values()].map((one) => cell(one.get(name)))]),
  );

const mainLine = (name: string, one: Tally) =>
  row([
    name,
    ...['right', 'right or in buttons', 'wrong entry', 'near-domain answered', 'everyday answered'].map((measure) =>
      cell(one.get(measure)),
    ),
  ]);

const byLocale = (questions: readonly TestQuestion[], run: (some: readonly TestQuestion[]) => Tally) => {
  const locales = [...new Set(questions.map(({ locale }) => locale))];
  const tallies = new Map(locales.map((locale) => [locale, run(questions.filter((question) => question.locale === locale))]));
  return locales.length > 1 ? new Map([['all', run(questions)], ...tallies]) : tallies;
};

const measureSpeed = (questions: readonly TestQuestion[], ask: (question: TestQuestion) => Answer) => {
  const times = questions
    .map((question) => {
      const start = performance.now();
      ask(question);
      return performance.now() - start;
    })
    .toSorted((one, other) => one - other);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(2);
  return { p50: at(0.5), p99: at(0.99) };
};

/** Trains in a process of its own, as the install does, then loads here: what the first and every other start cost. */
const timeStarts = async (content: KnowledgeInput) => {
  const folder = mkdtempSync(join(tmpdir(), 'knowledge-'));
  try {
    const began = performance.now();
    const { status } = spawnSync(process.execPath, [import.meta.filename, '--train', folder], { stdio: 'inherit' });
    if (status !== 0) throw new Error(`training ended with exit code ${status}`);
    const trained = performance.now();
    const knowledge = await createKnowledge({ content, cacheFolders: [folder] });
    return { knowledge, trainingMs: trained - began, loadMs: performance.now() - trained };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const measured = async (content: KnowledgeInput, questions: readonly TestQuestion[]) => {
  const { knowledge, trainingMs, loadMs } = await timeStarts(content);
  const ask = ({ text, locale }: TestQuestion) => knowledge.answer(text, { locale });
  const run = (some: readonly TestQuestion[]) => tally(some, content.topics, ask);
  const { p50, p99 } = measureSpeed(questions, ask);
  const rss = process.memoryUsage().rss / 1e6;
  const variants = Object.entries(VARIANTS).map(([name, change]) =>
    mainLine(name, run(questions.map((question) => ({ ...question, text: change(question.text, question.locale) })))),
  );
  const mini = await createMiniSearch(content);
  const rivals = mini ? [mainLine('MiniSearch', tally(questions, content.topics, mini))] : [];
  const head = ['', 'right', 'right or in buttons', 'wrong entry', 'near-domain answered', 'everyday answered'];
  return [
    `${questions.length} questions, ${Object.keys(content.languages).length} languages; shares in per cent with Wilson 95 % intervals. ` +
      `p50 ${p50} ms, p99 ${p99} ms a question; training ${(trainingMs / 1000).toFixed(1)} s; warm load ${loadMs.toFixed(0)} ms; ` +
      `RSS of this process after all questions ${rss.toFixed(0)} MB (${cpus()[0]?.model.trim()}, Node ${process.version}).`,
    tallyTable(byLocale(questions, run)),
    [row(head), row(head.map(() => '---')), ...variants, ...rivals].join('\n'),
  ].join('\n\n');
};

/** Puts the figures between the page's marks, or begins the page. */
const writePage = (figures: string) => {
  let page = `# Question answering, measured\n\n${BEGIN}\n${END}\n`;
  try {
    page = readFileSync(PAGE, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const [before = '', rest = ''] = page.split(BEGIN);
  const [, after = ''] = rest.split(END);
  writeFileSync(PAGE, `${before}${BEGIN}\n\n${figures}\n\n${END}${after}`);
};

const { values } = parseArgs({ options: { questions: { type: 'string' }, train: { type: 'string' } } });
const content = readContent();
if (values.train) await createKnowledge({ content, cacheFolders: [values.train] });
else {
  const locales = Object.keys(content.languages);
  const questions = values.questions
    ? readQuestionFile(values.questions, content.topics).filter(({ locale }) => locales.includes(locale))
    : readHeldOut(locales);
  const figures = await measured(content, questions);
  console.log(figures);
  if (!values.questions) writePage(figures);
}
