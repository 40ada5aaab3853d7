/** The numbered migrations, for both engines. A released one is never changed: what must change is a new one at the end. */
import type { Dialect } from './database.ts';

/** Statements in order; one migration is one transaction. Only types and words both engines know. */
type Migration = (dialect: Dialect) => readonly string[];

// SQLite stores a text in an integer column without a word, but every text is greater than any number: the upper bound refuses it.
const whole = (column: string) => `${column} between 0 and 9007199254740991`;
const bit = (column: string, initial: 0 | 1) => `${column} integer not null default ${initial} check (${column} in (0, 1))`;
const time = (column: string) => `${column} bigint not null check (${whole(column)})`;

const chats: Migration = ({ id }) => [
  // Nobody is subscribed by choosing a language: consent is a press of its own.
  `create table chat (
    id ${id} primary key,
    kind text not null check (kind in ('private', 'group', 'supergroup', 'channel')),
    locale text,
    country text,
    zone text,
    ${bit('subscribed', 0)},
    ${bit('active', 1)},
    thread_id bigint check (${whole('thread_id')}),
    ${bit('weekly_tip', 0)},
    migrated_to bigint,
    ${time('created_at')},
    ${time('updated_at')}
  )`,
  `create index chat_migrated on chat (migrated_to) where migrated_to is not null`,
];

const deliveries: Migration = () => [
  // No sequence: ids are given by the inserting statement, so that a copy needs no repair.
  `create table campaign (
    id integer not null primary key,
    key text not null unique,
    cursor bigint not null,
    ${bit('enqueued', 0)},
    ${time('created_at')}
  )`,
  // The chat comes first in the key: a group's migration looks its deliveries up by chat, among millions.
  `create table delivery (
    chat_id bigint not null,
    campaign_id integer not null,
    status text not null default 'pending' check (status in ('pending', 'sent', 'blocked', 'migrated', 'failed', 'skipped')),
    attempts integer not null default 0 check (attempts between 0 and 1000000),
    due_at bigint check (${whole('due_at')}),
    message_id bigint check (${whole('message_id')}),
    error text,
    primary key (chat_id, campaign_id)
  )`,
  `create index delivery_due on delivery (due_at) where due_at is not null`,
  `create table throttle (key text not null primary key, ${time('tat')})`,
];

const memories: Migration = ({ id }) => [
  `create table handled_update (update_id ${id} primary key, ${time('at')})`,
  `create index handled_update_at on handled_update (at)`,
  `create table card_file (hash text not null primary key, file_id text not null)`,
  `create table poll (id text not null primary key, chat_id bigint not null, ${time('created_at')})`,
  `create index poll_chat on poll (chat_id)`,
  `create table counter (
    day text not null check (length(day) = 10),
    topic text not null,
    locale text not null,
    outcome text not null,
    count bigint not null default 0 check (${whole('count')}),
    primary key (day, topic, locale, outcome)
  )`,
];

const broadcasts: Migration = () => [
  `alter table campaign add column state text not null default 'open' check (state in ('open', 'paused', 'cancelled', 'done'))`,
  `alter table campaign add column starts_at bigint check (${whole('starts_at')})`,
  `alter table campaign add column worked_at bigint check (${whole('worked_at')})`,
  // By campaign first: a paused one may have a million due rows, which nobody claiming for another should wade through.
  `drop index delivery_due`,
  `create index delivery_left on delivery (campaign_id, due_at) where due_at is not null`,
  `create index chat_updated on chat (updated_at, id)`,
  `create table tally (
    campaign_id integer not null,
    outcome text not null check (outcome in ('sent', 'blocked', 'failed', 'skipped')),
    count bigint not null check (${whole('count')}),
    primary key (campaign_id, outcome)
  )`,
];

const quizzesAndTips: Migration = ({ id }) => [
  `alter table campaign add column series text not null default 'reminder' check (series in ('reminder', 'weekly-tip'))`,
  // What is answered is counted, and nothing is known of who answered.
  `create table quiz (
    chat_id ${id} primary key,
    pool text not null check (pool in ('everybody', 'children')),
    locale text not null,
    seed integer not null,
    thread_id bigint check (${whole('thread_id')}),
    ${time('created_at')}
  )`,
  `create index quiz_created on quiz (created_at)`,
  ...['position', 'right_option', 'message_id', 'rights', 'wrongs'].map(
    (column) => `alter table poll add column ${column} bigint not null default 0 check (${whole(column)})`,
  ),
  `alter table poll add column topic text not null default ''`,
  `create index poll_created on poll (created_at)`,
];

const takenUpdates: Migration = () => [
  `alter table handled_update add column chat_id bigint`,
  `alter table handled_update add column taken_until bigint check (${whole('taken_until')})`,
  `alter table handled_update add column taken_by text`,
  `create index handled_update_taken on handled_update (chat_id, update_id) where taken_until is not null`,
];

/** By name; names sort in the order they are applied. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first': (dialect) => [chats, deliveries, memories].flatMap((tables) => tables(dialect)),
  '0002-broadcasts': broadcasts,
  '0003-quizzes-and-tips': quizzesAndTips,
  '0004-taken-updates': takenUpdates,
};
