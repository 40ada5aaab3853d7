/** Inline mode: what the bot offers in any other chat for what was typed after its name. Only safety tips and the card travel so. */
import { setTimeout } from 'node:timers/promises';
import type { Content } from '../content/content.ts';
import { CARD, passedOn, passedTitle, shortLine } from '../content/passed.ts';
import type { Answer } from '../knowledge/knowledge.ts';
import { normalise } from '../knowledge/normalise.ts';
import { passButton } from './buttons.ts';
import type { Button, Services } from './handler.ts';
import { startLink, tipPayload } from './links.ts';

export interface InlineRequest {
  /** What was typed, up to 256 characters; empty when nothing was. */
  readonly query: string;
  /** Empty at first, then what the last answer gave as `nextOffset`. */
  readonly offset: string;
  readonly locale: string;
  /** The person chose this language; otherwise the query's own counts where it is clear. */
  readonly isChosen: boolean;
  /** The person's own country: it stands first in what others will read. */
  readonly country: string | undefined;
}

/** One thing to send. */
export interface Offer {
  /** The same for the same tip in the same language; at most 64 bytes. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** What lands in the chat: Telegram HTML. */
  readonly html: string;
  readonly buttons: readonly (readonly Button[])[];
}

export interface Offers {
  readonly offers: readonly Offer[];
  /** Empty when there is no more. */
  readonly nextOffset: string;
  readonly locale: string;
  /** A button above the offers that opens the bot: no tip matched, but the bot may know more. */
  readonly opensBot?: { readonly label: string; readonly payload: string };
}

interface Found {
  readonly locale: string;
  readonly topics: readonly string[];
  readonly opensBot: boolean;
}

/** Offers at a time; each may be 4,096 characters long, and a phone shows five or six. */
const PAGE = 10;
/** A list that comes later than this is not waited for, as while the questions are still learned. */
const PATIENCE_MS = 3000;
/** What `/start` gets from the button above the offers. */
const FROM_INLINE = 'inline';

/** The card, then the life-critical topics, then the rest as the menu lists them. */
const everything = ({ facts: { topics } }: Content) => [CARD, ...new Set([...topics['life-critical'], ...topics.safety])];

const same = (one: string, other: string, locale: string) =>
  one.trim().toLocaleLowerCase(locale) === other.trim().toLocaleLowerCase(locale);

/** The query is a title to the letter, as a share button writes it: then it means that tip in that language. */
function titled(content: Content, query: string, own: string): Found | undefined {
  for (const locale of new Set([own, ...content.locales])) {
    const topic = everything(content).find((one) => same(passedTitle(content, one, locale), query, locale));
    if (topic !== undefined) return { locale, topics: [...new Set([topic, CARD])], opensBot: false };
  }
  return undefined;
}

/** Chinese is written without spaces, so there a word may begin anywhere. */
const begins = (title: string, word: string) => (/\p{Script=Han}/u.test(word) ? title.includes(word) : ` ${title}`.includes(` ${word}`));

/** Topics in whose title each word of the query begins: what half-typed words may become. */
function begun(content: Content, query: string, locale: string): readonly string[] {
  const words = normalise(query);
  if (words.length === 0) return [];
  return content.facts.topics.safety.filter((topic) => {
    const title = normalise(passedTitle(content, topic, locale)).join(' ');
    return words.every((word) => begins(title, word));
  });
}

const answered = ({ outcome, topic, suggestions }: Answer) => (outcome === 'answer' && topic !== null ? [topic] : suggestions);

/** The same engine as for questions. @returns undefined when it cannot say in time */
async function ask({ query, locale }: InlineRequest, { knowledge, onTrouble }: Services): Promise<Answer | undefined> {
  const answer = knowledge.answer(query, { locale }).catch(onTrouble);
  return (await Promise.race([answer, setTimeout(PATIENCE_MS, undefined, { ref: false })])) ?? undefined;
}

async function find(request: InlineRequest, services: Services): Promise<Found> {
  const { content } = services;
  const { query, locale: own, isChosen } = request;
  if (query.trim() === '') return { locale: own, topics: everything(content), opensBot: false };
  const exact = titled(content, query, own);
  if (exact !== undefined) return exact;
  const answer = await ask(request, services);
  const locale = isChosen ? own : (answer?.locale ?? own);
  if (answer === undefined) return { locale, topics: [CARD], opensBot: true };
  if (answer.kind === 'harm') return { locale, topics: [CARD], opensBot: false };
  const isSafety = (topic: string) => content.kindOf(topic) === 'safety';
  const isOther = answer.outcome === 'answer' && !isSafety(answer.topic ?? '');
  const tips = isOther ? [] : [...new Set([...answered(answer).filter(isSafety), ...begun(content, query, locale)])];
  if (tips.length === 0) return { locale, topics: [CARD], opensBot: true };
  return { locale, topics: answer.safetyCard ? [CARD, ...tips] : tips, opensBot: false };
}

function offer(topic: string, locale: string, { country }: InlineRequest, { content, botName }: Services): Offer {
  const opens = { label: content.say(locale, 'shared.passing.open'), url: startLink(botName(), tipPayload(topic)) };
  return {
    id: `${topic}.${locale}`,
    title: passedTitle(content, topic, locale),
    description: shortLine(content, topic, locale),
    html: passedOn(content, topic, { locale, country }),
    buttons: [[opens], [passButton(content, topic, locale)]],
  };
}

/** Answers one inline query: no more than a page of offers, and where the next begins. */
export async function inline(request: InlineRequest, services: Services): Promise<Offers> {
  const { locale, topics, opensBot } = await find(request, services);
  const from = /^\d{1,4}$/.test(request.offset) ? Number(request.offset) : 0;
  const label = services.content.say(locale, 'shared.passing.ask');
  return {
    offers: topics.slice(from, from + PAGE).map((topic) => offer(topic, locale, request, services)),
    nextOffset: from + PAGE < topics.length ? String(from + PAGE) : '',
    locale,
    ...(opensBot ? { opensBot: { label, payload: FROM_INLINE } } : {}),
  };
}
