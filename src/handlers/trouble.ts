import { safetyCard } from '../content/entry.ts';
import { urgentButtons } from './buttons.ts';
import { handler } from './handler.ts';

/** Something failed on our side: says so, and gives what matters all the same. */
export const trouble = handler({
  name: 'trouble',
  words: { failed: [], administrators: [] },
  run: ({ locale, country, words }, { content }) => ({
    html: `${words.failed()}\n\n${safetyCard(content, { locale, country })}`,
    buttons: urgentButtons(content, locale),
  }),
});
