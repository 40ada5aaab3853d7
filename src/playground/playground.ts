/** The whole playground: the real bot before a fake Telegram, and a page to talk to it. */
import type { Hono } from 'hono';
import { type BotParts, createBot } from '../bot/bot.ts';
import { publishProfile } from '../bot/profile.ts';
import type { Config } from '../config.ts';
import { createClock, type Clock } from './clock.ts';
import { createPage } from './server.ts';
import type { Language } from './stream.ts';
import { createFakeTelegram, type FakeTelegram } from './telegram.ts';

export interface PlaygroundParts extends Pick<BotParts, 'commands' | 'answers' | 'services' | 'log'> {
  readonly config: Pick<Config, 'HOST' | 'DEFAULT_LOCALE' | 'ADMIN_IDS'>;
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
  const bot = createBot({
    ...parts,
    services: { ...services, now: clock.now },
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
      await stopped.promise;
    },
    stop() {
      page.close();
      stopped.resolve();
      return Promise.resolve();
    },
  };
}
