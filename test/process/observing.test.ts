import { expect, onTestFinished, test } from 'vitest';
import { commands } from '../../src/handlers/index.ts';
import { createBotApi } from '../fakes/bot-api.ts';
import { freshFolder } from '../fakes/app.ts';
import { freePort } from '../fakes/free-port.ts';
import { startProgram, statusOf, until } from '../fakes/process.ts';

async function createScene(more: Readonly<Record<string, string>> = {}) {
  const api = await createBotApi({ token: '987654321:AAtoken-of-the-test_bot' });
  onTestFinished(() => api.close());
  const port = await freePort();
  const operator = api.telegram.person({ language_code: 'en', first_name: 'Zulfiqar', username: 'zulfiqar99' });
  const environment = {
    BOT_TOKEN: api.token,
    TELEGRAM_API_ROOT: api.root,
    PORT: String(port),
    DATA_DIR: await freshFolder(),
    ADMIN_IDS: String(operator.id),
    ...more,
  };
  const program = startProgram(environment);
  await until('the bot is ready', async () => (await statusOf(port, '/readyz')) === 200);
  const answersIn = (chatId: number) => api.deliveries.filter((one) => one.chatId === chatId).length;
  const answered = async (chatId: number, act: () => Promise<unknown>) => {
    const before = answersIn(chatId);
    await act();
    await until(`an answer to ${act.toString()} comes`, () => answersIn(chatId) > before);
  };
  const metrics = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return { api, environment, operator, program, answered, metrics };
}

test('/metrics tells updates and answers by what they were, how long they took, what waits, Telegram’s 429s, the event loop, and a broadcast under way', async () => {
  const { api, operator, answered, metrics } = await createScene();
  const people = Array.from({ length: 60 }, () => api.telegram.person({ language_code: 'az' }));
  await Promise.all(people.map(({ id }) => answered(id, () => api.telegram.says(id, '/subscribe'))));
  await answered(operator.id, () => api.telegram.says(operator.id, 'how many people were killed by mines after the war'));
  api.faults.add({ kind: 'flood', retryAfter: 1, method: 'sendMessage', times: 1 });
  await answered(operator.id, () => api.telegram.says(operator.id, '/privacy'));
  const told = await metrics();
  expect(told).toMatch(/^bot_updates_total\{kind="subscribe"\} 60$/m);
  expect(told).toMatch(/^bot_answers_total\{outcome="answer",kind="appeal",topic="appeal-victims-2020",locale="en"\} 1$/m);
  expect(told).toMatch(/^telegram_too_many_requests_total 1$/m);
  expect(told).toMatch(/^bot_update_seconds_bucket\{le="\+Inf"\} 62$/m);
  expect(told).toMatch(/^bot_updates_queued 0$/m);
  expect(told).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);

  api.faults.add({ kind: 'latency', ms: 500, method: 'sendMessage', chatId: operator.id });
  void api.telegram.says(operator.id, '/help');
  await until('one waits', async () => /^bot_updates_queued [1-9]/m.test(await metrics()));
  await until('none waits', async () => /^bot_updates_queued 0$/m.test(await metrics()));

  api.faults.add({ kind: 'flood', retryAfter: 1, method: /^send/, chatId: people[0]?.id ?? 0, times: 1 });
  await api.telegram.says(operator.id, '/broadcast yes');
  await until('the broadcast is seen under way', async () =>
    /^broadcast_deliveries\{key="[^"]+",state="sent"\} [1-9]/m.test(await metrics()),
  );
  expect(await metrics()).toMatch(/^broadcast_deliveries\{key="[^"]+",state="left"\} [1-9]/m);
  await until('its 429 is counted', async () => /^telegram_too_many_requests_total 2$/m.test(await metrics()));
  expect(await metrics()).not.toMatch(/zulfiqar|killed by mines/i);
});

test('the log tells each update’s id and how long it took, and of a whole run with its failures nothing said, nobody’s name, and no token', async () => {
  const { api, environment, operator, program, answered } = await createScene({ LOG_LEVEL: 'trace' });
  const say = (text: string) => api.telegram.says(operator.id, text);
  for (const { name } of commands) await answered(operator.id, () => say(`/${name} xylophone`));
  for (const text of ['xylophone in the quarry', 'I found a xylophone like a shell', '/xylophone <b>xylophone</b>', '🙂 xylophone'])
    await answered(operator.id, () => say(text));
  await answered(operator.id, () =>
    api.telegram.presses(operator.id, api.telegram.messages(operator.id).at(-1)?.message_id ?? 0, 'xylophone', { forged: true }),
  );
  await api.telegram.asksInline(operator.id, 'xylophone');

  const failing = (failure: Parameters<typeof api.faults.add>[0]) => {
    api.faults.add({ ...failure, method: 'sendMessage', times: 1 });
    return answered(operator.id, () => say('/privacy xylophone'));
  };
  await failing({ kind: 'answer', code: 400, description: 'Bad Request: can’t parse entities' });
  await failing({ kind: 'server', status: 502 });
  await failing({ kind: 'flood', retryAfter: 1 });
  await failing({ kind: 'drop' });
  await failing({ kind: 'truncate' });
  program.kill('SIGTERM');
  expect(await program.ended).toBe(0);

  const wrong = startProgram({
    ...environment,
    PORT: String(await freePort()),
    DATA_DIR: await freshFolder(),
    BOT_TOKEN: '987654321:AAwrong-token_of-nobody',
  });
  expect(await wrong.ended).toBe(1);
  const lost = startProgram({
    ...environment,
    PORT: String(await freePort()),
    DATA_DIR: await freshFolder(),
    TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
  });
  await until('it says that Telegram does not answer', () => lost.output().includes('does not answer'));

  const said = [program, wrong, lost].map((one) => one.output() + one.errors()).join('\n');
  expect(said).toMatch(/"update":\d+,"handler":"privacy","ms":\d+/);
  expect(said).toMatch(/"level":[45]0/);
  expect(said).not.toMatch(/xylophone|quarry|zulfiqar|AAtoken|AAwrong|987654321:/i);
}, 90_000);

test('a log that nobody reads any more holds up neither the answers nor the end', async () => {
  const { api, operator, program, answered } = await createScene({ LOG_LEVEL: 'trace' });
  const say = () => api.telegram.says(operator.id, '/privacy');
  await answered(operator.id, say);
  program.closeOutput();
  await answered(operator.id, say);
  program.kill('SIGTERM');
  expect(await program.ended).toBe(0);
});

test('what the log says last stands in it when the process has ended', async () => {
  const { program } = await createScene({});
  program.kill('SIGTERM');
  expect(await program.ended).toBe(0);
  expect(program.output()).toContain('"msg":"stopping"');
});
