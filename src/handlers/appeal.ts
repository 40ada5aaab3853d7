import { entryMessage } from '../content/entry.ts';
import type { Content } from '../content/content.ts';
import { rows } from './buttons.ts';
import { chartButtons } from './card.ts';
import { handler, type Button } from './handler.ts';

const SUMMARY = 'appeal-summary';

/** The entries that rest on a paragraph, the summary left aside. */
const entriesOn = (content: Content, paragraph: number) =>
  Object.entries(content.facts.topics.appeal)
    .filter(([topic, paragraphs]) => topic !== SUMMARY && paragraphs.includes(paragraph))
    .map(([topic]) => topic);

const paragraphsOf = (content: Content) => [...new Set(Object.values(content.facts.topics.appeal).flat())].toSorted((a, b) => a - b);

const turn = (to: number | undefined, label: string): Button[] => (to === undefined ? [] : [{ label, sends: `appeal ${to}` }]);

/** /appeal: what the document is, in short; `/appeal 6`: what its paragraph 6 says, with the way to the next. */
export const appeal = handler({
  name: 'appeal',
  words: { paragraph: ['number', 'last'], none: ['last'], next: [], previous: [] },
  edits: true,
  run({ locale, country, text, words }, { content }) {
    const all = paragraphsOf(content);
    const last = all.at(-1) ?? 0;
    const numbers = rows(
      all.map((number) => ({ label: `¶${number}`, sends: `appeal ${number}` })),
      4,
    );
    if (text === '') return { html: entryMessage(content, SUMMARY, { locale, country }), buttons: numbers };
    const number = /^¶?\d{1,2}$/.test(text) ? Number(text.replace('¶', '')) : -1;
    if (!all.includes(number)) return { html: words.none({ last }), buttons: numbers };
    const page = all.indexOf(number);
    return {
      html: [
        `<i>${words.paragraph({ number, last })}</i>`,
        ...entriesOn(content, number).map((topic) => entryMessage(content, topic, { locale, country })),
      ].join('\n\n'),
      buttons: [
        ...chartButtons(content, entriesOn(content, number)[0] ?? '', locale),
        [...turn(all[page - 1], words.previous()), ...turn(all[page + 1], words.next())],
        [{ label: content.say(locale, 'commands.appeal.menu'), sends: 'appeal' }],
      ],
    };
  },
});
