/** What Telegram's errors mean, in one place, told apart by code. */
import { GrammyError, HttpError } from 'grammy';

/** The chat is gone: the bot was blocked or kicked, the person or the chat deleted. 400 has no code of its own for a chat not found. */
export const isGone = (error: unknown) =>
  error instanceof GrammyError && (error.error_code === 403 || (error.error_code === 400 && error.description.includes('chat not found')));

/** The same call may succeed later: no answer, a server error, or too many requests. */
export const isTransient = (error: unknown) =>
  error instanceof HttpError || (error instanceof GrammyError && (error.error_code >= 500 || error.error_code === 429));

/** The token is wrong or was revoked. */
export const isUnauthorized = (error: unknown) => error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);

/** Another process reads this bot's updates. */
export const isConflict = (error: unknown) => error instanceof GrammyError && error.error_code === 409;

/** Telegram refused the call itself. */
export const isRefused = (error: unknown) => error instanceof GrammyError && error.error_code === 400;
