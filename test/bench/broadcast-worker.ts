/** A process that sends: the real reminder over the real store and the real client, told by its environment where both are. */
import { createSendingApi, createDeliver } from '../../src/bot/deliver.ts';
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
const reminder = createReminder({
  store,
  bot: '42',
  cron: order.cron,
  zone: 'UTC',
  rate: order.rate,
  say: (key, { locale }) => ({ html: `<b>${key}</b>\n\n${'A mine is not a toy. '.repeat(20)}${locale}`, locale: 'en' }),
  send: createDeliver({ api, paid: false, direction: () => 'ltr' }),
  log: createLog(process.env['WORKER_LOG'] ?? 'silent'),
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
