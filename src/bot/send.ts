/** What Telegram's errors mean, in one place, told apart by code. */
import { GrammyError, HttpError } from 'grammy';

/** The chat is gone: the bot was blocked or kicked, the person or the chat deleted. 400 has no code of its own for a chat not found. */
export const isGone = (error: unknown) =>
  error instanceof GrammyError && (error.error_code === 403 || (error.error_code === 400 && error.description.includes('chat not found')));

/** The token is wrong or was revoked. */
export const isUnauthorized = (error: unknown) => error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);

/** Nobody is there to answer, or nobody answers us: this passes, whatever is sent. */
export const isCutOff = (error: unknown) => error instanceof HttpError || isUnauthorized(error);

/** The same call may succeed later: no answer, a server error, too many requests, or a token that was taken back and is given anew. */
export const isTransient = (error: unknown) =>
  isCutOff(error) || (error instanceof GrammyError && (error.error_code >= 500 || error.error_code === 429));

/** Another process reads this bot's updates. */
export const isConflict = (error: unknown) => error instanceof GrammyError && error.error_code === 409;

/** Telegram refused the call itself. */
export const isRefused = (error: unknown) => error instanceof GrammyError && error.error_code === 400;

/** A forum topic that was closed or deleted; the group itself can still be written to. */
export const isTopicGone = (error: unknown) =>
  isRefused(error) && error instanceof GrammyError && /thread not found|TOPIC_(CLOSED|DELETED)/i.test(error.description);

/** The id of a file is not, or no longer, one that this bot may send. */
export const isFileRefused = (error: unknown) =>
  isRefused(error) && error instanceof GrammyError && /file[_ ](identifier|id|reference)|can't use file of type/i.test(error.description);

/** Refused, and perhaps for the picture: it is too large, or pictures are not allowed there. The text may still be. */
export const isPictureRefused = (error: unknown) =>
  error instanceof GrammyError &&
  (error.error_code === 413 ||
    (isRefused(error) && !isGone(error) && !isTopicGone(error) && error.parameters.migrate_to_chat_id === undefined));
