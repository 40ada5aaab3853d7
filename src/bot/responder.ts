/** Runs a handler for what was heard and sends its reply, in the chat's language. */
import type { Api, Context } from 'grammy';
import type { AnyReply, Handler, Reply, Services } from '../handlers/handler.ts';
import { chooseLocale } from '../locale/choose.ts';
import type { Log } from '../log.ts';
import type { StoredChat } from '../store/store.ts';
import { isAdministrator } from './administrators.ts';
import type { BotParts } from './bot.ts';
import type { Incoming } from './incoming.ts';
import { welcomeBack } from './membership.ts';
import type { Live } from './live.ts';
import type { Arrival } from './arrival.ts';
import type { Limits } from './limits.ts';
import { createPhotos } from './photos.ts';
import { answerPress } from './press.ts';
import { closePoll, sendPoll } from './poll.ts';
import { noticeOf, sendReply } from './reply.ts';
import { isGone, isTransient } from './send.ts';
import { createWords } from './words.ts';

/** What answers an update, and with which argument. */
export interface Heard {
  readonly handler: Handler;
  readonly section: 'commands' | 'answers';
  readonly text: string;
}

/** An answer that takes longer shows that it is being worked on, as while the questions are still learned. */
const TYPING_AFTER_MS = 700;

/** What is kept of the chat; nothing when the store does not answer, so that safety answers go out all the same. */
async function recall({ store }: Services, chatId: number, log: Log): Promise<StoredChat | undefined> {
  try {
    return await store.chat(chatId);
  } catch (error) {
    log.error({ err: error }, 'store does not answer; going on without what the chat chose');
    return undefined;
  }
}

/** Who reads: what is kept of the chat, the language, and the country they chose. @param from whose Telegram's language counts where none was chosen */
export async function recallReader(
  { services, log, fallback }: Pick<BotParts, 'services' | 'log' | 'fallback'>,
  chatId: number,
  from: Incoming['from'],
) {
  const kept = await recall(services, chatId, log);
  const locale = chooseLocale(kept?.locale, from?.language_code, services.content.locales, fallback);
  return { kept, locale, country: kept?.country ?? undefined };
}

/** Shows "typing" while something takes long. That it cannot be shown is nobody's trouble. */
async function withTyping<T>(api: Api, { id, threadId }: Incoming['chat'], work: Promise<T> | T): Promise<T> {
  const thread = threadId === undefined ? {} : { message_thread_id: threadId };
  const timer = setTimeout(() => void api.sendChatAction(id, 'typing', thread).catch(() => undefined), TYPING_AFTER_MS);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}

/** A message or a press that somebody expects an answer to. */
export type Said = Arrival & { readonly incoming: Incoming; readonly heard: Heard };

interface SayingParts extends Pick<Services, 'content'> {
  readonly live: Live;
  readonly limits: Limits;
  readonly photos: ReturnType<typeof createPhotos>;
}

/** Sends what a handler gave, whichever kind it is. Over the limit nobody is sent twice what stands before their eyes. */
const createSaying =
  ({ content, live, limits, photos }: SayingParts) =>
  (api: Api, { incoming, at, isWithin }: Said, locale: string) =>
  async (reply: AnyReply, replaces?: Incoming['pressed']): Promise<void> => {
    if (reply === undefined) return;
    const { chat, messageId: repliesTo } = incoming;
    const direction = content.direction(reply.locale ?? locale);
    if (reply.closesPoll !== undefined) await closePoll(api, chat, reply.closesPoll);
    if ('poll' in reply) return sendPoll(api, reply, chat, direction);
    if (!isWithin && limits.wasSaid(chat.id, reply.html, at)) return;
    live.follow(chat, await sendReply(api, reply, { chat, repliesTo, replaces }, direction, photos), reply, direction);
    await reply.onSent?.();
    if (!isWithin) limits.says(chat.id, reply.html);
  };

/** Answers one update. Rejects where the chat is gone or where trying again may help; every other failure is told to the person. */
export function createResponder(parts: BotParts, live: Live, limits: Limits) {
  const { services, answers, log } = parts;
  const { content } = services;
  const wordsFor = createWords(content);
  const photos = createPhotos({ store: services.store, printer: services.printer, bot: parts.token.split(':')[0] ?? '', log });
  const run = ({ handler, section, text }: Heard, { chat, from, asAdministrator }: Incoming, locale: string, country: string | undefined) =>
    handler.run(
      { chat, from: asAdministrator ? undefined : from?.id, locale, country, text, words: wordsFor(handler, section, locale) },
      services,
    );
  const refusal = (locale: string): Reply => ({ html: wordsFor(answers.trouble, 'answers', locale)['administrators']?.() ?? '' });
  const saying = createSaying({ content, live, limits, photos });
  const limited: Heard = { handler: answers.limited, section: 'answers', text: '' };

  /** Too much was asked: a polite notice once a minute, over the chat for whoever pressed a button. */
  const withhold = async ({ api, callbackQuery }: Context, { incoming }: Said, locale: string, say: (reply: AnyReply) => Promise<void>) => {
    const notice = limits.tells(incoming.chat.id) ? await run(limited, incoming, locale, undefined) : undefined;
    if (callbackQuery !== undefined) await answerPress(api, callbackQuery.id, noticeOf(notice));
    else await say(notice);
    return limited.handler.name;
  };

  /** @returns the name of what answered */
  return async (ctx: Context, said: Said): Promise<string> => {
    const { incoming, heard, isWithin } = said;
    const { handler, text } = heard;
    const { chat } = incoming;
    const { kept, locale, country } = await recallReader(parts, chat.id, incoming.from);
    if (kept?.active === false) await welcomeBack(services.store, chat);
    const say = saying(ctx.api, said, locale);
    if (!isWithin) {
      if (!(await handler.urgent({ chat, locale, text }, services))) return withhold(ctx, said, locale, say);
      if (ctx.callbackQuery !== undefined) await answerPress(ctx.api, ctx.callbackQuery.id);
    }
    try {
      if (handler.administrators && !(await isAdministrator(ctx.api, incoming))) await say(refusal(locale));
      else await say(await withTyping(ctx.api, chat, run(heard, incoming, locale, country)), handler.edits ? incoming.pressed : undefined);
    } catch (error) {
      if (isGone(error) || isTransient(error)) throw error;
      log.error({ err: error, update: ctx.update.update_id, handler: handler.name }, 'handler failed');
      await say(await run({ handler: answers.trouble, section: 'answers', text: '' }, incoming, locale, country));
    }
    return handler.name;
  };
}
