/** The quiz's words: what an editor may write, and what is refused. */
import { expect, test } from 'vitest';
import { hasQuiz, quizIds, quizQuestion } from '../../src/content/quiz.ts';
import { reviewFaults } from '../../src/content/review.ts';
import { untranslated } from '../../src/content/untranslated.ts';
import { realContent } from '../fakes/app.ts';
import { copyLocales } from '../fakes/locales.ts';

const FIRST = 'Stop. Do not go closer. Do not touch it.';

test('24 situations practise every safety topic, and children have eight of their own', () => {
  const { content } = realContent();
  const { everybody, children } = content.facts.quiz;
  expect([quizIds(content, 'everybody').length, quizIds(content, 'children').length]).toEqual([24, 8]);
  expect(new Set(Object.values(everybody))).toEqual(new Set(content.facts.topics.safety));
  expect(Object.values(children)).not.toContain('victim-support');
  expect(hasQuiz(content, 'en')).toBe(true);
});

test('each question has one right answer of three or four, and says why', () => {
  const { content } = realContent();
  for (const locale of content.locales.filter((code) => hasQuiz(content, code)))
    for (const id of quizIds(content)) {
      const { question, answers, explanation } = quizQuestion(content, locale, id);
      expect(answers.length, `${locale} ${id}`).toBe(4);
      for (const text of [question, explanation, ...answers]) expect(text.trim(), `${locale} ${id}`).not.toBe('');
    }
});

test('a language without a quiz is whole all the same; one with half a quiz is not', async () => {
  const locales = await copyLocales();
  locales.copyLanguage('en', 'de');
  locales.remove('de/quiz.yaml');
  expect(locales.faults()).toBe('');
  const content = locales.load();
  expect(hasQuiz(content, 'de')).toBe(false);
  expect([...untranslated(content, 'de'), ...reviewFaults(content, 'de')].filter(({ key }) => key.startsWith('quiz'))).toEqual([]);
  locales.write('de/quiz.yaml', 'mushrooms: { question: Was?, right: Halt., wrong: [Hin., Weg.], explanation: Halt. }');
  expect(locales.faults()).toContain('de/quiz.yaml: safe-path:');
  locales.remove('en/quiz.yaml');
  expect(locales.faults()).toContain('en/quiz.yaml: cannot be read');
});

test('what a poll cannot show is refused: tags, placeholders, texts too long, the same answer twice, too many lines', async () => {
  const cases: readonly [to: string, what: string][] = [
    [`<b>${FIRST}</b>`, 'plain text only'],
    ['Stop & wait.', 'plain text only'],
    ['"Call: {emergency}"', 'plain text only'],
    ['x'.repeat(101), 'Telegram takes 100'],
    ['Throw a stone at it.', 'the same answer twice'],
    ['""', 'is empty'],
  ];
  for (const [to, what] of cases) {
    const locales = await copyLocales();
    locales.change('en/quiz.yaml', `right: ${FIRST}`, `right: ${to}`);
    expect(locales.faults(), to).toContain(what);
  }
  const locales = await copyLocales();
  locales.change('en/quiz.yaml', /explanation: Stop first\. .*/, 'explanation: "1\\n2\\n3\\n4"');
  expect(locales.faults()).toContain('more than two line feeds');
  locales.change('en/quiz.yaml', 'question: You are picking mushrooms', `question: ${'You are picking mushrooms '.repeat(10)}`);
  locales.change('en/quiz.yaml', 'explanation: "1\\n2\\n3\\n4"', `explanation: ${'x'.repeat(201)}`);
  expect(locales.faults()).toContain('mushrooms.question: is');
  expect(locales.faults()).toContain('mushrooms.explanation: is 201 characters');
});

test('a question of no safety topic is refused, and one that stands in both sets', async () => {
  const locales = await copyLocales();
  locales.change('_facts.yaml', '    mushrooms: found-item', '    mushrooms: day');
  locales.change('_facts.yaml', '    toy: never-touch', '    cupboard: never-touch');
  expect(locales.faults()).toContain('quiz.mushrooms: practises "day"');
  expect(locales.faults()).toContain('quiz.cupboard: stands twice');
});

test('a translation that loses the number, keeps English or takes a side is found', async () => {
  const locales = await copyLocales();
  locales.copyLanguage('en', 'de');
  locales.change('de/quiz.yaml', 'at least 100 metres.', 'far enough.');
  locales.change('de/quiz.yaml', 'A flood has left mud', 'The enemy has left mud');
  const content = locales.load();
  const faults = reviewFaults(content, 'de').map(({ key, what }) => `${key} ${what}`);
  expect(faults).toContainEqual(expect.stringMatching(/^quiz\.safe-path\.right .*number 100/));
  expect(faults).toContainEqual(expect.stringMatching(/^quiz\.after-the-flood\.question .*enemy/));
  expect(untranslated(content, 'de').map(({ key }) => key)).toContain('quiz.mushrooms.question');
});
