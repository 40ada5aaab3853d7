/**
 * The bot's benchmark: a table on the terminal, and docs/performance.md. About eight minutes, Linux only.
 * `--quick` runs one short round, soaks little and writes nothing; `--soak` soaks only, and prints.
 */
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { listLocales } from '../../src/content/load.ts';
import { LOCALES } from '../../src/paths.ts';
import { CONTESTANTS } from './bot-contestants.ts';
import { readMessages } from './bot-messages.ts';
import { pageOf, tableOf } from './bot-page.ts';
import { measure } from './bot-run.ts';
import type { Result, Sizes } from './bot-run.ts';
import { soak } from './bot-soak.ts';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'performance.md');
const ROUNDS = 3;
const SOAKED = 200_000;
const SIZES: Sizes = { warm: 2_000, full: 10_000, rate: 300, seconds: 10 };
const QUICK: Sizes = { warm: 500, full: 2_000, rate: 300, seconds: 3 };

const [load = 0] = loadavg();
const messages = readMessages();
const isQuick = process.argv.includes('--quick');
const sizes = isQuick ? QUICK : SIZES;

/** Every contestant once a round, each round beginning with another, so that none is always the first or beside the same. */
const measureAll = async (): Promise<Map<string, Result[]>> => {
  const rounds = new Map<string, Result[]>(CONTESTANTS.map(({ name }) => [name, []]));
  for (let round = 0; round < (isQuick ? 1 : ROUNDS); round += 1) {
    for (const [place] of CONTESTANTS.entries()) {
      const who = CONTESTANTS[(place + round) % CONTESTANTS.length];
      if (who === undefined) continue;
      const result = await measure(who, messages, sizes);
      rounds.get(who.name)?.push(result);
      process.stderr.write(`${round + 1}: ${who.name}: ${Math.round(result.perSecond)} a second, p99 ${result.p99.toFixed(1)} ms\n`);
    }
  }
  return rounds;
};

const onlySoak = process.argv.includes('--soak');
const rounds = onlySoak ? new Map<string, Result[]>() : await measureAll();
if (!onlySoak) console.log(tableOf(rounds));
const soaked = await soak(messages, isQuick ? SOAKED / 20 : SOAKED);
const page = pageOf({ rounds, soak: soaked, sizes, languages: listLocales(LOCALES).length, load });
if (isQuick || onlySoak) console.log(page.slice(page.indexOf('## Wanted')));
else {
  writeFileSync(PAGE, page);
  console.log(`written to ${PAGE}`);
}
