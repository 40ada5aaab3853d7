import { handler } from './handler.ts';

/** /unsubscribe: no more reminders. In one step. */
export const unsubscribe = handler({
  name: 'unsubscribe',
  words: { done: [], never: [] },
  administrators: true,
  async run({ chat, words }, { store }) {
    const kept = await store.chat(chat.id);
    if (kept?.subscribed !== true) return { html: words.never() };
    await store.saveChat(chat.id, chat.kind, { subscribed: false });
    return { html: words.done() };
  },
});
