import { rows, urgentButtons } from './buttons.ts';
import { handler, type Request, type Services } from './handler.ts';
import { lookUp } from '../locale/choose.ts';

/** Keeps the chat's language. */
export const chooseLanguage = (locale: string, { chat }: Pick<Request, 'chat'>, { store }: Services) =>
  store.saveChat(chat.id, chat.kind, { locale });

/** /language: the languages, each by its own name; `/language az` chooses one. */
export const language = handler({
  name: 'language',
  words: { choose: [], done: ['language'], unknown: ['code'] },
  administrators: true,
  edits: true,
  async run(request, services) {
    const { content } = services;
    const { text, words } = request;
    const name = (locale: string) => content.say(locale, 'language.name');
    const buttons = rows(
      content.locales.map((code) => ({ label: name(code), sends: `language ${code}` })),
      2,
    );
    const chosen = text === '' ? undefined : lookUp(text, content.locales);
    if (chosen === undefined) return { html: text === '' ? words.choose() : words.unknown({ code: text.slice(0, 40) }), buttons };
    await chooseLanguage(chosen, request, services);
    const done = content.say(chosen, 'commands.language.done', { language: name(chosen) });
    return { html: done, buttons: [...urgentButtons(content, chosen), ...buttons], locale: chosen };
  },
});
