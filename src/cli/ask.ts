/**
 * `npm run ask -- --locale az "question"`: one answer as a person would read it.
 * `npm run -s ask -- --json`: a question a line on standard input, a JSON answer a line on standard output, in order.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { knowledgeInput, type Content } from '../content/content.ts';
import { ContentError, loadContent } from '../content/load.ts';
import { wordsNeeded } from '../handlers/index.ts';
import { answerText } from '../handlers/question.ts';
import { createKnowledge, type Answer, type Knowledge } from '../knowledge/knowledge.ts';
import { lookUp } from '../locale/choose.ts';
import { CACHE, LOCALES } from '../paths.ts';

const USAGE = 'Usage: npm run ask -- [--locale az] "question"   or   npm run -s ask -- --json < questions.jsonl';

const line = z.union([
  z.string().transform((q) => ({ id: undefined, q, locale: undefined })),
  z.object({ id: z.union([z.string(), z.number(), z.null()]).optional(), q: z.string(), locale: z.string().optional() }),
]);

/** A line is a question, or a JSON object or string with one. */
function parseLine(source: string, content: Content) {
  if (source.trim() === '') throw new Error('is empty; write a question');
  let value: unknown = source;
  if (/^\s*[{["]/.test(source)) {
    try {
      value = JSON.parse(source);
    } catch (error) {
      if (/^\s*\{/.test(source)) throw new Error('is no valid JSON', { cause: error });
    }
  }
  const parsed = line.safeParse(value);
  if (!parsed.success) throw new Error('must be a question, or {"id","q","locale"} with a text in "q"');
  const { id = null, q, locale } = parsed.data;
  const chosen = locale === undefined ? undefined : lookUp(locale, content.locales);
  if (locale !== undefined && chosen === undefined) throw new Error(`locale: use one of ${content.locales.join(' ')}`);
  return { id, q, locale: chosen };
}

const paragraphsOf = (content: Content, topic: string) => content.facts.topics.appeal[topic] ?? [];

function describe(answer: Answer, content: Content, id: unknown, q: string) {
  const { outcome, kind, topic, suggestions, safetyCard, confidence, locale } = answer;
  return {
    id,
    q,
    locale,
    outcome,
    kind,
    topic,
    paragraphs: outcome === 'answer' && topic !== null ? paragraphsOf(content, topic) : [],
    suggestions: suggestions.map((suggestion) => ({ topic: suggestion, paragraphs: paragraphsOf(content, suggestion) })),
    safetyCard,
    confidence,
    text: answerText(answer, undefined, { content }),
  };
}

/** Answers each line as soon as it is read; a line that is not valid gets its error, and the rest goes on. */
async function answerLines(knowledge: Knowledge, content: Content, fallback: string) {
  for await (const source of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    let result: unknown;
    try {
      const { id, q, locale } = parseLine(source, content);
      result = describe(knowledge.answer(q, { locale: locale ?? fallback }), content, id, q);
    } catch (error) {
      result = { error: error instanceof Error ? error.message : String(error) };
    }
    if (!process.stdout.write(`${JSON.stringify(result)}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
}

const onTraining = () => console.error('Learning the questions; this takes up to a minute, once.');

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { locale: { type: 'string', default: 'en' }, json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const content = loadContent(LOCALES, wordsNeeded);
  const locale = lookUp(values.locale, content.locales);
  if (locale === undefined || (!values.json && positionals.length === 0)) {
    console.error(locale === undefined ? `--locale: use one of ${content.locales.join(' ')}` : USAGE);
    return 1;
  }
  const knowledge = await createKnowledge({ content: knowledgeInput(content), cacheFolders: [CACHE], onTraining });
  if (values.json) await answerLines(knowledge, content, locale);
  else console.log(answerText(knowledge.answer(positionals.join(' '), { locale }), undefined, { content }));
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const foreseen = error instanceof ContentError || (error instanceof TypeError && 'code' in error);
  if (!foreseen) throw error;
  console.error(error instanceof ContentError ? error.message : USAGE);
  process.exitCode = 1;
}
