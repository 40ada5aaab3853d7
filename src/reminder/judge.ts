/** Whose trouble is it: one chat's, or everyone's? Telegram does not say, so it is judged by how many have it at once. */

const WINDOW_MS = 1_000;
/** Of the sendings within a second, or of the last five where there are fewer, so many 429s mean the bot and not a chat. */
const FLOODS = 3;
const FLOOD_SHARE = 0.02;
const SMALLEST_WINDOW = 5;
/** So many chats in a row without an answer: Telegram is down, or the way to it. */
const TROUBLED_CHATS = 5;
/** So many refused in a row: it is the message that is wrong, and it must not be used up on a million chats. */
const REFUSED_CHATS = 25;
const FIRST_HOLD_MS = 1_000;
const LONGEST_HOLD_MS = 30_000;

/** Each but `hearSuccess` tells for how many milliseconds everyone must wait; 0 when it is this chat's trouble alone. */
export interface Judge {
  /** Sent; or the chat alone is to blame, being gone or moved. */
  hearSuccess(): void;
  /** A 429, with what Telegram asks to wait. */
  hearFlood(afterMs: number): number;
  /** No answer, or one of Telegram's own trouble. */
  hearTrouble(chatId: number): number;
  /** The message was refused for good. */
  hearRefusal(chatId: number): number;
}

/** Longer each time, until something succeeds. */
const createHolds = (now: () => number) => {
  let [holds, heldUntil] = [0, 0];
  return {
    next(): number {
      // Many are under way when it breaks; they are one trouble.
      if (now() >= heldUntil) {
        heldUntil = now() + Math.min(LONGEST_HOLD_MS, FIRST_HOLD_MS * 2 ** holds);
        holds += 1;
      }
      return heldUntil - now();
    },
    reset() {
      holds = 0;
    },
  };
};

/** @param now milliseconds that only grow, such as `performance.now()` */
export const createJudge = (now: () => number): Judge => {
  const endings: { readonly at: number; readonly isFlood: boolean }[] = [];
  const [troubled, refused] = [new Set<number>(), new Set<number>()];
  const holds = createHolds(now);

  const note = (isFlood: boolean) => {
    const at = now();
    endings.push({ at, isFlood });
    while (endings.length > SMALLEST_WINDOW && (endings[0]?.at ?? at) < at - WINDOW_MS) endings.shift();
    troubled.clear();
  };
  const count = (chats: Set<number>, chatId: number, most: number) => {
    chats.add(chatId);
    return chats.size < most ? 0 : holds.next();
  };

  return {
    hearSuccess() {
      note(false);
      refused.clear();
      holds.reset();
    },
    hearFlood(afterMs) {
      note(true);
      const floods = endings.filter(({ isFlood }) => isFlood).length;
      return floods >= FLOODS && floods >= endings.length * FLOOD_SHARE ? afterMs : 0;
    },
    hearTrouble: (chatId) => count(troubled, chatId, TROUBLED_CHATS),
    hearRefusal(chatId) {
      note(false);
      return count(refused, chatId, REFUSED_CHATS);
    },
  };
};
