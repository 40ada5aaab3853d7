import { handler } from './handler.ts';

/** /forget: asks once, then deletes all that is kept about the chat, and says so. */
export const forget = handler({
  name: 'forget',
  words: { confirm: [], yes: [], no: [], done: [], nothing: [], stays: [] },
  administrators: true,
  edits: true,
  async run({ chat, text, words }, { store }) {
    if (text === 'yes') return { html: (await store.forget(chat.id)) ? words.done() : words.nothing() };
    if (text === 'no') return { html: words.stays() };
    return {
      html: words.confirm(),
      buttons: [
        [
          { label: words.yes(), sends: 'forget yes', style: 'danger' },
          { label: words.no(), sends: 'forget no' },
        ],
      ],
    };
  },
});
