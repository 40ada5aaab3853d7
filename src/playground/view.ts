/** What the page is told: a message as it draws it, and nothing that it does not draw. */
import type { Message, MessageEntity, Poll } from '@grammyjs/types';
import type { FakeTelegram } from './telegram.ts';

export interface MessageView {
  readonly id: number;
  /** Sent by the person of the page. */
  readonly mine: boolean;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly edited: boolean;
  readonly text: string;
  readonly entities: readonly MessageEntity[];
  readonly replyTo?: number;
  readonly photo?: { readonly address: string | null; readonly width: number; readonly height: number };
  readonly file?: { readonly address: string; readonly name: string };
  /** What the page draws as a sign: a voice message, a sticker, a place. */
  readonly sign?: 'voice' | 'sticker' | 'location';
  readonly poll?: PollView;
  readonly keyboard?: NonNullable<Message['reply_markup']>['inline_keyboard'];
  /** Sent by way of the bot's inline mode. */
  readonly viaBot: boolean;
}

export interface PollView {
  readonly id: string;
  readonly question: string;
  readonly options: readonly { readonly text: string; readonly votes: number }[];
  readonly quiz: boolean;
  readonly closed: boolean;
  readonly multiple: boolean;
  /** What the person chose; null before. Until then the page does not learn what is right. */
  readonly chosen: readonly number[] | null;
  readonly correct: readonly number[];
  readonly explanation: string;
  readonly explanationEntities: readonly MessageEntity[];
}

const signOf = ({ voice, sticker, location }: Message): MessageView['sign'] =>
  voice ? 'voice' : sticker ? 'sticker' : location ? 'location' : undefined;

export function viewPoll({ world }: FakeTelegram, poll: Poll, personId: number): PollView {
  const chosen = world.polls.get(poll.id)?.votes.get(personId) ?? null;
  const isTold = chosen !== null || poll.is_closed;
  return {
    id: poll.id,
    question: poll.question,
    options: poll.options.map(({ text, voter_count }) => ({ text, votes: voter_count })),
    quiz: poll.type === 'quiz',
    closed: poll.is_closed,
    multiple: poll.allows_multiple_answers,
    chosen,
    correct: isTold ? (poll.correct_option_ids ?? []) : [],
    explanation: isTold ? (poll.explanation ?? '') : '',
    explanationEntities: isTold ? (poll.explanation_entities ?? []) : [],
  };
}

function filesOf({ world }: FakeTelegram, { photo, document }: Message): Partial<MessageView> {
  const largest = photo?.at(-1);
  if (largest) {
    const { file_id, width, height } = largest;
    // What a person "sends" here has no bytes; the page draws a stand-in.
    const address = world.files.get(file_id)?.bytes.length ? `file/${file_id}` : null;
    return { photo: { address, width, height } };
  }
  return document ? { file: { address: `file/${document.file_id}`, name: document.file_name ?? 'file' } } : {};
}

export function viewMessage(telegram: FakeTelegram, message: Message, personId: number): MessageView {
  const { message_id, from, date, text, caption, entities, caption_entities, reply_to_message, poll, reply_markup } = message;
  const sign = signOf(message);
  return {
    id: message_id,
    mine: from?.id === personId,
    at: date * 1000,
    edited: message.edit_date !== undefined,
    text: text ?? caption ?? '',
    entities: entities ?? caption_entities ?? [],
    ...filesOf(telegram, message),
    ...(reply_to_message && { replyTo: reply_to_message.message_id }),
    ...(sign && { sign }),
    ...(poll && { poll: viewPoll(telegram, poll, personId) }),
    ...(reply_markup && { keyboard: reply_markup.inline_keyboard }),
    viaBot: message.via_bot !== undefined,
  };
}
