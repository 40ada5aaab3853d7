/** Writes docs/performance.md: what was measured, beside what it should be. */
import { cpus, totalmem } from 'node:os';
import { POLLING, RUNNER } from './bot-contestants.ts';
import type { Result, Sizes } from './bot-run.ts';
import { growthOf } from './bot-soak.ts';
import type { Soak } from './bot-soak.ts';

/** Every contestant's result in each round. */
export type Rounds = ReadonlyMap<string, readonly Result[]>;

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const integer = (value: number) => Math.round(value).toLocaleString('en');

/** The median, and the smallest and largest of all rounds. */
const spread = (values: readonly number[], show: (value: number) => string) =>
  `${show(median(values))} (${show(Math.min(...values))}–${show(Math.max(...values))})`;

const one = (value: number) => value.toFixed(1);
type Column = readonly [name: string, show: (results: readonly Result[]) => string];
const spreadColumn = (name: string, of: (result: Result) => number, show: (value: number) => string): Column => [
  name,
  (results) => spread(results.map(of), show),
];
const COLUMNS: readonly Column[] = [
  spreadColumn('answers /s', ({ perSecond }) => perSecond, integer),
  spreadColumn(
    'CPU s per 1,000',
    ({ cpuMs }) => cpuMs,
    (value) => value.toFixed(2),
  ),
  spreadColumn('p50 ms', ({ p50 }) => p50, one),
  spreadColumn('p99 ms', ({ p99 }) => p99, one),
  spreadColumn('start to first answer ms', ({ startMs }) => startMs, integer),
  ['RSS MB', (results) => integer(median(results.map(({ rssMb }) => rssMb)))],
  ['largest RSS MB', (results) => integer(Math.max(...results.map(({ peakMb }) => peakMb)))],
];

const line = (parts: readonly string[]) => `| ${parts.join(' | ')} |`;

export const tableOf = (rounds: Rounds): string =>
  [
    line(['', ...COLUMNS.map(([name]) => name)]),
    line(['---', ...COLUMNS.map(() => '---:')]),
    ...[...rounds].map(([name, results]) => line([name, ...COLUMNS.map(([, show]) => show(results))])),
  ].join('\n');

interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
  readonly met: boolean;
}

/** Ratios are of the two in the same round, and the middle one of all rounds. */
const targetsOf = (rounds: Rounds, soak: Soak): Target[] => {
  const [ours, echo] = [rounds.get(POLLING.name) ?? [], rounds.get(RUNNER.name) ?? []];
  const ratio = (of: (result: Result) => number) => median(ours.map((result, round) => of(result) / of(echo[round] ?? result)));
  const share = ratio(({ perSecond }) => perSecond);
  const times = ratio(({ p99 }) => p99);
  const startMs = median(ours.map((result) => result.startMs));
  const peakMb = Math.max(soak.peakMb, ...ours.map((result) => result.peakMb));
  const growth = growthOf(soak);
  return [
    { what: 'full answers, of the echo on grammY + runner', wanted: '≥ 75 %', found: `${(share * 100).toFixed(0)} %`, met: share >= 0.75 },
    { what: 'p99, of the same echo’s', wanted: '≤ 2 times', found: `${times.toFixed(1)} times`, met: times <= 2 },
    { what: 'start to first answer', wanted: '≤ 1,000 ms', found: `${integer(startMs)} ms`, met: startMs <= 1000 },
    { what: 'largest RSS, soak included', wanted: '≤ 200 MB', found: `${integer(peakMb)} MB`, met: peakMb <= 200 },
    { what: 'RSS, last quarter of the soak over its second', wanted: '≤ 10 MB more', found: `${one(growth)} MB`, met: growth <= 10 },
  ];
};

const targetTable = (targets: readonly Target[]) =>
  [
    line(['', 'wanted', 'found', '']),
    line(['---', '---:', '---:', '---']),
    ...targets.map(({ what, wanted, found, met }) => line([what, wanted, found, met ? 'met' : '**missed**'])),
  ].join('\n');

export interface Figures {
  readonly rounds: Rounds;
  readonly soak: Soak;
  readonly sizes: Sizes;
  readonly languages: number;
  /** Processes that wanted a processor when it began, without its own. */
  readonly load: number;
}

export const pageOf = ({ rounds, soak, sizes, languages, load }: Figures): string => `# Speed, measured

Written by \`npm run bench:bot\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node},
${languages} languages. Load of the machine before it began: ${one(load)}. Each bot is a process of its own before a lean fake of Telegram in another, on the same machine and without a network between.
This bot runs as on a server, with an empty SQLite store; the messages are the held-out questions of all languages, each from another chat, and each
gets its full answer. The echo bots say back what they hear, with nothing else: the least that can be done.
Median of ${rounds.get(POLLING.name)?.length ?? 0} rounds, and the smallest and largest; in each round every bot is started anew, one after another.

${tableOf(rounds)}

- **answers /s**, **CPU**: ${integer(sizes.full)} messages wait at once, after ${integer(sizes.warm)} to warm up.
- **p50**, **p99**: from update to reply, ${sizes.rate} messages a second for ${sizes.seconds} seconds.
- **start to first answer**: from the process's start, the questions learned before; a message waits.
- Telegram itself lets a bot send about 30 messages a second, so all of them wait for Telegram.

## Wanted and found

${targetTable(targetsOf(rounds, soak))}

## Soak

${integer(soak.updates)} messages from as many chats by long polling, as fast as they were answered: ${integer(soak.seconds)} s, ${integer(soak.updates / soak.seconds)} a second, ${soak.repeated} answered twice,
largest RSS ${integer(soak.peakMb)} MB.

${line(['answered', 'RSS MB'])}
${line(['---:', '---:'])}
${soak.samples.map(({ answered, rssMb }) => line([integer(answered), integer(rssMb)])).join('\n')}
`;
