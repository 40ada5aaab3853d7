/** What every way of running needs: words, knowledge, store, counters. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createPrinter } from './cards/printer.ts';
import type { Config } from './config.ts';
import { knowledgeInput } from './content/content.ts';
import { recallContent } from './content/cache.ts';
import { wordsNeeded } from './handlers/index.ts';
import type { Services } from './handlers/handler.ts';
import { loadKnowledge } from './knowledge/load.ts';
import { createRecent } from './knowledge/recent.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { CACHE, LOCALES } from './paths.ts';
import { openStore } from './store/open.ts';

/** What needs Telegram, to send or to be asked who the bot is, comes with the front. */
export type OpenServices = Omit<Services, 'broadcasts' | 'operators' | 'botName'>;

const wallClock = () => new Date();

/** Opens what every way of running needs. Words are checked before anything is opened: a bot that would say half starts not at all. */
export async function createServices(config: Config, log: Log): Promise<OpenServices> {
  // The store makes DATA_DIR, for its owner only; until then nothing is kept in it.
  const content = await recallContent(
    LOCALES,
    wordsNeeded,
    [CACHE, config.DATA_DIR].filter((folder) => folder === CACHE || existsSync(folder)),
  );
  const isPlayground = config.BOT_TOKEN === undefined;
  const store = await openStore({
    url: isPlayground ? undefined : config.DATABASE_URL,
    dataFolder: config.DATA_DIR,
    file: isPlayground ? 'playground.sqlite' : 'bot.sqlite',
  });
  const knowledge = loadKnowledge(knowledgeInput(content), [CACHE, config.DATA_DIR], {
    onTraining: () => log.info('learning the questions; answers to them wait up to a minute, once'),
    onFailure: (error) => log.error({ err: error }, 'the questions could not be learned'),
  });
  const onTrouble = (error: unknown) => log.error({ err: error }, 'the store does not answer');
  return {
    content,
    knowledge,
    metrics: createMetrics(),
    onTrouble,
    recent: createRecent(wallClock),
    store,
    printer: createPrinter(join(config.DATA_DIR, 'cards')),
    now: wallClock,
    zone: config.REMINDER_TIMEZONE,
  };
}
