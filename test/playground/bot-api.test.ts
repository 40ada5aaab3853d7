import { Bot } from 'grammy';
import { expect, it } from 'vitest';
import { createBotApi } from '../fakes/bot-api.ts';

it('polls', async () => {
  const api = await createBotApi();
  const bot = new Bot(api.token, { client: { apiRoot: api.root } });
  bot.on('message:text', (ctx) => ctx.reply(`<b>${ctx.message.text}</b>`, { parse_mode: 'HTML' }));
  const running = bot.start();
  const person = api.telegram.person({ first_name: 'Ali' });
  await api.telegram.says(person.id, 'hello');
  await api.until(() => api.deliveries.length === 1);
  expect(api.deliveries[0]?.text).toBe('hello');
  expect(api.rejected).toEqual([]);
  const start = performance.now();
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      for (let i = 0; i < 200; i += 1)
        await fetch(`${api.root}/bot${api.token}/sendMessage`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ chat_id: person.id, text: '<b>x</b> hello world', parse_mode: 'HTML' }),
        }).then((r) => r.json());
    }),
  );
  console.log(4000 / ((performance.now() - start) / 1000), 'calls/s');
  await bot.stop();
  await running;
  await api.close();
});
