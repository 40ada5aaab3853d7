/** Telegram's limits, held by every message after filling, in every language and for every country. */
import type { Content } from './content.ts';
import { emergencyNumbers, entryMessage, refusal, safetyCard, topicTitle } from './entry.ts';
import { hasQuiz, quizIds, quizQuestion } from './quiz.ts';
import { reminderMessage } from './reminder.ts';
import { visibleLength, type Fault } from './rules.ts';
import { tipMessage } from './weekly.ts';

/** Bot API: characters of a message, a command's description, a bot's descriptions; bytes of a button's data. */
export const LIMITS = { message: 4096, caption: 1024, menu: 256, description: 512, short: 120, buttonBytes: 64, buttonLabel: 60 } as const;
/** Bot API, sendPoll. The bot puts the question's number before it, as in `12/12. `. */
export const POLL_LIMITS = { question: 300 - '12/12. '.length, answer: 100, explanation: 200 } as const;

const over = (length: number, limit: number) => (length > limit ? [`is ${length} characters after filling; Telegram takes ${limit}`] : []);

function* measured(
  content: Content,
  locale: string,
  country: string | undefined,
): Generator<[file: string, key: string, length: number, limit: number]> {
  const reader = { locale, country };
  const card = visibleLength(safetyCard(content, reader)) + 2;
  for (const topic of content.topics)
    yield [`${content.kindOf(topic)}`, topic, visibleLength(entryMessage(content, topic, reader)) + card, LIMITS.message];
  for (const topic of content.facts.topics.safety) {
    yield ['safety', topic, visibleLength(tipMessage(content, reader, topic)), LIMITS.message];
  }
  const years = [0, ...Object.keys(content.facts.themes).map(Number)];
  const reminder = Math.max(...years.map((year) => visibleLength(reminderMessage(content, reader, year))));
  yield ['ui', 'shared.reminder', reminder, LIMITS.caption];
  for (const id of ['harm', 'unknown', ...content.facts.topics.refusals])
    yield ['refusals', id, visibleLength(refusal(content, id, reader)) + card, LIMITS.message];
}

function* fixed(content: Content, locale: string): Generator<[file: string, key: string, length: number, limit: number]> {
  for (const topic of content.topics) {
    yield [`${content.kindOf(topic)}`, `${topic}.title`, topicTitle(content, topic, locale).length, LIMITS.buttonLabel];
    yield ['../_facts', `topics: ${topic}`, Buffer.byteLength(`safety ${topic}`), LIMITS.buttonBytes];
  }
  for (const key of content.keys(locale).filter((name) => /^commands\.\w+\.menu$/.test(name)))
    yield ['ui', key, content.say(locale, key).length, LIMITS.menu];
  yield ['ui', 'profile.description', content.say(locale, 'profile.description').length, LIMITS.description];
  yield ['ui', 'profile.short', content.say(locale, 'profile.short').length, LIMITS.short];
}

function* quizLengths(content: Content, locale: string): Generator<[file: string, key: string, length: number, limit: number]> {
  if (!hasQuiz(content, locale)) return;
  for (const id of quizIds(content)) {
    const { question, answers, explanation } = quizQuestion(content, locale, id);
    yield ['quiz', `${id}.question`, question.length, POLL_LIMITS.question];
    yield ['quiz', `${id}.explanation`, explanation.length, POLL_LIMITS.explanation];
    for (const answer of answers) yield ['quiz', `${id}: “${answer}”`, answer.length, POLL_LIMITS.answer];
  }
}

/** The choice of country whose numbers take the most room; texts that fit with it fit with any. */
function wordiestCountry(content: Content, locale: string): string | undefined {
  const countries = [undefined, 'other', ...Object.keys(content.facts.countries)];
  const length = (country: string | undefined) => visibleLength(emergencyNumbers(content, { locale, country }).html);
  return countries.toSorted((one, other) => length(other) - length(one))[0];
}

/** Every text of a language that would not fit. */
export function limitFaults(content: Content, locale: string): Fault[] {
  const all = [...fixed(content, locale), ...quizLengths(content, locale), ...measured(content, locale, wordiestCountry(content, locale))];
  const faults = all.flatMap(([file, key, length, limit]) =>
    over(length, limit).map((what) => ({ file: `${locale}/${file}.yaml`, key, what })),
  );
  return [...new Map(faults.map((fault) => [`${fault.file}: ${fault.key}`, fault])).values()];
}
