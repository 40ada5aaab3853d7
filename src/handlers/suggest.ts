import { escapeHtml } from '../content/fill.ts';
import { safetyCard } from '../content/entry.ts';
import { cardButtons } from './buttons.ts';
import { handler, type Reply, type Request, type Services } from './handler.ts';

/** Characters: a tip or a correction is some sentences. */
const LONGEST = 1000;

/** Somebody who writes of a find here may be in danger: then the card stands first, whatever becomes of the text. */
async function underCard(said: string, { text, locale, country }: Request, services: Services): Promise<Reply> {
  const { content, knowledge, onTrouble } = services;
  const answer = await knowledge.answer(text, { locale }).catch(onTrouble);
  if (answer?.safetyCard !== true) return { html: said };
  const reader = { locale, country };
  return { html: `${safetyCard(content, reader)}\n\n${said}`, buttons: cardButtons(content, reader) };
}

/** /suggest: passes a citizen's tip or correction on to the operators without the sender's name; alone it says how. Nothing is kept. */
export const suggest = handler({
  name: 'suggest',
  words: { how: [], done: [], nobody: [], enough: [], long: ['limit'] },
  urgent: async ({ text, locale }, { knowledge }) => text !== '' && (await knowledge.answer(text, { locale })).safetyCard,
  async run(request, services) {
    const { chat, from = chat.id, text, locale, words } = request;
    if (text === '') return { html: words.how() };
    if (text.length > LONGEST) return underCard(words.long({ limit: LONGEST }), request, services);
    const ending = await services.operators.hear(from, `<b>/suggest</b> · ${locale}\n\n${escapeHtml(text)}`);
    const said = { heard: words.done, nobody: words.nobody, enough: words.enough }[ending];
    return underCard(said(), request, services);
  },
});
