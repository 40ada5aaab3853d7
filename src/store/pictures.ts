/** Telegram's ids of pictures already sent, by which they are sent again without being uploaded. */
import type { Database } from './database.ts';
import type { Store } from './store.ts';

/** A file id is good for the bot that got it and for no other, so the bot's id stands in the key. */
const keyOf = (bot: string, picture: string) => `${bot}:${picture}`;

export const createPictures = ({ db }: Database): Pick<Store, 'pictureId' | 'keepPictureId' | 'dropPictureId'> => ({
  async pictureId(bot, picture) {
    const row = await db.selectFrom('card_file').select('file_id').where('hash', '=', keyOf(bot, picture)).executeTakeFirst();
    return row?.file_id;
  },
  async keepPictureId(bot, picture, fileId) {
    await db
      .insertInto('card_file')
      .values({ hash: keyOf(bot, picture), file_id: fileId })
      .onConflict((known) => known.column('hash').doUpdateSet({ file_id: fileId }))
      .execute();
  },
  async dropPictureId(bot, picture, fileId) {
    await db.deleteFrom('card_file').where('hash', '=', keyOf(bot, picture)).where('file_id', '=', fileId).execute();
  },
});
