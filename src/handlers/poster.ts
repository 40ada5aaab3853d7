import { textOf } from '../cards/text.ts';
import { cardOf, POSTER } from '../cards/words.ts';
import { escapeHtml } from '../content/fill.ts';
import { countryButtons } from './buttons.ts';
import { handler } from './handler.ts';

/** /poster: a sheet of A4 with the rules, the numbers of the reader's country and a code that opens the bot; `/poster AZ` for another country. */
export const poster = handler({
  name: 'poster',
  words: { print: [], country: [] },
  run({ locale, country: chosen, text, words }, { content, botName }) {
    const asked = text.toUpperCase();
    const country = Object.hasOwn(content.facts.countries, asked) ? asked : chosen;
    const sheet = cardOf(content, POSTER, { locale, country }, botName());
    return {
      html: [`<b>${words.print()}</b>`, ...(country === undefined ? [words.country()] : []), '', escapeHtml(textOf(sheet))].join('\n'),
      photo: { card: sheet, asFile: true },
      buttons: countryButtons(content, { locale, country }),
      locale,
    };
  },
});
