/** What is counted for Prometheus: how much, how fast, how it ended. Never who, never what was said. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** How one question ended, by ids that stand in the content. */
export interface CountedAnswer {
  readonly outcome: string;
  readonly kind: string;
  readonly topic: string | null;
  readonly locale: string;
}

/** A broadcast under way. */
export interface CountedBroadcast {
  readonly key: string;
  readonly sent: number;
  readonly left: number;
  readonly blocked: number;
  readonly failed: number;
}

/** One registry a process. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  // Brings the event loop's lag, memory and CPU.
  collectDefaultMetrics({ register: registry });
  const updates = new Counter({ name: 'bot_updates_total', help: 'Updates handled, by what they were.', labelNames: ['kind'], registers });
  const answers = new Counter({
    name: 'bot_answers_total',
    help: 'Questions answered, by how they ended.',
    labelNames: ['outcome', 'kind', 'topic', 'locale'],
    registers,
  });
  const seconds = new Histogram({
    name: 'bot_update_seconds',
    help: 'From an update’s arrival to its reply taken by Telegram.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers,
  });
  const queued = new Gauge({
    name: 'bot_updates_queued',
    help: 'Updates taken and not yet answered, those that wait for their chat’s turn included.',
    registers,
  });
  const floods = new Counter({ name: 'telegram_too_many_requests_total', help: 'Calls that Telegram answered with 429.', registers });
  const deliveries = new Gauge({
    name: 'broadcast_deliveries',
    help: 'Deliveries of open broadcasts, by state.',
    labelNames: ['key', 'state'],
    registers,
  });
  return {
    update: (kind: string) => updates.inc({ kind }),
    arrived: () => queued.inc(),
    /** @param duration in seconds, since it arrived */
    left(kind: string, duration: number): void {
      queued.dec();
      updates.inc({ kind });
      seconds.observe(duration);
    },
    answer: ({ outcome, kind, topic, locale }: CountedAnswer) => answers.inc({ outcome, kind, topic: topic ?? 'none', locale }),
    flood: () => floods.inc(),
    /** @param open the broadcasts under way */
    async text(open: readonly CountedBroadcast[]): Promise<string> {
      deliveries.reset();
      for (const { key, ...states } of open) for (const [state, count] of Object.entries(states)) deliveries.set({ key, state }, count);
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
