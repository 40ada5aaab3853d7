import { escapeHtml } from '../content/fill.ts';
import type { Progress } from '../store/broadcasts.ts';
import { rows } from './buttons.ts';
import { handler, type Button, type Reply, type Request, type Services, type WordsOf } from './handler.ts';
import { reminderReply } from './reminder.ts';

/** Telegram takes 20 changes of a message a minute in a group; one every four seconds leaves room. */
const EVERY_MS = 4000;
const MINUTE_MS = 60_000;

const WORDS = {
  preview: ['count', 'language'],
  send: ['count'],
  sure: ['count'],
  yes: [],
  no: [],
  nothing: [],
  gone: [],
  state: ['key', 'state'],
  open: [],
  paused: [],
  cancelled: [],
  done: [],
  counts: ['sent', 'left', 'blocked', 'failed', 'skipped'],
  pace: ['rate', 'minutes'],
  pause: [],
  goOn: [],
  cancel: [],
} as const;
type Words = WordsOf<typeof WORDS>;

const total = async ({ broadcasts }: Services) => (await broadcasts.audience()).reduce((sum, { count }) => sum + count, 0);

/** The reminder as readers of one language get it, with its picture and its buttons, and the way to the other languages and to sending. */
async function preview(locale: string, { locale: own, words }: Request<Words>, services: Services): Promise<Reply> {
  const { content, now, botName } = services;
  const count = await total(services);
  const name = (code: string) => content.say(code, 'language.name');
  const others = content.locales
    .filter((code) => code !== locale)
    .map((code) => ({ label: name(code), sends: `broadcast preview ${code}` }));
  const { html, photo, buttons } = reminderReply(content, { locale, country: undefined }, now().getUTCFullYear(), botName());
  return {
    html: `<i>${words.preview({ count, language: name(locale) })}</i>\n\n${html}`,
    photo,
    buttons: [
      ...buttons,
      ...rows(others, 3),
      [{ label: content.say(own, 'commands.broadcast.send', { count }), sends: 'broadcast send', style: 'danger' }],
    ],
  };
}

/** Messages a second and minutes to the end, from what was sent since the last look. */
function createPace() {
  let last: { readonly at: number; readonly sent: number } | undefined;
  return ({ sent, left }: Progress) => {
    const at = performance.now();
    const rate = last === undefined ? 0 : Math.max(0, ((sent - last.sent) * 1000) / (at - last.at));
    last = { at, sent };
    return { rate: rate.toFixed(1), minutes: rate === 0 ? '…' : String(Math.ceil((left * 1000) / rate / MINUTE_MS)) };
  };
}

const controls = ({ key, state }: Progress, words: Words): Button[][] => {
  if (state !== 'open' && state !== 'paused') return [];
  const turn =
    state === 'open' ? { label: words.pause(), sends: `broadcast pause ${key}` } : { label: words.goOn(), sends: `broadcast go ${key}` };
  return [[turn, { label: words.cancel(), sends: `broadcast cancel ${key}`, style: 'danger' }]];
};

/** How a campaign stands, followed until it is over. */
async function follow(key: string, words: Words, { broadcasts }: Services): Promise<Reply> {
  const pace = createPace();
  const look = async (): Promise<Reply> => {
    const progress = await broadcasts.progress(key);
    if (progress === undefined) return { html: words.gone() };
    const { sent, left, blocked, failed, skipped, state } = progress;
    const lines = [
      `<b>${words.state({ key: escapeHtml(key), state: words[state]() })}</b>`,
      words.counts({ sent, left, blocked, failed, skipped }),
      ...(state === 'open' ? [words.pace(pace(progress))] : []),
    ];
    const over = state === 'done' || state === 'cancelled';
    return { html: lines.join('\n'), buttons: controls(progress, words), ...(over ? {} : { next: { afterMs: EVERY_MS, look } }) };
  };
  return look();
}

/** /broadcast, for operators: the reminder in each language, to how many; asked once more, sent; then how it goes, with pause, go on, cancel. */
export const broadcast = handler({
  name: 'broadcast',
  words: WORDS,
  operators: true,
  edits: true,
  async run(request, services) {
    const { text, words, locale } = request;
    const { broadcasts, content } = services;
    const [action = '', argument = ''] = text.split(' ');
    const count = await total(services);
    switch (action) {
      case 'send':
        if (count === 0) return { html: words.nothing() };
        return {
          html: words.sure({ count }),
          buttons: [
            [
              { label: words.yes(), sends: 'broadcast yes', style: 'danger' },
              { label: words.no(), sends: 'broadcast' },
            ],
          ],
        };
      case 'yes':
        return follow(await broadcasts.broadcast(), words, services);
      case 'pause':
        await broadcasts.pause(argument);
        return follow(argument, words, services);
      case 'go':
        await broadcasts.goOn(argument);
        return follow(argument, words, services);
      case 'cancel':
        await broadcasts.cancel(argument);
        return follow(argument, words, services);
      default:
        return preview(content.locales.includes(argument) ? argument : locale, request, services);
    }
  },
});
