/** What a handler takes and gives. A handler never sends and knows no Telegram type. */
import type { Content } from '../content/content.ts';
import type { Value } from '../content/fill.ts';
import type { WordList } from '../content/schema.ts';
import type { Asked } from '../knowledge/load.ts';
import type { Recent } from '../knowledge/recent.ts';
import type { Metrics } from '../metrics.ts';
import type { Audience, Progress } from '../store/broadcasts.ts';
import type { Store } from '../store/store.ts';

/** What operators do with what is said to all. */
export interface Broadcasts {
  /** Whom a broadcast would reach now. */
  audience(): Promise<readonly Audience[]>;
  /** Sends the reminder to every subscribed chat; on the day itself as the day's, so that nobody hears it twice. @returns its key */
  broadcast(): Promise<string>;
  /** Each resolves to whether there was something to change. */
  pause(key: string): Promise<boolean>;
  goOn(key: string): Promise<boolean>;
  cancel(key: string): Promise<boolean>;
  progress(key: string): Promise<Progress | undefined>;
}

/** What every handler may use. */
export interface Services {
  readonly content: Content;
  readonly knowledge: Asked;
  readonly store: Store;
  readonly broadcasts: Broadcasts;
  readonly metrics: Metrics;
  /** Told of what failed without keeping a reply from going out. */
  readonly onTrouble: (error: unknown) => void;
  /** The clock; tests and the playground set their own. */
  readonly now: () => Date;
  /** The topic each chat was last answered with, for some minutes. */
  readonly recent: Recent;
  /** IANA time zone of chats that chose none. */
  readonly zone: string;
}

export interface Chat {
  /** Telegram's chat id; negative for groups and channels, up to 52 bits. */
  readonly id: number;
  readonly kind: 'private' | 'group' | 'supergroup' | 'channel';
  /** The forum topic the message was said in. */
  readonly threadId?: number;
}

/** One thing a person said or pressed. */
export interface Request<Words = unknown> {
  readonly chat: Chat;
  /** Language code of a folder under `locales/`. */
  readonly locale: string;
  /** ISO 3166 code the chat chose, `other` for one without checked numbers, undefined when it never chose. */
  readonly country: string | undefined;
  /** What followed the command, trimmed; the whole text for a question. At most 4,096 characters. */
  readonly text: string;
  readonly words: Words;
}

/** A button; exactly one of its kinds. */
export type Button = { readonly label: string; readonly style?: 'danger' | 'primary' | 'success' } & (
  | { /** As if typed, without the slash: `safety found-item`. At most 64 bytes. */ readonly sends: string }
  | { readonly url: string }
  | { /** Copied to the clipboard; 1 to 256 characters. */ readonly copies: string }
  | { /** The query put after the bot's name in a chat the reader picks. */ readonly shares: string }
);

export interface Reply {
  /** Telegram's HTML, at most 4,096 characters after entities are read. */
  readonly html: string;
  /** Rows of buttons, in left-to-right reading order; `bot` mirrors them for right-to-left languages. */
  readonly buttons?: readonly (readonly Button[])[];
  /** The language the reply is in, where it is not the request's. */
  readonly locale?: string;
  /** The message goes on changing: after `afterMs` milliseconds it becomes what `look` gives. */
  readonly next?: { readonly afterMs: number; look(): Promise<Reply> };
}

/** Words of a handler as functions: `words.done({ name })` is the text in the reader's language, escaped and isolated. */
export type WordsOf<L extends WordList> = {
  readonly [W in keyof L]: L[W] extends readonly [] ? () => string : (parameters: Record<L[W][number], Value>) => string;
};

export interface Handler<L extends WordList = WordList> {
  /** The command's name without the slash, 1 to 32 of `[a-z0-9_]`; for other handlers the name of what they answer. */
  readonly name: string;
  readonly words: L;
  /** A pressed button of this command changes the message it stands on instead of sending a new one. */
  readonly edits: boolean;
  /** In groups and channels only administrators may use it: it changes what all of them receive. */
  readonly administrators: boolean;
  /** For the operators of ADMIN_IDS only; nobody else learns that it exists. */
  readonly operators: boolean;
  run(request: Request<WordsOf<L>>, services: Services): Reply | Promise<Reply>;
}

/** Declares a command or another handler; `words` types what `run` may say, and the loader asks every language for it. */
export const handler = <const L extends WordList>(
  parts: Omit<Handler<L>, 'edits' | 'administrators' | 'operators'> & Partial<Pick<Handler<L>, 'edits' | 'administrators' | 'operators'>>,
): Handler => ({ edits: false, administrators: false, operators: false, ...parts });
