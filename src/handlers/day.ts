import { entryMessage } from '../content/entry.ts';
import { themeOf } from '../content/reminder.ts';
import { topicButton } from './buttons.ts';
import { handler } from './handler.ts';

/** /day: what 4 April is, this year's theme if a sourced one is known, and the way to those of past years. */
export const day = handler({
  name: 'day',
  words: { theme: ['year', 'theme'], noTheme: ['year'] },
  run({ locale, country, words }, { content, now }) {
    const year = now().getUTCFullYear();
    const known = themeOf(content, year, locale);
    const theme = known === undefined ? words.noTheme({ year }) : words.theme({ year, theme: known });
    return {
      html: `${entryMessage(content, 'day', { locale, country })}\n\n${theme}`,
      buttons: [[topicButton(content, 'theme', locale)], [{ label: content.say(locale, 'commands.subscribe.menu'), sends: 'subscribe' }]],
    };
  },
});
