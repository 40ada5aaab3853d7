/** The people of the page: each browser tab is one, with a private chat of its own and a Telegram language. */
import type { FakeTelegram } from './telegram.ts';

export interface Visitors {
  /** The person of that id, made when new. `language` is Telegram's tag; undefined leaves what the person has. */
  welcome(id: number, language?: string): void;
  /** While a page is open its person is not forgotten. @returns what closes it */
  open(id: number): () => void;
}

/** Chats kept in memory; past it, the one longest not looked at goes. */
const MOST_VISITORS = 200;

/** Nobody at first; a restart forgets everybody, and their pages come back as they were told to. */
export function createVisitors(telegram: FakeTelegram): Visitors {
  /** Open pages by person, in the order last seen. */
  const seen = new Map<number, number>();

  const forgetOldest = () => {
    if (seen.size <= MOST_VISITORS) return;
    const [oldest] = [...seen].find(([, pages]) => pages === 0) ?? [];
    if (oldest === undefined) return;
    seen.delete(oldest);
    telegram.forgets(oldest);
  };

  const welcome = (id: number, language?: string) => {
    const pages = seen.get(id) ?? 0;
    seen.delete(id);
    seen.set(id, pages);
    if (!telegram.world.people.has(id)) telegram.person({ id, first_name: 'You' });
    if (language !== undefined) telegram.speaks(id, language);
    forgetOldest();
  };

  return {
    welcome,
    open(id) {
      welcome(id);
      seen.set(id, (seen.get(id) ?? 0) + 1);
      return () => seen.set(id, Math.max(0, (seen.get(id) ?? 1) - 1));
    },
  };
}
