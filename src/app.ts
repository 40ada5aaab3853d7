/** The composition root: the one place where the parts meet. Read it to know what there is. */
import type { Hono } from 'hono';
import { createBot } from './bot/bot.ts';
import { createLink } from './bot/link.ts';
import { publishProfile } from './bot/profile.ts';
import { createReminding, subscribeChats } from './bot/reminding.ts';
import { createSendingApi } from './bot/deliver.ts';
import type { Config } from './config.ts';
import { knowledgeInput } from './content/content.ts';
import { loadContent } from './content/load.ts';
import { answers, commands, wordsNeeded } from './handlers/index.ts';
import type { Services } from './handlers/handler.ts';
import { loadKnowledge } from './knowledge/load.ts';
import { createRecent } from './knowledge/recent.ts';
import type { Log } from './log.ts';
import { CACHE, LOCALES } from './paths.ts';
import { createMetrics } from './metrics.ts';
import { createPlayground } from './playground/playground.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';
import { closeServer, createHealth, createMetricsPage, listen } from './web/server.ts';
import { createWebhook } from './web/webhook.ts';

const wallClock = () => new Date();

/** Opens what every way of running needs. Words are checked before anything is opened: a bot that would say half starts not at all. */
async function createServices(config: Config, log: Log): Promise<Omit<Services, 'broadcasts'>> {
  const content = loadContent(LOCALES, wordsNeeded);
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
    now: wallClock,
    zone: config.REMINDER_TIMEZONE,
  };
}

/** What runs until stopped: the bot on Telegram, or the same bot on a local page. */
interface Front {
  readonly page?: Hono;
  isReached(): boolean;
  run(): Promise<void>;
  stop(): Promise<void>;
}

function createTelegramFront(token: string, config: Config, services: Omit<Services, 'broadcasts'>, log: Log): Front {
  const apiRoot = config.TELEGRAM_API_ROOT;
  const { content, store } = services;
  const reminder = createReminding({ api: createSendingApi(token, apiRoot), bot: token.split(':')[0] ?? '', services, config, log });
  const bot = createBot({
    token,
    apiRoot,
    commands,
    answers,
    services: { ...services, broadcasts: reminder },
    fallback: config.DEFAULT_LOCALE,
    isOperator: (userId) => config.ADMIN_IDS.includes(userId),
    log,
  });
  const onReached = async () => {
    reminder.start();
    await subscribeChats(bot.api, config.REMINDER_CHATS, services, log);
    await publishProfile(bot.api, content, commands, config.DEFAULT_LOCALE);
  };
  const { WEBHOOK_URL: base, WEBHOOK_SECRET: secret } = config;
  const webhook = base === undefined || secret === undefined ? undefined : { url: `${base}/telegram`, secret };
  const link = createLink({ bot, token, apiRoot, store, log, onReached, webhook });
  const stop = async () => void (await Promise.all([link.stop(), reminder.stop()]));
  if (webhook === undefined) return { ...link, stop };
  return { ...link, stop, page: createWebhook({ secret: webhook.secret, store, log, handle: (update) => bot.handleUpdate(update) }) };
}

/** How the broadcasts under way stand. */
async function openBroadcasts(store: Store) {
  const open = await store.openCampaigns();
  const progress = await Promise.all(open.map(({ key }) => store.progress(key)));
  return progress.flatMap((one) =>
    one === undefined ? [] : [{ key: one.key, sent: one.sent, left: one.left, blocked: one.blocked, failed: one.failed }],
  );
}

/** Nothing starts before `run`. */
export function createApp(config: Config, log: Log) {
  const stopped = Promise.withResolvers<void>();
  return {
    /** Resolves after an orderly stop. Rejects with a message for the operator when it cannot start. */
    async run(): Promise<void> {
      const services = await createServices(config, log);
      const { BOT_TOKEN: token, HOST, PORT } = config;
      const front: Front =
        token === undefined
          ? createPlayground({ config, services, commands, answers, log })
          : createTelegramFront(token, config, services, log);
      const web = createHealth({ store: () => services.store.ping().then(() => true), telegram: () => Promise.resolve(front.isReached()) });
      web.route(
        '/',
        createMetricsPage(services.metrics, () => openBroadcasts(services.store)),
      );
      if (front.page !== undefined) web.route('/', front.page);
      const { server, port } = await listen(web, HOST, PORT);
      if (token === undefined) process.stdout.write(`Playground: http://${HOST}:${port}/\n`);
      try {
        await Promise.race([front.run(), stopped.promise]);
        await front.stop();
      } finally {
        await closeServer(server);
        await services.store.close();
      }
    },
    stop: () => stopped.resolve(),
  };
}
