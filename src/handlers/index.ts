/** The bot's commands, in the order its menu lists them. A new command is one line here, and its words in each language. */
import { ENTRY_WORDS } from '../content/entry.ts';
import { REMINDER_WORDS } from '../content/reminder.ts';
import type { WordList, WordsNeeded } from '../content/schema.ts';
import { appeal } from './appeal.ts';
import { broadcast } from './broadcast.ts';
import { day } from './day.ts';
import { emergency } from './emergency.ts';
import { forget } from './forget.ts';
import type { Handler } from './handler.ts';
import { help } from './help.ts';
import { language } from './language.ts';
import { privacy } from './privacy.ts';
import { question } from './question.ts';
import { safety } from './safety.ts';
import { start } from './start.ts';
import { stats } from './stats.ts';
import { subscribe } from './subscribe.ts';
import { timezone } from './timezone.ts';
import { topic } from './topic.ts';
import { trouble } from './trouble.ts';
import { unknown } from './unknown.ts';
import { unsubscribe } from './unsubscribe.ts';
import { unsupported } from './unsupported.ts';

export const commands: readonly Handler[] = [
  start,
  safety,
  emergency,
  appeal,
  day,
  topic,
  subscribe,
  unsubscribe,
  timezone,
  language,
  privacy,
  forget,
  help,
  stats,
  broadcast,
];

/** What answers when no command was typed. */
export const answers = { question, unsupported, unknown, trouble };

/** Commands of the operators stand in no menu. */
const wordsOf = (handlers: readonly Handler[], extra: WordList) =>
  Object.fromEntries(handlers.map(({ name, words, operators }) => [name, { ...(operators ? {} : extra), ...words }]));

/** Every word that the code says, asked of each language when it is loaded. */
export const wordsNeeded: WordsNeeded = {
  commands: wordsOf(commands, { menu: [] }),
  answers: wordsOf(Object.values(answers), {}),
  shared: { ...ENTRY_WORDS, ...REMINDER_WORDS },
};
