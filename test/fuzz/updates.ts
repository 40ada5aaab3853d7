/** Updates of every kind that Telegram sends, with people, chats, texts and buttons picked by chance. */
import type { Update } from '@grammyjs/types';
import { type Random, randomText } from './random.ts';

/** What updates are made of. */
export interface Cast {
  readonly people: readonly Readonly<Record<string, unknown>>[];
  /** Private chats stand here too. */
  readonly chats: readonly Readonly<Record<string, unknown>>[];
  readonly threads: readonly number[];
  readonly me: Readonly<Record<string, unknown>>;
  /** Names of the bot's commands. */
  readonly commands: readonly string[];
  /** What people ask. */
  readonly questions: readonly string[];
  readonly topics: readonly string[];
}

type Parts = Readonly<Record<string, unknown>>;

/** All kinds; a new one of Telegram's does not compile until it stands here. */
const KINDS = {
  message: 40,
  callback_query: 25,
  inline_query: 8,
  my_chat_member: 5,
  poll_answer: 3,
  guest_message: 2,
  edited_message: 1,
  channel_post: 1,
  edited_channel_post: 1,
  business_connection: 1,
  business_message: 1,
  edited_business_message: 1,
  deleted_business_messages: 1,
  stopped_message_generation: 1,
  message_reaction: 1,
  message_reaction_count: 1,
  chosen_inline_result: 1,
  shipping_query: 1,
  pre_checkout_query: 1,
  purchased_paid_media: 1,
  poll: 1,
  chat_member: 1,
  chat_join_request: 1,
  chat_boost: 1,
  removed_chat_boost: 1,
  managed_bot: 1,
  subscription: 1,
} satisfies Record<Exclude<keyof Update, 'update_id'>, number>;
type Kind = keyof typeof KINDS;
const WEIGHTED = (Object.keys(KINDS) as Kind[]).flatMap((kind) => Array.from({ length: KINDS[kind] }, () => kind));

const DATES = [0, 1, 1_000_000_000, 1_764_000_000, 2_147_483_647];
const ARGUMENTS = [
  '',
  'az',
  'xx',
  'AZ',
  'ZZ',
  'other',
  '6',
  '-1',
  '99999999999',
  'Asia/Baku',
  'Europe/Kiev',
  'Mars/Base',
  'confirm',
  'yes',
  'go',
  'tip_found-item',
  'lang_ar',
  'children',
  'stop',
];
const STATUSES = ['creator', 'administrator', 'member', 'restricted', 'left', 'kicked'];

/** A command or a button's data: right, of another version, or made up. */
function typed(random: Random, { commands, topics }: Cast): string {
  const argument = random.pick([...ARGUMENTS, ...topics, randomText(random, 60)]);
  const name = random.chance(0.8) ? random.pick(commands) : random.pick(['', 'old', 'sos', 'safety_', randomText(random, 33)]);
  return random.chance(0.3) ? name : `${name}${random.pick([' ', ' ', ' ', '\n', '  ', ':', '_'])}${argument}`;
}

function textOf(random: Random, cast: Cast): string {
  if (random.chance(0.45)) return `/${typed(random, cast)}`.replace(' ', random.chance(0.1) ? `@${String(cast.me['username'])} ` : ' ');
  if (random.chance(0.6)) return random.pick(cast.questions);
  return randomText(random, 4096);
}

const MEDIA: readonly ((random: Random) => Parts)[] = [
  () => ({ photo: [{ file_id: 'p', file_unique_id: 'p', width: 1, height: 1 }] }),
  () => ({ voice: { file_id: 'v', file_unique_id: 'v', duration: 1 } }),
  () => ({ sticker: { file_id: 's', file_unique_id: 's', type: 'regular', width: 1, height: 1, is_animated: false, is_video: false } }),
  () => ({ location: { latitude: 40.4, longitude: 49.8 } }),
  () => ({ contact: { phone_number: '1', first_name: 'A' } }),
  () => ({ dice: { emoji: '🎲', value: 3 } }),
  () => ({ document: { file_id: 'd', file_unique_id: 'd' } }),
  () => ({ new_chat_title: 'Village' }),
  () => ({ pinned_message: { message_id: 1, date: 0, chat: { id: 1, type: 'private' } } }),
  () => ({ left_chat_member: { id: 5, is_bot: false, first_name: 'A' } }),
  (random) => ({ photo: [], caption: randomText(random, 1024) }),
];

