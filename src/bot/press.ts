/** Pressed buttons: each has to be answered, or it goes on looking busy. */
import type { Api, Context } from 'grammy';
import type { Services } from '../handlers/handler.ts';
import { startLink, tipPayload } from '../handlers/links.ts';
import type { Said } from './incoming.ts';
import { isRefused } from './send.ts';

/** One pressed too long ago cannot be answered any more, and need not be. */
async function answer(api: Api, pressId: string, how: { readonly text?: string; readonly url?: string }): Promise<void> {
  try {
    await api.answerCallbackQuery(pressId, how);
  } catch (error) {
    if (!isRefused(error)) throw error;
  }
}

/**
 * Stops the spinner of a pressed button.
 * @param notice shown over the chat for a moment, at most 200 characters
 */
export const answerPress = (api: Api, pressId: string, notice?: string): Promise<void> =>
  answer(api, pressId, notice === undefined ? {} : { text: notice });

/** What `/start` says without a topic: the welcome. */
const WELCOME_PAYLOAD = 'safety';

/** In a channel one reader's press must not post for all: it opens the bot, which tells them alone. */
export function openBot(
  { api }: Context,
  pressId: string,
  said: Said,
  { content, botName }: Pick<Services, 'content' | 'botName'>,
): Promise<void> {
  const topic = said.kind === 'command' && content.kindOf(said.text) === 'safety' ? said.text : undefined;
  return answer(api, pressId, { url: startLink(botName(), topic === undefined ? WELCOME_PAYLOAD : tipPayload(topic)) });
}
