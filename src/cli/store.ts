/**
 * `npm run store -- backup FILE`: the store into a new file, while the bot runs.
 * `npm run store -- restore FILE`: an empty store from a backup, the bot stopped.
 * `npm run store -- copy FROM TO`: one store into another, empty one; each a folder or `postgres://…`, the bot stopped.
 */
import { ConfigError, readConfig } from '../config.ts';
import { listLocales } from '../content/load.ts';
import { withDotEnv } from '../environment.ts';
import { LOCALES } from '../paths.ts';
import { backUp, restore } from '../store/backup.ts';
import { copyDatabase, type CopiedRows } from '../store/copy.ts';
import { openDatabase, type StorePlace } from '../store/open.ts';
import { StoreError } from '../store/store.ts';

const USAGE = 'Usage: npm run store -- backup FILE | restore FILE | copy FROM TO   (FROM and TO: a folder or postgres://…)';

const placeNamed = (name: string): StorePlace => (/^postgres(ql)?:\/\//.test(name) ? { url: name, dataFolder: '.' } : { dataFolder: name });

function ownPlace(): StorePlace {
  const config = readConfig(withDotEnv(process.env), listLocales(LOCALES));
  return { url: config.DATABASE_URL, dataFolder: config.DATA_DIR };
}

async function copy(from: string, to: string): Promise<CopiedRows> {
  const source = await openDatabase(placeNamed(from), 0);
  try {
    const target = await openDatabase(placeNamed(to), 0);
    try {
      return await copyDatabase(source, target);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

const tell = (rows: CopiedRows) => console.log([...rows].map(([table, count]) => `${table}: ${count}`).join('\n'));

async function main([action, one, two]: readonly string[]): Promise<number> {
  if (action === 'backup' && one !== undefined) {
    await backUp(ownPlace(), one);
    console.log(`Written: ${one}`);
  } else if (action === 'restore' && one !== undefined) tell(await restore(one, ownPlace()));
  else if (action === 'copy' && one !== undefined && two !== undefined) tell(await copy(one, two));
  else {
    console.error(USAGE);
    return 1;
  }
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StoreError || error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
