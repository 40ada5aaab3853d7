/** What becomes of an update, by its kind. */
import type { Api, Context } from 'grammy';
import type { Arrival } from './arrival.ts';
import type { BotParts } from './bot.ts';
import { declineInline, hearGuest, hearInline } from './inline.ts';
import type { Limits } from './limits.ts';
import { createLive } from './live.ts';
import { createGreetings } from './membership.ts';
import { createOnce } from './once.ts';
import { readVote } from './poll.ts';
import { answerPress, openBot } from './press.ts';
import { createResponder } from './responder.ts';
import type { Answering } from './taking.ts';

/** What was typed after the bot's name in a chat that it need not be in. */
async function hearElsewhere(ctx: Context, parts: BotParts, limits: Limits): Promise<string | undefined> {
  const { inlineQuery, update } = ctx;
  const from = inlineQuery?.from ?? update.guest_message?.from;
  if (from === undefined) return undefined;
  const isWithin = limits.admitsInline(from.id);
  if (inlineQuery !== undefined) await (isWithin ? hearInline : declineInline)(ctx, inlineQuery, parts);
  else if (update.guest_message !== undefined && isWithin) await hearGuest(ctx, update.guest_message, parts);
  return isWithin ? 'elsewhere' : 'limited';
}

export function createAnswering(parts: BotParts, api: Api, limits: Limits): Answering {
  const { answers, log, services } = parts;
  const respond = createResponder(parts, createLive(api, log), limits);
  const pressOnce = createOnce(parts);
  const greetings = createGreetings(parts);

  const hearVote = async (ctx: Context, arrival: Arrival, answer: NonNullable<Context['pollAnswer']>): Promise<string> => {
    const vote = await readVote(answer, services.store);
    if (vote === undefined) return 'nothing';
    return respond(ctx, { ...arrival, incoming: vote.incoming, heard: { handler: answers.vote, section: 'answers', text: vote.text } });
  };

  const hearChat = async (ctx: Context, arrival: Arrival): Promise<string> => {
    const { incoming, heard, isWithin } = arrival;
    const { callbackQuery: press } = ctx;
    if (press !== undefined && incoming?.chat.kind === 'channel')
      return openBot(ctx, press.id, incoming.said, services).then(() => 'channel');
    const isOnce = isWithin && heard?.handler.once === true;
    if (press !== undefined && isWithin && !isOnce) await answerPress(api, press.id);
    if (incoming === undefined || heard === undefined) return 'nothing';
    if (heard.handler.name === 'start' && greetings.isSaid(incoming.chat.id, heard.text)) return 'nothing';
    if (isOnce) return pressOnce(ctx, incoming, heard).then(() => heard.handler.name);
    return respond(ctx, { ...arrival, incoming, heard });
  };

  return async (ctx, arrival) => {
    const { message, pollAnswer, update } = ctx;
    if (update.my_chat_member !== undefined) return greetings.hear(ctx, update.my_chat_member).then(() => 'membership');
    if (message?.migrate_to_chat_id !== undefined)
      return services.store.moveChat(message.chat.id, message.migrate_to_chat_id).then(() => 'migration');
    if (pollAnswer !== undefined) return hearVote(ctx, arrival, pollAnswer);
    return (await hearElsewhere(ctx, parts, limits)) ?? hearChat(ctx, arrival);
  };
}
