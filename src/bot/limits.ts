/**
 * How much one person and one chat may ask. Counted in memory, each process for itself, by the generic cell rate algorithm:
 * one number a key, which says when all that was taken will have been given back.
 */
import { keep } from '../bounded.ts';

/** What may be asked at once, and what is given back a second. */
interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/** Nobody who reads the answers asks faster. */
const PERSON: Allowance = { burst: 60, perSecond: 1 };
/** A group: a class of pupils who all press at once, several times each. */
const GROUP: Allowance = { burst: 600, perSecond: 10 };
/** Somebody types a query in inline mode, each letter a query. */
const INLINE: Allowance = { burst: 60, perSecond: 2 };
const NOTICE: Allowance = { burst: 1, perSecond: 1 / 60 };

/** Bounds the memory: some megabytes. Whoever was longest unheard of is forgotten, and so begins with a full allowance again. */
const MOST_KEPT = 50_000;
/** An answer that went out so shortly before a question still stands before the eyes of whoever asks. */
const FRESH_MS = 1000;
/** Answers over the limit remembered, some kilobytes each. */
const MOST_SAID = 1000;

function createAllowances({ burst, perSecond }: Allowance, now: () => number) {
  const cost = 1000 / perSecond;
  const fullAt = new Map<string | number, number>();
  /** @returns whether there was one left */
  return (key: number): boolean => {
    const at = now();
    const next = Math.max(at, fullAt.get(key) ?? 0) + cost;
    if (next - at > burst * cost) return false;
    keep(fullAt, key, next, MOST_KEPT);
    return true;
  };
}

export interface Asker {
  /** Undefined where Telegram names nobody, as for a group's anonymous administrators. */
  readonly personId: number | undefined;
  /** Undefined in a private chat, which is the person's own. */
  readonly groupId: number | undefined;
}

/** @param now milliseconds of a clock that only goes forward */
export function createLimits(now: () => number = () => performance.now()) {
  const person = createAllowances(PERSON, now);
  const group = createAllowances(GROUP, now);
  const notice = createAllowances(NOTICE, now);
  const said = new Map<string | number, number>();
  return {
    now,
    /** Takes one from the person's and the group's allowance. Who has used up their own takes none of the group's. */
    admits: ({ personId, groupId }: Asker): boolean =>
      (personId === undefined || person(personId)) && (groupId === undefined || group(groupId)),
    admitsInline: createAllowances(INLINE, now),
    /** Whether the chat is to be told of the limit now: once a minute. */
    tells: notice,
    /** Over the limit one answer serves all who asked for it before it went out, and whoever asks within the next second. */
    wasSaid: (chatId: number, html: string, askedAt: number): boolean => (said.get(`${chatId} ${html}`) ?? -Infinity) >= askedAt - FRESH_MS,
    says: (chatId: number, html: string): void => keep(said, `${chatId} ${html}`, now(), MOST_SAID),
  };
}
export type Limits = ReturnType<typeof createLimits>;
