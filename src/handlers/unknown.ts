import { mainMenu, urgentButtons } from './buttons.ts';
import { handler } from './handler.ts';

/** A command that does not exist, or a button of an older version. */
export const unknown = handler({
  name: 'unknown',
  words: { command: [] },
  run: ({ locale, words }, { content }) => ({
    html: words.command(),
    buttons: [...urgentButtons(content, locale), ...mainMenu(content, locale)],
  }),
});
