/** Buttons pressed and polls answered. */
import type { Message, Poll } from '@grammyjs/types';
import { changePoll } from './methods-poll.ts';
import { actorIn, Impossible, knownRoom } from './people.ts';
import type { World } from './world.ts';

export interface Press {
  readonly from?: number;
  /** Sends data that stands on no button, as a forger would. */
  readonly forged?: boolean;
}

const dataOn = ({ reply_markup }: Message): string[] =>
  (reply_markup?.inline_keyboard ?? []).flat().flatMap((button) => ('callback_data' in button ? [button.callback_data] : []));

/** Telegram's ids of queries are long numbers in texts. */
export const queryId = (world: World): string => `${world.nextId()}${String(Date.now()).padStart(15, '0')}`;

function vote(poll: Poll, votes: ReadonlyMap<number, readonly number[]>): Poll {
  const chosen = [...votes.values()].flat();
  const options = poll.options.map((option, index) => ({ ...option, voter_count: chosen.filter((id) => id === index).length }));
  return { ...poll, options, total_voter_count: votes.size };
}

/** Pressing and voting. */
export const createPressing = (world: World) => ({
  /** @returns the id of the callback query; resolves when the bot has handled it */
  async presses(chatId: number, messageId: number, data: string, { from, forged = false }: Press = {}): Promise<string> {
    const room = knownRoom(world, chatId);
    const message = room.messages.get(messageId);
    if (!message || (!forged && !dataOn(message).includes(data))) {
      throw new Impossible(`no button "${data}" on message ${messageId}; it has: ${message ? dataOn(message).join(', ') : 'no message'}`);
    }
    const [id, actor] = [queryId(world), actorIn(world, room, from)];
    world.callbacks.set(id, { from: actor, chatId, askedAt: performance.now(), query: data, results: [] });
    await world.deliver({ callback_query: { id, from: actor, message, chat_instance: String(chatId * 7), data } });
    return id;
  },

  /** @throws {Impossible} when the poll is closed or the answer may not be changed */
  async votes(pollId: string, personId: number, optionIds: readonly number[]): Promise<void> {
    const open = world.polls.get(pollId);
    const user = world.people.get(personId);
    if (!open || !user) throw new Impossible(`there is no poll ${pollId}, or nobody ${personId}`);
    if (open.poll.is_closed) throw new Impossible('the poll is closed');
    if (open.votes.has(personId) && !open.poll.allows_revoting) throw new Impossible('this poll takes one answer a person');
    if (optionIds.length > 0) open.votes.set(personId, optionIds);
    else open.votes.delete(personId);
    changePoll(world, vote(open.poll, open.votes));
    await world.deliver({ poll: open.poll });
    if (open.poll.is_anonymous) return;
    const persistent = optionIds.map((id) => open.poll.options[id]?.persistent_id ?? '');
    await world.deliver({ poll_answer: { poll_id: pollId, user, option_ids: [...optionIds], option_persistent_ids: persistent } });
  },
});
