/** Whose trouble is it: one chat's, or everyone's? Telegram does not say, so it is judged by how many have it at once. */

const WINDOW_MS = 1_000;
/** Of the sendings within a second, or of the last five where there are fewer, so many 429s mean the bot and not a chat. */
const FLOODS = 3;
const FLOOD_SHARE = 0.02;
const SMALLEST_WINDOW = 5;
/** So many chats in a row without one success: Telegram is down, or the way to it. */
const TROUBLED_CHATS = 5;
const FIRST_HOLD_MS = 1_000;
const LONGEST_HOLD_MS = 30_000;

export interface Judge {
  /** Telegram answered about this very message: it is there. */
  hearAnswer(): void;
  /** A 429. @returns whether everyone must wait */
  hearFlood(): boolean;
  /** No answer, or one of its trouble. @returns for how many milliseconds everyone must wait; 0 when it is this chat's trouble alone */
  hearTrouble(chatId: number): number;
}

/** @param now milliseconds that only grow, such as `performance.now()` */
export const createJudge = (now: () => number): Judge => {
  const endings: { readonly at: number; readonly isFlood: boolean }[] = [];
  const troubled = new Set<number>();
  let [holds, heldUntil] = [0, 0];

  const note = (isFlood: boolean) => {
    const at = now();
    endings.push({ at, isFlood });
    while (endings.length > SMALLEST_WINDOW && (endings[0]?.at ?? at) < at - WINDOW_MS) endings.shift();
  };
  const calm = () => {
    troubled.clear();
    holds = 0;
  };

  return {
    hearAnswer() {
      note(false);
      calm();
    },
    hearFlood() {
      note(true);
      calm();
      const floods = endings.filter(({ isFlood }) => isFlood).length;
      return floods >= FLOODS && floods >= endings.length * FLOOD_SHARE;
    },
    hearTrouble(chatId) {
      troubled.add(chatId);
      if (troubled.size < TROUBLED_CHATS) return 0;
      // Many are under way when it breaks; they are one trouble.
      if (now() >= heldUntil) {
        heldUntil = now() + Math.min(LONGEST_HOLD_MS, FIRST_HOLD_MS * 2 ** holds);
        holds += 1;
      }
      return heldUntil - now();
    },
  };
};
