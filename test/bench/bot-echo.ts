/** The least a bot can do, to compare with: says back what it hears. By grammY's own polling, its runner, or a webhook. */
import { createServer } from 'node:http';
import { run } from '@grammyjs/runner';
import { Bot, webhookCallback } from 'grammy';

const { BOT_TOKEN: token = '', TELEGRAM_API_ROOT: apiRoot = '', WEBHOOK_URL: url = '', PORT: port, ECHO: way } = process.env;

const bot = new Bot(token, { client: { apiRoot } });
bot.on('message:text', (ctx) => ctx.reply(ctx.message.text));
const stop = () => process.exit(0);
process.once('SIGTERM', stop);

if (way === 'runner') run(bot);
else if (way === 'webhook') {
  await bot.init();
  const hear = webhookCallback(bot, 'http');
  createServer((request, response) => void hear(request, response)).listen(Number(port), '127.0.0.1');
  await bot.api.setWebhook(url);
} else await bot.start();
