/** Which column of a chat says that it wants a campaign. */
import type { Series } from './broadcasts.ts';
import type { Database } from './database.ts';
import type { StoredChat } from './store.ts';

const COLUMNS = { reminder: 'subscribed', 'weekly-tip': 'weekly_tip' } as const satisfies Record<Series, string>;

export type WantedColumn = (typeof COLUMNS)[Series];

/** Reads it by the campaign's id, once each: a campaign's series never changes. Not to be called within a transaction of SQLite's. */
export const createColumnOf = ({ db }: Database) => {
  const known = new Map<number, WantedColumn>();
  return async (id: number): Promise<WantedColumn> => {
    const column = known.get(id);
    if (column !== undefined) return column;
    const { series } = await db.selectFrom('campaign').select('series').where('id', '=', id).executeTakeFirstOrThrow();
    known.set(id, COLUMNS[series]);
    return COLUMNS[series];
  };
};

/** Whether a chat is there and wants it. */
export const wantsIn =
  (column: WantedColumn) =>
  (chat: StoredChat | undefined): boolean =>
    chat?.active === true && (column === 'subscribed' ? chat.subscribed : chat.weeklyTip);
