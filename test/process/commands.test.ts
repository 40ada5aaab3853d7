import { expect, onTestFinished, test } from 'vitest';
import { commands } from '../../src/handlers/index.ts';
import { createBotApi } from '../fakes/bot-api.ts';
import { freshFolder } from '../fakes/app.ts';
import { freePort } from '../fakes/free-port.ts';
import { startProgram, statusOf, until } from '../fakes/process.ts';

test('every command in a private chat, a group and a forum topic is answered there, and Telegram refuses no call', async () => {
  const api = await createBotApi();
  onTestFinished(() => api.close());
  const { telegram } = api;
  const [port, DATA_DIR] = [await freePort(), await freshFolder()];
  const person = telegram.person({ language_code: 'az' });
  startProgram({ BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.root, PORT: String(port), DATA_DIR, ADMIN_IDS: String(person.id) });
  await until('the bot is ready', async () => (await statusOf(port, '/readyz')) === 200);

  const group = telegram.chat({ type: 'supergroup', bot: 'member' });
  const forum = telegram.chat({ type: 'supergroup', bot: 'member', forum: true });
  for (const { id } of [group, forum]) telegram.joins(id, person.id, 'creator');
  const thread = telegram.topic(forum.id, 'Safety');
  const places = [{ id: person.id }, { id: group.id, speech: { from: person.id } }, { id: forum.id, speech: { from: person.id, thread } }];

  const answersIn = (chatId: number) => telegram.messages(chatId).filter(({ from }) => from?.is_bot === true);
  for (const { name } of commands)
    for (const { id, speech } of places) {
      const before = answersIn(id).length;
      await telegram.says(id, `/${name}`, speech);
      await until(`/${name} is answered`, () => answersIn(id).length > before);
    }
  expect(answersIn(forum.id).every((message) => message.message_thread_id === thread)).toBe(true);
  expect(api.rejected).toEqual([]);
});
