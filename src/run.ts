/** The process: settings in, exit code out. Every foreseen failure is one message on stderr and exit code 1. */
import { createApp } from './app.ts';
import { TokenError } from './bot/link.ts';
import { ConflictError } from './bot/polling.ts';
import { ConfigError, readConfig } from './config.ts';
import { ContentError, listLocales } from './content/load.ts';
import { withDotEnv } from './environment.ts';
import { createLog } from './log.ts';
import { LOCALES } from './paths.ts';
import { StoreError } from './store/store.ts';
import { ListenError } from './web/server.ts';

const FORESEEN = [ConfigError, ContentError, StoreError, ListenError, TokenError, ConflictError];
/** Under the 10 s in which a stop must be over. */
const STOP_LIMIT_MS = 9000;

const isForeseen = (error: unknown): error is Error => FORESEEN.some((kind) => error instanceof kind);

function onSignal(stop: () => void) {
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** Runs until stopped by a signal. @returns the exit code: 0 after an orderly stop, 1 after a failure */
export async function run(environment: NodeJS.ProcessEnv): Promise<number> {
  try {
    const config = readConfig(withDotEnv(environment), listLocales(LOCALES));
    const log = createLog(config.LOG_LEVEL);
    process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was not awaited'));
    const app = createApp(config, log);
    onSignal(() => {
      log.info('stopping');
      // A connection that hangs must not hold the process beyond the limit.
      setTimeout(() => process.exit(0), STOP_LIMIT_MS).unref();
      app.stop();
    });
    await app.run();
    return 0;
  } catch (error) {
    if (!isForeseen(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
