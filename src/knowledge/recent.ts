/** The topic each chat was last answered with, so that "and the children?" can be read with it. In memory only, and only for minutes. */
import { keep } from '../bounded.ts';

export interface Recent {
  remember(chatId: number, topic: string): void;
  /** @returns undefined when nothing was answered lately */
  recall(chatId: number): string | undefined;
}

/** A pause longer than this begins a new conversation. */
const MINUTES_MS = 5 * 60_000;
/** Chats remembered at most; the one longest silent goes first. */
const CHATS = 20_000;

/** @param now the clock */
export function createRecent(now: () => Date): Recent {
  const topics = new Map<number, { readonly topic: string; readonly at: number }>();
  return {
    remember(chatId, topic) {
      keep(topics, chatId, { topic, at: now().getTime() }, CHATS);
    },
    recall(chatId) {
      const last = topics.get(chatId);
      return last !== undefined && now().getTime() - last.at <= MINUTES_MS ? last.topic : undefined;
    },
  };
}
