/** Passes on to the operators what people write for them, without saying who wrote it. */
import type { Api } from 'grammy';
import { keep } from '../bounded.ts';
import type { Operators } from '../handlers/handler.ts';
import type { Log } from '../log.ts';

/** Texts a person may send in a day, and people remembered at most; whoever has long been silent is forgotten first. */
const A_DAY = 3;
const PEOPLE = 20_000;

/** How much somebody has sent today, by UTC. In memory only: a restart forgets it. */
function createAllowance(now: () => Date) {
  let day = '';
  const sent = new Map<number, number>();
  const today = () => {
    const date = now().toISOString().slice(0, 10);
    if (date !== day) sent.clear();
    day = date;
    return sent;
  };
  return {
    isSpent: (person: number) => (today().get(person) ?? 0) >= A_DAY,
    spend(person: number): void {
      keep(sent, person, (today().get(person) ?? 0) + 1, PEOPLE);
    },
  };
}

export interface OperatorsParts {
  readonly api: Api;
  /** ADMIN_IDS. */
  readonly ids: readonly number[];
  readonly now: () => Date;
  readonly log: Log;
}

export function createOperators({ api, ids, now, log }: OperatorsParts): Operators {
  const allowance = createAllowance(now);
  async function reaches(id: number, html: string): Promise<boolean> {
    try {
      await api.sendMessage(id, html, { parse_mode: 'HTML', link_preview_options: { is_disabled: true } });
      return true;
    } catch (error) {
      // An operator who never started the bot, or blocked it; the others still hear.
      log.warn({ err: error }, 'an operator was not reached');
      return false;
    }
  }
  return {
    async hear(from, html) {
      if (allowance.isSpent(from)) return 'enough';
      const reached = await Promise.all(ids.map((id) => reaches(id, html)));
      if (!reached.includes(true)) return 'nobody';
      allowance.spend(from);
      return 'heard';
    },
  };
}
