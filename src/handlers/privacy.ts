import { handler } from './handler.ts';

/** /privacy: what is kept, for how long, and how to have it deleted. */
export const privacy = handler({
  name: 'privacy',
  words: { text: [] },
  run: ({ locale, words }, { content }) => ({
    html: words.text(),
    buttons: [[{ label: content.say(locale, 'commands.forget.menu'), sends: 'forget' }]],
  }),
});
