/** Runs a handler for what was heard and sends its reply, in the chat's language. */
import type { Api, Context } from 'grammy';
import type { Handler, Reply, Services } from '../handlers/handler.ts';
import { chooseLocale } from '../locale/choose.ts';
import type { Log } from '../log.ts';
import type { StoredChat } from '../store/store.ts';
import { isAdministrator } from './administrators.ts';
import type { BotParts } from './bot.ts';
import type { Incoming } from './incoming.ts';
import { welcomeBack } from './membership.ts';
import type { Live } from './live.ts';
import { sendReply } from './reply.ts';
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

/** Answers one update. Rejects where the chat is gone or where trying again may help; every other failure is told to the person. */
export function createResponder({ services, answers, log, fallback }: BotParts, live: Live) {
  const { content } = services;
  const wordsFor = createWords(content);
  const run = ({ handler, section, text }: Heard, { chat }: Incoming, locale: string, country: string | undefined) =>
    handler.run({ chat, locale, country, text, words: wordsFor(handler, section, locale) }, services);
  const refusal = (locale: string): Reply => ({ html: wordsFor(answers.trouble, 'answers', locale)['administrators']?.() ?? '' });

  return async ({ api, update }: Context, incoming: Incoming, heard: Heard): Promise<void> => {
    const { handler } = heard;
    const kept = await recall(services, incoming.chat.id, log);
    const locale = chooseLocale(kept?.locale, incoming.from?.language_code, content.locales, fallback);
    const country = kept?.country ?? undefined;
    if (kept?.active === false) await welcomeBack(services.store, incoming.chat);
    const place = { chat: incoming.chat, repliesTo: incoming.messageId, replaces: handler.edits ? incoming.pressed : undefined };
    const say = async (reply: Reply, where = place) => {
      const direction = content.direction(reply.locale ?? locale);
      live.follow(incoming.chat, await sendReply(api, reply, where, direction), reply, direction);
    };
    try {
      if (handler.administrators && !(await isAdministrator(api, incoming))) await say(refusal(locale), { ...place, replaces: undefined });
      else await say(await withTyping(api, incoming.chat, run(heard, incoming, locale, country)));
    } catch (error) {
      if (isGone(error) || isTransient(error)) throw error;
      log.error({ err: error, update: update.update_id, handler: handler.name }, 'handler failed');
      const apology = await run({ handler: answers.trouble, section: 'answers', text: '' }, incoming, locale, country);
      await say(apology, { ...place, replaces: undefined });
    }
  };
}
