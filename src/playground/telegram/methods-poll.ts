/** Polls and quizzes. */
import type { Message, Poll } from '@grammyjs/types';
import { checkFields } from './fields.ts';
import { checkInlineMarkup } from './markup.ts';
import type { Args } from './methods.ts';
import { post } from './post.ts';
import { badRequest, ourBadRequest } from './refusal.ts';
import { messageIn, roomFor } from './rooms.ts';
import { formattedText, lengthOf } from './text.ts';
import type { World } from './world.ts';

/** In characters. */
const QUESTION_LIMIT = 300;
const OPTION_LIMIT = 100;
const EXPLANATION_LIMIT = 200;
const MOST_OPTIONS = 12;

function checkQuestion({ question, question_parse_mode }: Args<'sendPoll'>): string {
  const { text } = formattedText({ text: question, parse_mode: question_parse_mode });
  if (text === '') throw badRequest('poll question must be non-empty');
  if (lengthOf(text) > QUESTION_LIMIT) throw badRequest(`poll question length must not exceed ${QUESTION_LIMIT}`);
  return text;
}

function checkOptions({ options }: Args<'sendPoll'>): Poll['options'] {
  if (!Array.isArray(options)) throw badRequest('expected an Array of String as options');
  if (options.length < 2) throw ourBadRequest('poll must have at least 2 options');
  if (options.length > MOST_OPTIONS) throw badRequest(`poll can't have more than ${MOST_OPTIONS} options`);
  return options.map((option, index) => {
    checkFields('InputPollOption', option);
    const { text } = formattedText({ text: option.text, parse_mode: option.text_parse_mode });
    if (text === '') throw badRequest('poll options must be non-empty');
    if (lengthOf(text) > OPTION_LIMIT) throw badRequest(`poll options length must not exceed ${OPTION_LIMIT}`);
    return { persistent_id: String(index + 1), text, voter_count: 0 };
  });
}

function checkQuiz({ correct_option_ids: correct = [], options }: Args<'sendPoll'>): number[] {
  if (correct.length === 0) throw badRequest('correct quiz option list must be non-empty');
  if (correct.some((id, index) => index > 0 && id <= (correct[index - 1] ?? 0))) {
    throw badRequest('correct quiz option list must be increasing');
  }
  if (correct.some((id) => !Number.isInteger(id) || id < 0 || id >= options.length)) {
    throw badRequest('wrong quiz correct_option_id');
  }
  return correct;
}

function checkExplanation(args: Args<'sendPoll'>): Partial<Poll> {
  if (args.explanation === undefined) return {};
  const { text, entities } = formattedText({
    text: args.explanation,
    parse_mode: args.explanation_parse_mode,
    entities: args.explanation_entities,
  });
  if (lengthOf(text) > EXPLANATION_LIMIT || text.split('\n').length > 3) throw badRequest('QUIZ_EXPLANATION_INVALID');
  return { explanation: text, ...(entities.length > 0 && { explanation_entities: entities }) };
}

function pollOf(world: World, args: Args<'sendPoll'>): Poll {
  const { type = 'regular' } = args;
  if (type !== 'quiz' && type !== 'regular') throw badRequest('unsupported poll type specified');
  const isQuiz = type === 'quiz';
  if (!isQuiz && args.correct_option_ids) throw ourBadRequest('correct_option_ids is for quizzes');
  return {
    id: `54${Date.now()}${world.nextId()}`,
    question: checkQuestion(args),
    options: checkOptions(args),
    total_voter_count: 0,
    is_closed: args.is_closed ?? false,
    is_anonymous: args.is_anonymous ?? true,
    type,
    allows_multiple_answers: args.allows_multiple_answers ?? false,
    allows_revoting: args.allows_revoting ?? !isQuiz,
    members_only: false,
    ...(isQuiz && { correct_option_ids: checkQuiz(args), ...checkExplanation(args) }),
    ...(args.open_period !== undefined && { open_period: args.open_period }),
  };
}

export const pollMethods = (world: World) => ({
  sendPoll(args: Args<'sendPoll'>) {
    checkFields('reply_parameters', args.reply_parameters);
    const poll = pollOf(world, args);
    const { chat } = roomFor(world, args.chat_id, 'write');
    if (chat.type === 'channel' && !poll.is_anonymous) throw badRequest("non-anonymous polls can't be sent to channel chats");
    const message = post(world, args, { poll });
    world.polls.set(poll.id, { poll, chatId: chat.id, messageId: message.message_id, votes: new Map() });
    return message;
  },

  stopPoll({ chat_id, message_id, reply_markup }: Args<'stopPoll'>) {
    const markup = checkInlineMarkup(reply_markup);
    const room = roomFor(world, chat_id, 'edit');
    const message = messageIn(room, message_id, 'message with poll to stop');
    if (!message.poll) throw badRequest('message with poll to stop not found');
    if (message.from?.id !== world.bot.id) throw badRequest("poll can't be stopped");
    if (message.poll.is_closed) throw badRequest('poll has already been closed');
    const poll: Poll = { ...message.poll, is_closed: true };
    // As with every change of a message, buttons that are not named again go.
    const { reply_markup: _gone, ...rest } = message;
    const stopped: Message = { ...rest, ...(markup && { reply_markup: markup }) };
    room.messages.set(message_id, stopped);
    world.emit({ kind: 'edited', chatId: room.chat.id, message: stopped });
    changePoll(world, poll);
    return poll;
  },
});

/** Puts the new state of a poll into its message and tells the page. */
export function changePoll(world: World, poll: Poll): void {
  const open = world.polls.get(poll.id);
  const room = open && world.rooms.get(open.chatId);
  const message = room?.messages.get(open?.messageId ?? 0);
  if (!open || !room || !message) return;
  open.poll = poll;
  const changed: Message = { ...message, poll };
  room.messages.set(open.messageId, changed);
  world.emit({ kind: 'poll', chatId: open.chatId, messageId: open.messageId, poll });
}
