import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createBotApi } from '../fakes/bot-api.ts';
import { freshFolder } from '../fakes/app.ts';
import { freePort } from '../fakes/free-port.ts';
import { startProgram, statusOf, until, type Program } from '../fakes/process.ts';

/** What the program said before it ended by itself, and that it ended with 1. */
async function failure(program: Program): Promise<string> {
  expect(await program.ended).toBe(1);
  return program.errors();
}

const settings = async () => ({ PORT: String(await freePort()), DATA_DIR: await freshFolder() });

test('every wrong setting is told at once, by its variable’s name and never by its value', async () => {
  const wrong = {
    BOT_TOKEN: 'secret token',
    TELEGRAM_API_ROOT: 'ftp://x',
    WEBHOOK_URL: 'http://example.org',
    HOST: '',
    PORT: '70000',
    DATABASE_URL: 'mysql://root:hunter2@x',
    DEFAULT_LOCALE: 'xx',
    REMINDER_CRON: 'every day',
    REMINDER_TIMEZONE: 'Mars/Base',
    REMINDER_CHATS: '@a',
    BROADCAST_RATE: '99',
    PAID_BROADCAST: 'maybe',
    ADMIN_IDS: 'me',
    LOG_LEVEL: 'loud',
  };
  const said = await failure(startProgram({ ...wrong, DATA_DIR: await freshFolder() }));
  for (const name of Object.keys(wrong).filter((variable) => variable !== 'HOST')) expect(said, name).toContain(`  ${name}: `);
  expect(said).toContain('  WEBHOOK_SECRET: ');
  expect(said).not.toMatch(/secret token|hunter2/);
});

test('a broken locale file stops the start with its file, its key and what is wrong', async () => {
  const root = await freshFolder();
  for (const part of ['src', 'locales', 'package.json']) cpSync(part, join(root, part), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
  const file = join(root, 'locales', 'en', 'safety.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('closing: "Call: {emergency}"', 'closing: "Call: {emergancy}"'));
  const said = await failure(startProgram(await settings(), root));
  expect(said).toContain('en/safety.yaml: found-item.closing: nothing fills {emergancy}');
});

test('a port in use is told with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  const said = await failure(startProgram({ ...(await settings()), PORT: String(port) }));
  expect(said).toMatch(new RegExp(`PORT ${port}: another program uses it`));
});

test('a DATA_DIR that another process uses, or that cannot be written, is told with what to do', async () => {
  const { DATA_DIR } = await settings();
  const port = await freePort();
  startProgram({ DATA_DIR, PORT: String(port) });
  await until('the first one serves', async () => (await statusOf(port, '/readyz')) === 200);
  expect(await failure(startProgram({ DATA_DIR, PORT: String(await freePort()) }))).toMatch(/Another process uses .*DATA_DIR/s);
  expect(await failure(startProgram({ DATA_DIR: '/dev/null/store', PORT: String(await freePort()) }))).toContain('DATA_DIR');
});

test('a token that Telegram does not know is told by its variable’s name, not by its value', async () => {
  const api = await createBotApi();
  onTestFinished(() => api.close());
  const said = await failure(startProgram({ ...(await settings()), BOT_TOKEN: '9999:wrong', TELEGRAM_API_ROOT: api.root }));
  expect(said).toContain('BOT_TOKEN is wrong');
  expect(said).not.toContain('9999:wrong');
});

test('without a token the playground is served within five seconds, its address is printed, and SIGTERM ends it', async () => {
  const { PORT, DATA_DIR } = await settings();
  const program = startProgram({ PORT, DATA_DIR });
  await until('the page is there', async () => (await statusOf(Number(PORT), '/')) === 200, 5000);
  expect(program.output()).toContain(`http://127.0.0.1:${PORT}/`);
  program.kill('SIGTERM');
  expect(await program.ended).toBe(0);
});

test('an older Node is told what it needs before anything else happens', () => {
  const source = readFileSync('src/main.ts', 'utf8');
  expect(source.indexOf('process.exit(1)')).toBeLessThan(source.indexOf('import('));
  expect(source).not.toMatch(/^import /m);
});
