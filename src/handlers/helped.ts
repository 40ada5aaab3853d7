import { handler, type Button, type Services } from './handler.ts';

/** Asks below an answer whether it helped; both buttons go away with the first press. */
export const helpedButtons = ({ content }: Pick<Services, 'content'>, topic: string, locale: string): Button[] =>
  (['yes', 'no'] as const).map((word) => ({
    label: content.say(locale, `commands.helped.${word}`),
    sends: `helped ${word} ${topic} ${locale}`,
  }));

/** `helped yes <topic> <language>`, pressed only: counts that an answer helped, by topic, language and day. Never who pressed. */
export const helped = handler({
  name: 'helped',
  words: { yes: [], no: [], thanks: [] },
  once: true,
  async run({ text, words }, { content, store, now, onTrouble }) {
    const [word, topic = '', locale = ''] = text.split(' ');
    if (content.kindOf(topic) === undefined || !content.locales.includes(locale)) return { html: words.thanks() };
    const outcome = word === 'yes' ? 'helped' : 'not-helped';
    await store.count({ day: now().toISOString().slice(0, 10), topic, locale, outcome }).catch(onTrouble);
    return { html: content.say(locale, 'commands.helped.thanks') };
  },
});
