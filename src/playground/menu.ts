/** Which commands Telegram's client shows somebody: the narrowest list that was set, as the client looks for it. */
import type { BotCommand, BotCommandScope } from '@grammyjs/types';
import { commandsKey } from './telegram/methods-profile.ts';
import type { FakeTelegram } from './telegram.ts';

export function menuFor({ world }: FakeTelegram, personId: number): readonly BotCommand[] {
  const language = world.people.get(personId)?.language_code?.slice(0, 2) ?? '';
  const scopes: BotCommandScope[] = [{ type: 'chat', chat_id: personId }, { type: 'all_private_chats' }, { type: 'default' }];
  for (const scope of scopes) {
    for (const tag of [language, '']) {
      const commands = world.profile.commands.get(commandsKey(scope, tag));
      if (commands) return commands;
    }
  }
  return [];
}

/** The bot as its profile shows it to this person. */
export function profileFor({ world }: FakeTelegram, personId: number) {
  const language = world.people.get(personId)?.language_code?.slice(0, 2) ?? '';
  const pick = (texts: ReadonlyMap<string, string>) => texts.get(language) ?? texts.get('') ?? '';
  return {
    name: pick(world.profile.names) || world.bot.first_name,
    username: world.bot.username,
    description: pick(world.profile.descriptions),
  };
}
