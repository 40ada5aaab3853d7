import { entryMessage } from '../content/entry.ts';
import { escapeHtml, leftToRight } from '../content/fill.ts';
import { topicButton } from './buttons.ts';
import { handler } from './handler.ts';

/** /day: what 4 April is, this year's theme if a sourced one is known, and the way to those of past years. */
export const day = handler({
  name: 'day',
  words: { theme: ['year', 'theme'], noTheme: ['year'] },
  run({ locale, country, words }, { content, now }) {
    const year = String(now().getUTCFullYear());
    const known = content.facts.themes[year];
    const theme =
      known === undefined ? words.noTheme({ year }) : words.theme({ year, theme: { html: leftToRight(escapeHtml(known.text), locale) } });
    return {
      html: `${entryMessage(content, 'day', { locale, country })}\n\n${theme}`,
      buttons: [[topicButton(content, 'theme', locale)], [{ label: content.say(locale, 'commands.subscribe.menu'), sends: 'subscribe' }]],
    };
  },
});
