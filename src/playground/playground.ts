/** The whole playground: the real bot before a fake Telegram, and a page to talk to it. */
import { Api } from 'grammy';
import type { Hono } from 'hono';
import { type BotParts, createBot } from '../bot/bot.ts';
import { createOperators } from '../bot/operators.ts';
import { publishProfile } from '../bot/profile.ts';
import { createReminding, type RemindingParts } from '../bot/reminding.ts';
import type { Config } from '../config.ts';
import type { Services } from '../handlers/handler.ts';
import { createClock, type Clock } from './clock.ts';
import { createPage } from './server.ts';
import type { Language } from './stream.ts';
import { createFakeTelegram, type FakeTelegram } from './telegram.ts';

export interface PlaygroundParts extends Pick<BotParts, 'commands' | 'answers' | 'log'> {
  readonly services: Omit<Services, 'broadcasts' | 'operators' | 'botName'>;
  readonly config: Pick<Config, 'HOST' | 'ADMIN_IDS'> & RemindingParts['config'];
  /** The clock that the page sets; without it the playground has one of its own. */
  readonly clock?: Clock;
}

export interface Playground {
  readonly page: Hono;
  readonly telegram: FakeTelegram;
  readonly clock: Clock;
  isReached(): boolean;
  /** Introduces the bot to the fake Telegram, then runs until stopped. */
  run(): Promise<void>;
  stop(): Promise<void>;
}

/** Nothing runs before `run`, but the page can be opened and listens. */
export function createPlayground({ config, services, log, clock = createClock(services.now), ...parts }: PlaygroundParts): Playground {
  const { DEFAULT_LOCALE: fallback, HOST: host } = config;
  const stopped = Promise.withResolvers<void>();
  const telegram = createFakeTelegram({ now: clock.now, onUpdate: (update) => bot.handleUpdate(update) });
  const api = new Api('0:playground');
  api.config.use(telegram.transformer);
  const botName = () => telegram.me.username;
  const reminder = createReminding({ api, bot: '0', services, botName, config, log, now: clock.now });
  const operators = createOperators({ api, ids: config.ADMIN_IDS, now: clock.now, log });
  clock.listen(() => void reminder.look().catch((error: unknown) => log.error({ err: error }, 'the calendar could not be looked at')));
  const bot = createBot({
    ...parts,
    services: { ...services, broadcasts: reminder, operators, botName, now: clock.now },
    // Nothing is sent anywhere: the transformer answers in the place of the network.
    token: '0:playground',
    apiRoot: 'http://127.0.0.1',
    fallback,
    isOperator: () => true,
    log,
    botInfo: telegram.me,
  });
  bot.api.config.use(telegram.transformer);
  const { content } = services;
  const languages = content.locales.map((code): Language => ({
    code,
    name: content.say(code, 'language.name'),
    direction: content.direction(code),
  }));
  const page = createPage({ telegram, clock, languages, log, host });
  return {
    page: page.app,
    telegram,
    clock,
    isReached: () => true,
    async run() {
      await publishProfile(bot.api, content, parts.commands, fallback);
      reminder.start();
      await stopped.promise;
    },
    async stop() {
      page.close();
      await reminder.stop();
      stopped.resolve();
    },
  };
}
