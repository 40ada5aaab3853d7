/** What Telegram shows of the bot before a word is said: command menus and descriptions, in every language. */
import type { Api } from 'grammy';
import type { BotCommand, LanguageCode } from 'grammy/types';
import type { Content } from '../content/content.ts';
import type { Handler } from '../handlers/handler.ts';

const menu = (content: Content, commands: readonly Handler[], locale: string): BotCommand[] =>
  commands
    .filter(({ operators, once }) => !operators && !once)
    .map(({ name }) => ({ command: name, description: content.say(locale, `commands.${name}.menu`) }));

const isSame = (one: readonly BotCommand[], other: readonly BotCommand[]) =>
  one.length === other.length &&
  one.every(({ command, description }, index) => command === other[index]?.command && description === other[index]?.description);

/** Publishes one language; `shownAs` is undefined for people whose language has no profile of its own. Writes only what differs. */
async function publish(api: Api, content: Content, commands: readonly Handler[], locale: string, shownAs: LanguageCode | undefined) {
  const where = shownAs === undefined ? {} : { language_code: shownAs };
  const wanted = menu(content, commands, locale);
  if (!isSame(await api.getMyCommands(where), wanted)) await api.setMyCommands(wanted, where);
  const description = content.say(locale, 'profile.description');
  if ((await api.getMyDescription(where)).description !== description) await api.setMyDescription(description, where);
  const short = content.say(locale, 'profile.short');
  if ((await api.getMyShortDescription(where)).short_description !== short) await api.setMyShortDescription(short, where);
}

/** Telegram takes two-letter codes only. */
const isLanguageCode = (locale: string): locale is LanguageCode => /^[a-z]{2}$/.test(locale);

/** Sets menus and descriptions where they differ from what Telegram has. @param fallback for people whose language is not offered */
export async function publishProfile(api: Api, content: Content, commands: readonly Handler[], fallback: string): Promise<void> {
  await publish(api, content, commands, fallback, undefined);
  for (const locale of content.locales) if (isLanguageCode(locale)) await publish(api, content, commands, locale, locale);
}
