/** What the fake Telegram throws inside itself when Telegram would refuse; `call` turns it into an answer. */

/** Parts of an error answer that a bot may act on. */
export interface RefusalParameters {
  /** Seconds to wait before the same call may be made again. */
  readonly retry_after?: number;
  /** The supergroup that a group has become. */
  readonly migrate_to_chat_id?: number;
}

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: number;
  readonly parameters: RefusalParameters | undefined;

  constructor(code: number, description: string, parameters?: RefusalParameters) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

/** A 400. `why` is Telegram's own text; it starts small, unless it is one of Telegram's `CODES`. */
export const badRequest = (why: string): Refusal => new Refusal(400, `Bad Request: ${why}`);

export const forbidden = (why: string): Refusal => new Refusal(403, `Forbidden: ${why}`);

/** A 400 for what Telegram lets pass or drops in silence, and a bot never means: the text says that it is ours. */
export const ourBadRequest = (why: string): Refusal => badRequest(`${why} (stricter than Telegram)`);
