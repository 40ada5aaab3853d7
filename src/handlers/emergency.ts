import { countryName, emergencyNumbers } from '../content/entry.ts';
import { formatDate } from '../content/fill.ts';
import { rows } from './buttons.ts';
import { handler, type Button, type Services } from './handler.ts';

const OTHER = 'other';

/** A code that the language knows a country for. */
const isCountry = (code: string) => /^[A-Z]{2}$/.test(code) && countryName(code, 'en') !== code && code !== 'ZZ';

function choices({ content }: Services, locale: string, other: string): Button[][] {
  const known = Object.keys(content.facts.countries).map((code) => ({ label: countryName(code, locale), sends: `emergency ${code}` }));
  return rows([...known, { label: other, sends: `emergency ${OTHER}` }], 2);
}

const lastChecked = ({ content }: Services, country: string) =>
  (content.facts.countries[country]?.numbers ?? []).map(({ checked }) => checked).toSorted()[0];

/** /emergency: asks for the country, never guesses it; `/emergency AZ`: its numbers, whose they are, and the day they were checked. */
export const emergency = handler({
  name: 'emergency',
  urgent: () => true,
  words: { choose: [], numbers: ['country'], other: [], kept: [], unknown: ['country'] },
  edits: true,
  async run({ chat, locale, country: chosen, text, words }, services) {
    const { content, store } = services;
    const code = text.toLowerCase() === OTHER ? OTHER : text.toUpperCase();
    const buttons = choices(services, locale, words.other());
    if (code !== OTHER && !isCountry(code)) {
      const asked = text === '' ? words.choose() : words.unknown({ country: text.slice(0, 40) });
      return { html: `${asked}\n${emergencyNumbers(content, { locale, country: chosen }).html}`, buttons };
    }
    // One member's question does not choose for a whole group.
    const keeps = chat.kind === 'private';
    if (keeps) await store.saveChat(chat.id, chat.kind, { country: code });
    const checked = lastChecked(services, code);
    const lines = [
      code === OTHER ? '' : `<b>${words.numbers({ country: countryName(code, locale) })}</b>`,
      emergencyNumbers(content, { locale, country: code }).html,
      checked === undefined ? '' : content.say(locale, 'shared.numbers.checked', { checked: formatDate(checked, locale) }),
      keeps ? `<i>${words.kept()}</i>` : '',
    ];
    return { html: lines.filter((line) => line !== '').join('\n'), buttons };
  },
});
