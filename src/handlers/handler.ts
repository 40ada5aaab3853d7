/** What a handler takes and gives. A handler never sends and knows no Telegram type. */
import type { Card } from '../cards/card.ts';
import type { Printer } from '../cards/printer.ts';
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

/** Those who run the bot. */
export interface Operators {
  /**
   * Passes a text on to them, without its sender. Nothing of it is kept.
   * @param from who wrote it, Telegram's id: a few texts a day are taken of each
   * @returns `nobody` when none of them could be reached, `enough` when the writer's day is full
   */
  hear(from: number, html: string): Promise<'heard' | 'nobody' | 'enough'>;
}

/** What every handler may use. */
export interface Services {
  readonly content: Content;
  readonly knowledge: Asked;
  readonly store: Store;
  /** Draws pictures. A handler only says which: see `Photo`. */
  readonly printer: Printer;
  readonly broadcasts: Broadcasts;
  readonly operators: Operators;
  readonly metrics: Metrics;
  /** Told of what failed without keeping a reply from going out. */
  readonly onTrouble: (error: unknown) => void;
  /** The clock; tests and the playground set their own. */
  readonly now: () => Date;
  /** The topic each chat was last answered with, for some minutes. */
  readonly recent: Recent;
  /** The bot's name on Telegram, without the @, for links to it; known once Telegram was reached. */
  readonly botName: () => string;
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
  /** Telegram's id of who said it; undefined for those who speak as a group or a channel. Never kept. */
  readonly from?: number | undefined;
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

/** A picture by what it shows; `bot` has it drawn, or sends it again by its id. */
export interface Photo {
  readonly card: Card;
  /** As a file, not made smaller by Telegram: for printing. */
  readonly asFile?: boolean;
}

export interface Reply {
  /** Telegram's HTML, at most 4,096 characters after entities are read. */
  readonly html: string;
  /** Shown above the text, which then is at most 1,024 characters; where no picture can be sent, the text goes out alone. */
  readonly photo?: Photo;
  /** Rows of buttons, in left-to-right reading order; `bot` mirrors them for right-to-left languages. */
  readonly buttons?: readonly (readonly Button[])[];
  /** The language the reply is in, where it is not the request's. */
  readonly locale?: string;
  /** The message goes on changing: after `afterMs` milliseconds it becomes what `look` gives. */
  readonly next?: { readonly afterMs: number; look(): Promise<Reply> };
  /** Message id of a quiz poll that takes no more answers from now on. */
  readonly closesPoll?: number | undefined;
  /** Called once it was sent: what is remembered then happened for sure. */
  readonly onSent?: () => Promise<void>;
}

/** A question of the quiz, as plain text. */
export interface QuizPoll {
  /** At most 300 characters. */
  readonly question: string;
  /** Two to ten, at most 100 characters each. */
  readonly options: readonly string[];
  /** Which option is right, from 0. */
  readonly right: number;
  /** Shown to whoever has answered; at most 200 characters. */
  readonly explanation: string;
}

/** A quiz poll instead of a text. Who answers it is heard as the handler `vote`. */
export interface PollReply extends Pick<Reply, 'buttons' | 'locale' | 'closesPoll'> {
  readonly poll: QuizPoll;
  /** Called with Telegram's id of the poll and its message's. */
  onSent(pollId: string, messageId: number): Promise<void>;
}

/** What a handler gives; undefined where nothing is to be said. */
export type AnyReply = Reply | PollReply | undefined;

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
  /** Only a button says it, which goes away with its row when it is pressed; what `run` says is shown for a moment, up to 200 characters. */
  readonly once: boolean;
  /** In groups and channels only administrators may use it: it changes what all of them receive. */
  readonly administrators: boolean;
  /** For the operators of ADMIN_IDS only; nobody else learns that it exists. */
  readonly operators: boolean;
  /** Whether what is asked may save somebody who is in danger now: then no limit withholds its answer. */
  urgent(request: Pick<Request, 'chat' | 'locale' | 'text'>, services: Services): boolean | Promise<boolean>;
  run(request: Request<WordsOf<L>>, services: Services): AnyReply | Promise<AnyReply>;
}

type Optional = 'edits' | 'once' | 'administrators' | 'operators' | 'urgent';

/** Declares a command or another handler; `words` types what `run` may say, and the loader asks every language for it. */
export const handler = <const L extends WordList>(parts: Omit<Handler<L>, Optional> & Partial<Pick<Handler<L>, Optional>>): Handler => ({
  edits: false,
  once: false,
  administrators: false,
  operators: false,
  urgent: () => false,
  ...parts,
});
