/** `npm run locales`: the state of every language, as a table; what is left to do is listed by `npm run check`. */
import { REFERENCE } from '../content/catalogue.ts';
import type { Content } from '../content/content.ts';
import { ContentError, listLocales, loadContent } from '../content/load.ts';
import { hasQuiz } from '../content/quiz.ts';
import { reviewFaults, usualRatio } from '../content/review.ts';
import { untranslated } from '../content/untranslated.ts';
import { wordsNeeded } from '../handlers/index.ts';
import { LOCALES } from '../paths.ts';

const DAY_MS = 86_400_000;

/** Days since the oldest fact was checked. */
const daysSinceChecked = ({ facts }: Content) => {
  const dates = [...Object.values(facts.sources), ...Object.values(facts.names), ...Object.values(facts.themes)].map(
    ({ checked }) => checked,
  );
  return Math.floor((Date.now() - Date.parse(dates.toSorted()[0] ?? '')) / DAY_MS);
};

function row(content: Content, locale: string) {
  const left = untranslated(content, locale).length + reviewFaults(content, locale).length;
  const { questions, 'out-of-scope': outOfScope } = content.working(locale);
  const total = content.keys(REFERENCE).length;
  return {
    language: `${locale} ${content.say(locale, 'language.name')}`,
    complete: `${Math.round((100 * (total - left)) / total)} %`,
    phrasings: Object.values(questions).flat().length,
    'out of scope': outOfScope.length,
    quiz: hasQuiz(content, locale) ? 'yes' : 'to do',
    review: content.say(locale, 'language.review'),
    'length to en': usualRatio(content, locale).toFixed(2),
    'facts checked, days ago': daysSinceChecked(content),
  };
}

try {
  const content = loadContent(LOCALES, wordsNeeded);
  console.table(Object.fromEntries(content.locales.map((locale, index) => [index + 1, row(content, locale)])));
} catch (error) {
  if (!(error instanceof ContentError)) throw error;
  const { faults } = error;
  console.table(
    Object.fromEntries(
      listLocales(LOCALES).map((locale) => [locale, { 'left to do': faults.filter(({ file }) => file.startsWith(`${locale}/`)).length }]),
    ),
  );
  console.error(error.message);
  process.exitCode = 1;
}
