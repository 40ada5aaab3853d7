import { handler } from './handler.ts';

/** /weekly: whether a safety tip comes every week; `/weekly on` and `/weekly off` in one step. Off until somebody turns it on. */
export const weekly = handler({
  name: 'weekly',
  words: { isOn: [], isOff: [], started: [], stopped: [], turnOn: [], turnOff: [] },
  administrators: true,
  edits: true,
  async run({ chat, locale, text, words }, { store }) {
    const kept = await store.chat(chat.id);
    const turnOff = { label: words.turnOff(), sends: 'weekly off' };
    if (text === 'on') {
      await store.saveChat(chat.id, chat.kind, {
        weeklyTip: true,
        active: true,
        threadId: chat.threadId ?? null,
        // The tip comes when nobody is there to tell the language.
        locale: kept?.locale ?? locale,
      });
      return { html: words.started(), buttons: [[turnOff]] };
    }
    const isOn = kept?.weeklyTip === true && kept.active;
    if (text === 'off') {
      if (isOn) await store.saveChat(chat.id, chat.kind, { weeklyTip: false });
      return { html: words.stopped() };
    }
    return { html: isOn ? words.isOn() : words.isOff(), buttons: [[isOn ? turnOff : { label: words.turnOn(), sends: 'weekly on' }]] };
  },
});
