/** Links that open the bot, or bring it into a group. */

/** What `/start` gets from a link: Telegram takes 1 to 64 of letters, digits, `_` and `-`. */
export const tipPayload = (topic: string) => `tip_${topic}`;

/** `/start` with it in a group: somebody added the bot by a link. */
export const GROUP_PAYLOAD = 'group';

/** @param bot the bot's Telegram name, without the @ */
export const startLink = (bot: string, payload: string) => `https://t.me/${bot}?start=${payload}`;
export const groupLink = (bot: string) => `https://t.me/${bot}?startgroup=${GROUP_PAYLOAD}`;
