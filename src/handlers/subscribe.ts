import { handler } from './handler.ts';

/** /subscribe: reminds this chat every 4 April, in the language it reads. In one step. */
export const subscribe = handler({
  name: 'subscribe',
  words: { done: [], already: [] },
  administrators: true,
  async run({ chat, words }, { store }) {
    const kept = await store.chat(chat.id);
    await store.saveChat(chat.id, chat.kind, { subscribed: true, active: true, threadId: chat.threadId ?? null });
    return { html: kept?.subscribed === true && kept.active ? words.already() : words.done() };
  },
});
