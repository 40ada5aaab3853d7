/** Writes docs/broadcast.md: the figures of a run, and what they mean for a million chats. */
import { cpus, totalmem } from 'node:os';
import type { LoopResult } from './broadcast-loop-run.ts';

export interface Row extends LoopResult {
  readonly what: string;
  readonly chats: number;
  readonly rate: number;
  readonly latencyMs: number;
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const time = (seconds: number) => (seconds < 600 ? `${Math.round(seconds)} s` : `${(seconds / 60).toFixed(1)} min`);
const integer = (value: number) => value.toLocaleString('en');

const HEAD = [
  'what',
  'chats',
  'allowed /s',
  'latency ms',
  'kills',
  'missed',
  'repeated',
  'answer lost',
  'peak in any second',
  '429s over the limit',
  'rate used, whole run',
  'rate used, median second',
  'time',
  'CPU s',
  'largest RSS MB',
];

const cells = (row: Row): readonly string[] => [
  row.what,
  integer(row.chats),
  integer(row.rate),
  String(row.latencyMs),
  String(row.kills),
  `**${integer(row.missed)}**`,
  integer(row.repeated),
  integer(row.repeatedUnknown),
  integer(row.peak),
  integer(row.overLimit),
  percent(row.shareEndToEnd),
  percent(row.shareWhileSending),
  time(row.seconds),
  row.cpuSeconds.toFixed(1),
  String(row.maxRssMb),
];

const line = (parts: readonly string[]) => `| ${parts.join(' | ')} |`;

/** A Markdown table. */
export const tableOf = (rows: readonly Row[]): string =>
  [line(HEAD), line(HEAD.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map((row) => line(cells(row)))].join('\n');

/** How long a million takes at an allowed rate, at the share of it that was measured. */
const million = (rate: number, share: number) => {
  const hours = 1_000_000 / (rate * share) / 3_600;
  return hours < 2 ? `${(hours * 60).toFixed(1)} min` : `${hours.toFixed(1)} h`;
};

const MILLION = '<!-- a million chats: npm run bench:broadcast -- --full -->';
/** The figures of the last full run, which an ordinary one leaves alone. */
const keptMillion = (page: string) => page.split(MILLION)[1]?.trim() ?? 'Not run yet: `npm run bench:broadcast -- --full`, 20 minutes.';

export interface Figures {
  readonly ours: readonly Row[];
  /** 600 chats, ours and the loop. */
  readonly beside: readonly Row[];
  readonly full: readonly Row[];
  readonly postgres: string | undefined;
  /** The page as it was. */
  readonly before: string;
}

const usual = (rows: readonly Row[], rate: number) => {
  const shares = rows.filter((row) => row.rate === rate).map((row) => row.shareWhileSending);
  return shares.length === 0 ? 0.95 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
};

export const pageOf = ({ ours, beside, full, postgres, before }: Figures): string => `# The broadcast, measured

Written by \`npm run bench:broadcast\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpus()[0]?.model.trim()},
${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, SQLite (WAL, synchronous=FULL)${postgres === undefined ? '' : `, PostgreSQL ${postgres} (fsync as its server has it)`}.
The real store, queue and client in processes of their own, against a local fake of Telegram that limits, floods, breaks and blocks:
0.3 % of calls 429, 0.5 % 502, 0.1 % connections reset, 0.05 % answers cut off after the message was sent; 1 % of chats have blocked the bot,
0.2 % refuse it, 2 % are groups that became supergroups. Over 32 or 1,070 in any second it answers 429 for 3 seconds. Each kill is \`kill -9\`.

- **missed**: chats that could be reached and were not. **repeated**: messages beyond the first, from kills: what was sent and not yet written down.
  **answer lost**: second messages where Telegram's answer was cut off and nobody can know.
- **rate used**: of the rate allowed; the pace is 95 % of it. The whole run includes starting processes, what was claimed by the killed (20 s on
  PostgreSQL), and the last retries, which a longer broadcast hardly notices.

${tableOf(ours)}

A million chats take **${million(30, usual(ours, 30))}** at 30 a second, and **${million(1_000, usual(ours, 1_000))}** at Telegram's paid 1000 a second.

## Beside it: a loop with @grammyjs/auto-retry

600 chats at 30 a second, killed once in the middle. The loop remembers nothing: after the kill it begins anew, and groups that became supergroups
it cannot follow. After 5 minutes it was given up.

${tableOf(beside)}

## A million chats

${MILLION}
${full.length > 0 ? tableOf(full) : keptMillion(before)}
`;
