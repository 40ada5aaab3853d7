/** The methods that the fake Telegram does, in groups, each typed by its name. */
import type { ApiMethods, Opts } from '@grammyjs/types';
import { chatMethods } from './methods-chat.ts';
import { editMethods } from './methods-edit.ts';
import { pollMethods } from './methods-poll.ts';
import { profileMethods } from './methods-profile.ts';
import { queryMethods } from './methods-query.ts';
import { sendMethods } from './methods-send.ts';
import { updateMethods } from './methods-update.ts';
import type { Upload, World } from './world.ts';

export type MethodName = keyof ApiMethods<Upload>;
export type Args<M extends MethodName> = Opts<Upload>[M];
/** A result, or a `Refusal` thrown. */
export type Methods = { readonly [M in MethodName]?: (args: Args<M>) => unknown };

export const createMethods = (world: World): Methods => ({
  ...sendMethods(world),
  ...editMethods(world),
  ...pollMethods(world),
  ...queryMethods(world),
  ...chatMethods(world),
  ...profileMethods(world),
  ...updateMethods(world),
});
