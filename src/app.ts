/** The composition root: the one place where the parts meet. Read it to know what there is. */
import type { Config } from './config.ts';
import { createTelegramFront, type Front } from './front.ts';
import { answers, commands } from './handlers/index.ts';
import type { Log } from './log.ts';
import { createServices, type OpenServices } from './services.ts';
import type { Store } from './store/store.ts';
import { closeServer, createHealth, createMetricsPage, listen } from './web/server.ts';

/** How the broadcasts under way stand. */
async function openBroadcasts(store: Store) {
  const open = await store.openCampaigns();
  const progress = await Promise.all(open.map(({ key }) => store.progress(key)));
  return progress.flatMap((one) =>
    one === undefined ? [] : [{ key: one.key, sent: one.sent, left: one.left, blocked: one.blocked, failed: one.failed }],
  );
}

/** Loaded only where it is served: a bot on Telegram has no use for it. */
async function createPlaygroundFront(config: Config, services: OpenServices, log: Log): Promise<Front> {
  const { createPlayground } = await import('./playground/playground.ts');
  return createPlayground({ config, services, commands, answers, log });
}

/** Nothing starts before `run`. */
export function createApp(config: Config, log: Log) {
  const stopped = Promise.withResolvers<void>();
  return {
    /** Resolves after an orderly stop. Rejects with a message for the operator when it cannot start. */
    async run(): Promise<void> {
      const services = await createServices(config, log);
      const { BOT_TOKEN: token, HOST, PORT } = config;
      const front =
        token === undefined ? await createPlaygroundFront(config, services, log) : createTelegramFront(token, config, services, log);
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