const author = (random: Random, cast: Cast, chat: Parts): Parts =>
  chat['type'] === 'private' ? (cast.people.find(({ id }) => id === chat['id']) ?? random.pick(cast.people)) : random.pick(cast.people);

/** Where the message stands: now and then in a forum's topic, as a reply, or as one that the group itself says. */
const setting = (random: Random, cast: Cast, chat: Parts): Parts => ({
  ...(chat['is_forum'] === true && { message_thread_id: random.pick(cast.threads), is_topic_message: true }),
  ...(random.chance(0.1) && { reply_to_message: { message_id: 3, date: 1, chat, from: random.pick([cast.me, ...cast.people]) } }),
  ...(random.chance(0.03) && {
    sender_chat: chat,
    from: { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' },
  }),
});

function message(random: Random, cast: Cast): Parts {
  const chat = random.pick(cast.chats);
  const content = random.chance(0.15) ? random.pick(MEDIA)(random) : { text: textOf(random, cast) };
  // In a group only what is said to the bot is heard.
  const said =
    'text' in content && chat['type'] !== 'private' && random.chance(0.5)
      ? { text: `@${String(cast.me['username'])} ${String(content['text'])}` }
      : content;
  const place = {
    message_id: random.whole(1, 9000),
    date: random.pick(DATES),
    chat,
    from: author(random, cast, chat),
    ...setting(random, cast, chat),
  };
  const migration = random.chance(0.002) ? { migrate_to_chat_id: random.pick(cast.chats)['id'] } : {};
  return { ...place, ...said, ...migration };
}

/** The message a press stands on: a real one's look, one too old to be changed, or none. */
function press(random: Random, cast: Cast): Parts {
  const chat = random.pick(cast.chats);
  const data = random.chance(0.9) ? typed(random, cast).slice(0, 64) : randomText(random, 64);
  const buttons = { inline_keyboard: [[{ text: 'A', callback_data: data }], [{ text: 'B', url: 'https://example.org' }]] };
  const shown = {
    message_id: random.whole(1, 9000),
    date: random.pick(DATES),
    chat,
    text: 'A',
    reply_markup: buttons,
    ...setting(random, cast, chat),
  };
  const from = author(random, cast, chat);
  const on = random.chance(0.9) ? { message: shown } : { inline_message_id: 'inline' };
  return {
    id: String(random.whole(1, 1e9)),
    from,
    chat_instance: '1',
    ...on,
    ...(random.chance(0.95) ? { data } : { game_short_name: 'g' }),
  };
}

function membership(random: Random, cast: Cast): Parts {
  const member = () => ({ status: random.pick(STATUSES), user: cast.me });
  return {
    chat: random.pick(cast.chats),
    from: random.pick(cast.people),
    date: random.pick(DATES),
    old_chat_member: member(),
    new_chat_member: member(),
  };
}

const poll = (random: Random): Parts => ({
  id: String(random.whole(1, 50)),
  question: '?',
  options: [],
  total_voter_count: 0,
  is_closed: false,
  is_anonymous: false,
  type: 'quiz',
  allows_multiple_answers: false,
});

function partOf(kind: Kind, random: Random, cast: Cast): Parts {
  const from = random.pick(cast.people);
  if (/message$|post$/.test(kind))
    return { ...message(random, cast), ...(kind === 'guest_message' && { guest_query_id: String(random.whole(1, 1e9)) }) };
  if (kind === 'callback_query') return press(random, cast);
  if (kind.endsWith('member')) return membership(random, cast);
  if (kind === 'inline_query') {
    const query = random.chance(0.5) ? random.pick(cast.questions) : randomText(random, 256);
    return { id: String(random.whole(1, 1e9)), from, query, offset: random.pick(['', '10', '-1', 'x', '1e9']), chat_type: 'private' };
  }
  if (kind === 'poll_answer')
    return { poll_id: String(random.whole(1, 50)), user: from, option_ids: random.pick([[], [0], [1], [0, 1], [99]]) };
  if (kind === 'poll') return poll(random);
  return { id: '1', from, user: from, chat: random.pick(cast.chats), date: random.pick(DATES), message_id: 1, query: '', result_id: '1' };
}

/** One update as Telegram would write it. */
export function randomUpdate(
  random: Random,
  cast: Cast,
  updateId: number,
): Readonly<Record<string, unknown>> & { readonly update_id: number } {
  const kind = random.pick(WEIGHTED);
  return { update_id: updateId, [kind]: partOf(kind, random, cast) };
}
