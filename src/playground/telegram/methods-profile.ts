/** Who the bot is, in each language: name, descriptions, commands. */
import type { BotCommand, BotCommandScope } from '@grammyjs/types';
import { checkFields } from './fields.ts';
import type { Args } from './methods.ts';
import { badRequest, ourBadRequest } from './refusal.ts';
import { roomFor } from './rooms.ts';
import { lengthOf } from './text.ts';
import type { World } from './world.ts';

const MOST_COMMANDS = 100;

/** In characters. */
const COMMAND_LIMIT = 32;
const COMMAND_DESCRIPTION_LIMIT = 256;
const NAME_LIMIT = 64;
const DESCRIPTION_LIMIT = 512;
const SHORT_DESCRIPTION_LIMIT = 120;

/** Where commands of a scope and a language are kept; no language is for all that have no list of their own. */
export const commandsKey = (scope: BotCommandScope = { type: 'default' }, language = ''): string =>
  [scope.type, 'chat_id' in scope ? scope.chat_id : '', 'user_id' in scope ? scope.user_id : '', language].join(' ');

/** Telegram takes ISO 639-1 only: `az`, and neither `az-AZ` nor `fil`. */
function checkLanguage(language = ''): string {
  if (language !== '' && !/^[a-z]{2}$/.test(language)) throw badRequest('invalid language code specified');
  return language;
}

function keyOf(world: World, { scope, language_code }: Args<'getMyCommands'>): string {
  checkFields('BotCommandScope', scope);
  if (scope && 'chat_id' in scope) roomFor(world, scope.chat_id, 'read');
  return commandsKey(scope, checkLanguage(language_code));
}

function checkCommand({ command, description }: BotCommand): BotCommand {
  if (typeof command !== 'string') throw badRequest('can\'t parse BotCommand: Can\'t find field "command"');
  if (typeof description !== 'string') throw badRequest('can\'t parse BotCommand: Can\'t find field "description"');
  if (lengthOf(command) > COMMAND_LIMIT) throw badRequest(`command length must not exceed ${COMMAND_LIMIT}`);
  if (!/^\/?[a-z0-9_]+$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  if (description.trim() === '') throw badRequest('command description must be non-empty');
  if (lengthOf(description) > COMMAND_DESCRIPTION_LIMIT) {
    throw badRequest(`command description length must not exceed ${COMMAND_DESCRIPTION_LIMIT}`);
  }
  return { command: command.replace('/', ''), description };
}

/** Telegram's text for a profile too long is not known to us; the limit is. */
function put(texts: Map<string, string>, language: string | undefined, text: string, limit: number, what: string): true {
  if (lengthOf(text) > limit) throw ourBadRequest(`${what} of over ${limit} characters`);
  texts.set(checkLanguage(language), text);
  return true;
}

/** What is set for the language; without one of its own, what is set for all. */
const get = (texts: Map<string, string>, language: string | undefined): string => texts.get(checkLanguage(language)) ?? texts.get('') ?? '';

const commandMethods = (world: World) => ({
  setMyCommands(args: Args<'setMyCommands'>) {
    if (!Array.isArray(args.commands)) throw badRequest('expected an Array of BotCommand');
    if (args.commands.length > MOST_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    args.commands.forEach((command: unknown) => checkFields('BotCommand', command));
    const commands = args.commands.map(checkCommand);
    world.profile.commands.set(keyOf(world, args), commands);
    world.emit({ kind: 'commands', commands });
    return true;
  },
  getMyCommands: (args: Args<'getMyCommands'>) => world.profile.commands.get(keyOf(world, args)) ?? [],
  deleteMyCommands(args: Args<'deleteMyCommands'>) {
    world.profile.commands.delete(keyOf(world, args));
    world.emit({ kind: 'commands', commands: [] });
    return true;
  },
});

const textMethods = ({ bot, profile }: World) => ({
  setMyName: ({ name = '', language_code }: Args<'setMyName'>) => put(profile.names, language_code, name, NAME_LIMIT, 'name'),
  getMyName: ({ language_code }: Args<'getMyName'>) => ({ name: get(profile.names, language_code) || bot.first_name }),
  setMyDescription: ({ description = '', language_code }: Args<'setMyDescription'>) =>
    put(profile.descriptions, language_code, description, DESCRIPTION_LIMIT, 'description'),
  getMyDescription: ({ language_code }: Args<'getMyDescription'>) => ({ description: get(profile.descriptions, language_code) }),
  setMyShortDescription: ({ short_description: text = '', language_code }: Args<'setMyShortDescription'>) =>
    put(profile.shortDescriptions, language_code, text, SHORT_DESCRIPTION_LIMIT, 'short description'),
  getMyShortDescription: ({ language_code }: Args<'getMyShortDescription'>) => ({
    short_description: get(profile.shortDescriptions, language_code),
  }),
});

export const profileMethods = (world: World) => ({ getMe: () => world.bot, ...commandMethods(world), ...textMethods(world) });
