/** What may go wrong between a bot and Telegram, switched on by a test. */

export type Fault = {
  /** Which calls; all of them by default. */
  readonly method?: string | RegExp;
  readonly chatId?: number;
  /** Times it happens before it is over. Default: until `clear`. */
  times?: number;
  /** 0 to 1: how many of the calls it meets. Default 1. */
  readonly chance?: number;
} & (
  | { /** Answers late. */ readonly kind: 'latency'; readonly ms: number }
  | { /** 429; the call is not done. */ readonly kind: 'flood'; readonly retryAfter: number }
  | { /** An answer of the server's trouble; the call is not done. */ readonly kind: 'server'; readonly status?: number }
  | {
      /** The connection breaks: before the call is done, or after, when only its answer is lost. */ readonly kind: 'drop';
      readonly done?: boolean;
    }
  | {
      /** The call is done, and half of its answer arrives; then the connection closes, or stays open. */ readonly kind: 'truncate';
      readonly hangs?: boolean;
    }
  | { /** Any answer of Telegram's; the call is not done. */ readonly kind: 'answer'; readonly code: number; readonly description: string }
);

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** @returns those that meet this call, each counted */
  meeting(method: string, chatId: unknown): readonly Fault[];
}

export function createFaults(): Faults {
  let faults: Fault[] = [];
  const meets = (fault: Fault, method: string, chatId: unknown) => {
    if (typeof fault.method === 'string' && fault.method.toLowerCase() !== method.toLowerCase()) return false;
    if (fault.method instanceof RegExp && !fault.method.test(method)) return false;
    if (fault.chatId !== undefined && Number(chatId) !== fault.chatId) return false;
    return fault.chance === undefined || Math.random() < fault.chance;
  };
  return {
    add: (fault) => void faults.push(fault),
    clear() {
      faults = [];
    },
    meeting(method, chatId) {
      // Never the list itself: a long poll holds on to what it met while others are added.
      if (faults.length === 0) return [];
      const met = faults.filter((fault) => meets(fault, method, chatId));
      for (const fault of met) if (fault.times !== undefined) fault.times -= 1;
      faults = faults.filter(({ times }) => times === undefined || times > 0);
      return met;
    },
  };
}

/** Telegram's limit over all chats: more calls than this within a second get a 429. */
export function createFloodGate(perSecond: number | undefined) {
  let [second, calls] = [0, 0];
  return {
    perSecond,
    /** @returns seconds to wait, 0 when the call may pass */
    retryAfter(): number {
      if (this.perSecond === undefined) return 0;
      const now = Math.floor(performance.now() / 1000);
      calls = now === second ? calls + 1 : 1;
      second = now;
      return calls > this.perSecond ? 1 : 0;
    },
  };
}
