import { handler } from './handler.ts';

/** /subscribe: reminds this chat every 4 April, in the language it reads. In one step. */
export const subscribe = handler({
  name: 'subscribe',
  words: { done: [], already: [] },
  administrators: true,
  async run({ chat, locale, words }, { store }) {
    const kept = await store.chat(chat.id);
    await store.saveChat(chat.id, chat.kind, {
      subscribed: true,
      active: true,
      threadId: chat.threadId ?? null,
      // The reminder comes when nobody is there to tell the language.
      locale: kept?.locale ?? locale,
    });
    return { html: kept?.subscribed === true && kept.active ? words.already() : words.done() };
  },
});
