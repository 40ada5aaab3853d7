/** The bot's commands, in the order its menu lists them. A new command is one line here, and its words in each language. */
import { CARD_WORDS } from '../cards/words.ts';
import { ENTRY_WORDS } from '../content/entry.ts';
import { PASSING_WORDS } from '../content/passed.ts';
import { REMINDER_WORDS } from '../content/reminder.ts';
import type { WordList, WordsNeeded } from '../content/schema.ts';
import { WEEKLY_WORDS } from '../content/weekly.ts';
import { appeal } from './appeal.ts';
import { broadcast } from './broadcast.ts';
import { card } from './card.ts';
import { day } from './day.ts';
import { emergency } from './emergency.ts';
import { forget } from './forget.ts';
import type { Handler } from './handler.ts';
import { helped } from './helped.ts';
import { help } from './help.ts';
import { language } from './language.ts';
import { limited } from './limited.ts';
import { poster } from './poster.ts';
import { privacy } from './privacy.ts';
import { question } from './question.ts';
import { quiz } from './quiz.ts';
import { safety } from './safety.ts';
import { start } from './start.ts';
import { stats } from './stats.ts';
import { suggest } from './suggest.ts';
import { subscribe } from './subscribe.ts';
import { timezone } from './timezone.ts';
import { topic } from './topic.ts';
import { trouble } from './trouble.ts';
import { unknown } from './unknown.ts';
import { unsubscribe } from './unsubscribe.ts';
import { unsupported } from './unsupported.ts';
import { vote } from './vote.ts';
import { weekly } from './weekly.ts';

export const commands: readonly Handler[] = [
  start,
  safety,
  emergency,
  appeal,
  day,
  topic,
  card,
  poster,
  quiz,
  subscribe,
  unsubscribe,
  weekly,
  timezone,
  language,
  suggest,
  privacy,
  forget,
  help,
  helped,
  stats,
  broadcast,
];

/** What answers when no command was typed. */
export const answers = { question, vote, unsupported, unknown, limited, trouble };

/** Commands of the operators, and those only buttons say, stand in no menu. */
const wordsOf = (handlers: readonly Handler[], extra: WordList) =>
  Object.fromEntries(
    handlers
      .map(({ name, words, operators, once }) => [name, { ...(operators || once ? {} : extra), ...words }] as const)
      .filter(([, words]) => Object.keys(words).length > 0),
  );

/** Every word that the code says, asked of each language when it is loaded. */
export const wordsNeeded: WordsNeeded = {
  commands: wordsOf(commands, { menu: [] }),
  answers: wordsOf(Object.values(answers), {}),
  shared: { ...ENTRY_WORDS, ...REMINDER_WORDS, ...WEEKLY_WORDS, ...PASSING_WORDS, ...CARD_WORDS },
};
