import { formatTime } from '../content/fill.ts';
import { rows } from './buttons.ts';
import { handler } from './handler.ts';

/** Zones of the countries whose languages the bot speaks first; any other IANA name can be typed. */
const SHORT_LIST = [
  'Asia/Baku',
  'Asia/Yerevan',
  'Asia/Tbilisi',
  'Europe/Istanbul',
  'Europe/Kyiv',
  'Asia/Tehran',
  'Europe/Moscow',
  'Europe/Paris',
];

/** The zone's canonical name, or undefined for one that does not exist. */
function canonicalZone(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** /timezone: by which clock the chat is reminded; a short list, or any IANA name: `/timezone Asia/Baku`. */
export const timezone = handler({
  name: 'timezone',
  words: { choose: [], now: ['zone', 'time'], done: ['zone', 'time'], unknown: ['zone'] },
  administrators: true,
  edits: true,
  async run({ chat, locale, text, words }, { store, now, zone: usual }) {
    const buttons = rows(
      SHORT_LIST.map((name) => ({ label: name.split('/')[1]?.replace('_', ' ') ?? name, sends: `timezone ${name}` })),
      2,
    );
    if (text === '') {
      const zone = (await store.chat(chat.id))?.zone ?? usual;
      return { html: `${words.now({ zone, time: formatTime(now(), zone, locale) })}\n${words.choose()}`, buttons };
    }
    const zone = canonicalZone(text);
    if (zone === undefined) return { html: words.unknown({ zone: text.slice(0, 40) }), buttons };
    await store.saveChat(chat.id, chat.kind, { zone });
    return { html: words.done({ zone, time: formatTime(now(), zone, locale) }) };
  },
});
