import { urgentButtons } from './buttons.ts';
import { handler } from './handler.ts';

/** Somebody asks for more than one person can read: says so once, and how to be heard all the same. */
export const limited = handler({
  name: 'limited',
  words: { notice: [] },
  run: ({ locale, words }, { content }) => ({ html: words.notice(), buttons: urgentButtons(content, locale) }),
});
