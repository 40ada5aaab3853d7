import { expect, test } from 'vitest';
import { publishProfile } from '../../src/bot/profile.ts';
import { commands } from '../../src/handlers/index.ts';
import { createTestApp } from '../fakes/app.ts';

test('menus and descriptions are published in every language, and only where they differ from what Telegram has', async () => {
  const { bot, telegram, content } = await createTestApp();
  const set: string[] = [];
  telegram.listen((event) => {
    if (event.kind === 'call' && event.method.startsWith('set')) set.push(event.method);
  });
  await publishProfile(bot.api, content, commands, 'en');
  const first = set.length;
  // The language of everybody else needs nothing of its own where it says the same.
  expect(first).toBeGreaterThanOrEqual(3 * content.locales.length);
  const shown = await bot.api.getMyCommands({ language_code: 'fa' });
  expect(shown.find(({ command }) => command === 'safety')?.description).toBe(content.say('fa', 'commands.safety.menu'));
  expect(shown.map(({ command }) => command)).not.toContain('stats');
  await publishProfile(bot.api, content, commands, 'en');
  expect(set).toHaveLength(first);
});
