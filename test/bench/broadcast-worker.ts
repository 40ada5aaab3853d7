/** A process that sends: the real reminder over the real store and the real client, told by its environment where both are. */
import { createSendingApi, createDeliver, PICTURE_PATIENCE_MS } from '../../src/bot/deliver.ts';
import { createPhotos } from '../../src/bot/photos.ts';
import type { Card } from '../../src/cards/card.ts';
import { createLog } from '../../src/log.ts';
import { createReminder } from '../../src/reminder/reminder.ts';
import { openStore } from '../../src/store/open.ts';
import type { StorePlace } from '../../src/store/open.ts';

export interface WorkerOrder {
  readonly place: StorePlace;
  readonly apiRoot: string;
  readonly rate: number;
  readonly cron: string;
  readonly key: string;
}

/** What it says of itself every second. */
export interface WorkerReport {
  readonly left: number;
  readonly isEnqueued: boolean;
  readonly cpuMs: number;
  readonly maxRssMb: number;
}

const REPORT_MS = 1_000;
const TOKEN = '42:bench-token-of-nobody';

const order = JSON.parse(process.env['WORKER_ORDER'] ?? '{}') as WorkerOrder;
const api = createSendingApi(TOKEN, order.apiRoot);
const store = await openStore(order.place);
const log = createLog(process.env['WORKER_LOG'] ?? 'silent');
// What is measured is the sending; a picture is drawn once a language, and how long that takes is told elsewhere.
const printer = { hashOf: ({ locale }: Card) => locale, draw: () => Promise.resolve(new Uint8Array(60_000)) };
const photos = createPhotos({ store, printer, bot: '42', log, patienceMs: PICTURE_PATIENCE_MS });
const card = (locale: string): Card => ({ kind: 'topic', locale, pictogram: 'reminder', urgency: 'know', line: '', source: '', link: '' });
const reminder = createReminder({
  store,
  bot: '42',
  cron: order.cron,
  zone: 'UTC',
  rate: order.rate,
  say: (key, { locale }) => ({
    html: `<b>${key}</b>\n\n${'A mine is not a toy. '.repeat(20)}${locale}`,
    photo: { card: card(locale ?? 'en') },
    locale: 'en',
  }),
  send: createDeliver({ api, paid: false, direction: () => 'ltr', photos }),
  log,
});
reminder.start();

const report = async (): Promise<void> => {
  const progress = await reminder.progress(order.key);
  const { user, system } = process.cpuUsage();
  const cpuMs = Math.round((user + system) / 1_000);
  const maxRssMb = Math.round(process.resourceUsage().maxRSS / 1_024);
  const said: WorkerReport = { left: progress?.left ?? -1, isEnqueued: progress?.enqueued ?? false, cpuMs, maxRssMb };
  process.send?.(said);
  setTimeout(() => void report(), REPORT_MS);
};
await report();

process.on('SIGTERM', () => {
  void reminder
    .stop()
    .then(() => store.close())
    .then(() => process.exit(0));
});
