/** A bot at work before a Telegram of its own, people who ask it, and what it says of itself. */
import { onTestFinished, type TestContext } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { freshFolder } from './app.ts';
import { createBotApi, type BotApiOptions } from './bot-api.ts';
import { freePort } from './free-port.ts';
import { startProgram, until, type Program } from './process.ts';

/** Every fault must be tried where this is set: what is missing fails there. */
const REQUIRED = process.env['REQUIRE_FAULTS'] !== undefined;

/** Skips the test where the machine cannot make the fault, and says why. */
export function need(context: TestContext, isThere: boolean, reason: string): void {
  if (isThere) return;
  if (REQUIRED) throw new Error(`REQUIRE_FAULTS is set, but ${reason}`);
  context.skip(reason);
}

/** What `/readyz` says. */
export interface Readiness {
  readonly ready: boolean;
  readonly store: boolean;
  readonly telegram: boolean;
}

export interface Running extends BotApiOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** A command that starts the program in its own place. */
  readonly through?: readonly string[];
}

export async function createRunning({ environment = {}, through, ...options }: Running = {}) {
  const api = await createBotApi(options);
  onTestFinished(() => api.close());
  const [port, dataFolder] = [await freePort(), await freshFolder()];
  const settings = { BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.root, PORT: String(port), DATA_DIR: dataFolder, ...environment };
  const readiness = () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      (response) => response.json() as Promise<Readiness>,
      () => undefined,
    );
  const answersTo = (id: number) => api.deliveries.filter(({ chatId }) => chatId === id).map(({ text }) => text);
  return {
    api,
    port,
    answersTo,
    readiness,
    start: (own: Readonly<Record<string, string>> = {}): Program => startProgram({ ...settings, ...own }, undefined, through),
    /** Resolves once `/readyz` says so of these. */
    says: (wanted: Partial<Readiness>, ms = 30_000) =>
      until(
        `/readyz says ${JSON.stringify(wanted)}`,
        async () => {
          const said = await readiness();
          return said !== undefined && Object.entries(wanted).every(([name, holds]) => said[name as keyof Readiness] === holds);
        },
        ms,
      ),
    /** Somebody new says something. @returns the chat */
    asks(text: string): number {
      const { id } = api.telegram.person({ language_code: 'en' });
      void api.telegram.says(id, text);
      return id;
    },
    /** Resolves once every one of these chats has an answer. */
    answered: (ids: readonly number[], ms = 30_000) =>
      until('everybody has an answer', () => ids.every((id) => answersTo(id).length > 0), ms),
    /** Those of the chats that the store knows as subscribed; the program must have ended. */
    async subscribed(ids: readonly number[], url?: string): Promise<number[]> {
      const store = await openStore({ dataFolder, url });
      const chats = await Promise.all(ids.map((id) => store.chat(id)));
      await store.close();
      return chats.flatMap((chat) => (chat?.subscribed === true ? [chat.id] : []));
    },
  };
}
