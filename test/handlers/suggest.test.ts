import { Api } from 'grammy';
import { expect, test } from 'vitest';
import { createOperators } from '../../src/bot/operators.ts';
import { createLog } from '../../src/log.ts';
import { createTestApp, openChat, openPerson } from '../fakes/app.ts';

/** Two people run the bot: 71 and 72. */
const OPERATORS = [71, 72];

/** The real log, at its most talkative, into a list. */
function listeningLog() {
  const lines: string[] = [];
  return { log: createLog('trace', { write: (line) => void lines.push(line) }), lines };
}

async function createOffice(options: Parameters<typeof createTestApp>[0] = {}) {
  const app = await createTestApp({ operators: OPERATORS, ...options });
  const office = OPERATORS.map((id) => openChat(app, app.telegram.person({ id, language_code: 'en' }).id));
  for (const one of office) await one.says('/start');
  return { app, office };
}
const TIP = 'In our village we tie a <b>red ribbon</b> to the fence & tell the school';

test('a tip reaches every operator as it was written, and nothing of who wrote it', async () => {
  const { app, office } = await createOffice();
  const writer = app.telegram.person({ language_code: 'az', first_name: 'Aygun', last_name: 'Mammadova', username: 'aygun_m' });
  const chat = openChat(app, writer.id);
  const sent: string[] = [];
  app.telegram.listen((event) => {
    if (event.kind === 'call') sent.push(JSON.stringify([event.method, event.payload]));
  });
  const said = await chat.says(`/suggest ${TIP}`);
  for (const one of office) {
    expect(one.last()?.text).toContain(TIP);
    const whole = JSON.stringify(one.last());
    for (const trace of ['Aygun', 'Mammadova', 'aygun_m', String(writer.id)]) expect(whole).not.toContain(trace);
    expect(one.last()?.forward_origin).toBeUndefined();
  }
  expect(sent.filter((call) => call.includes('ribbon'))).toHaveLength(OPERATORS.length);
  expect(said).toContain(app.content.say('az', 'commands.suggest.done'));
});

test('nothing of a suggestion is kept, and nothing of it is logged', async () => {
  const { log, lines } = listeningLog();
  const { app } = await createOffice({ log });
  const chat = openPerson(app, 'en');
  await chat.says(`/suggest ${TIP}`);
  expect(await app.store.chat(chat.person.id)).toBeUndefined();
  expect(lines.join('')).toContain('"handler":"suggest"');
  expect(lines.join('')).not.toMatch(/ribbon|fence/);
});

test('an operator who blocked the bot keeps the others from nothing, and the log says no word of the text', async () => {
  const { log, lines } = listeningLog();
  const api = new Api('1:test');
  api.config.use(async (_previous, _method, payload) =>
    'chat_id' in payload && payload.chat_id === 72
      ? { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' }
      : { ok: true, result: {} as never },
  );
  const now = () => new Date('2026-11-24T08:00:00Z');
  expect(await createOperators({ api, ids: [71, 72], now, log }).hear(5, TIP)).toBe('heard');
  expect(await createOperators({ api, ids: [72], now, log }).hear(5, TIP)).toBe('nobody');
  expect(lines.join('')).toContain('an operator was not reached');
  expect(lines.join('')).not.toMatch(/ribbon|fence/);
});

test('/suggest alone says how to suggest, and sends nobody anything', async () => {
  const { app, office } = await createOffice();
  const chat = openPerson(app, 'en');
  const before = office.map((one) => one.answers().length);
  expect(await chat.says('/suggest')).toContain('/suggest and your tip');
  expect(office.map((one) => one.answers().length)).toEqual(before);
});

test('three a day are taken of a person; others and tomorrow are not touched by it', async () => {
  let now = Date.parse('2026-11-24T08:00:00Z');
  const { app, office } = await createOffice({ now: () => new Date(now) });
  const [chat, other] = [openPerson(app, 'en'), openPerson(app, 'en')];
  const [done, enough] = ['done', 'enough'].map((word) => app.content.say('en', `commands.suggest.${word}`));
  for (let count = 0; count < 3; count += 1) expect(await chat.says('/suggest put a poster with the tips in every school')).toBe(done);
  const heard = office[0]?.answers().length;
  expect(await chat.says('/suggest put a poster with the tips in every school')).toBe(enough);
  expect(office[0]?.answers()).toHaveLength(heard ?? 0);
  expect(await other.says('/suggest put a poster with the tips in every school')).toBe(done);
  now += 86_400_000;
  expect(await chat.says('/suggest put a poster with the tips in every school')).toBe(done);
});

test('in a group each person has a day of their own', async () => {
  const { app } = await createOffice();
  const group = app.telegram.chat({ type: 'supergroup', bot: 'member' });
  const people = [1, 2].map(() => {
    const person = app.telegram.person({ language_code: 'en' });
    app.telegram.joins(group.id, person.id, 'member');
    return openChat(app, group.id, person.id);
  });
  for (const one of people)
    for (let count = 0; count < 3; count += 1)
      expect(await one.says('/suggest put a poster with the tips in every school')).toBe(app.content.say('en', 'commands.suggest.done'));
});

test('without operators, or when none can be reached, it says so and takes nothing from the day', async () => {
  const app = await createTestApp();
  const chat = openPerson(app, 'en');
  for (let count = 0; count < 5; count += 1)
    expect(await chat.says('/suggest put a poster with the tips in every school')).toBe(app.content.say('en', 'commands.suggest.nobody'));
});

test('whoever writes of a find sees the safety card first', async () => {
  const { app } = await createOffice();
  const chat = openPerson(app, 'en');
  const text = await chat.says('/suggest i found a shell in my garden');
  expect(text.indexOf('Stop')).toBeLessThan(text.indexOf('It is no report'));
  expect(chat.commands().slice(0, 3)).toEqual(['safety found-item', 'safety in-minefield', 'safety someone-injured']);
});

test('what is too long is not cut but sent back', async () => {
  const { app, office } = await createOffice();
  const chat = openPerson(app, 'en');
  const before = office[0]?.answers().length;
  expect(await chat.says(`/suggest ${'a '.repeat(600)}`)).toContain('1000');
  expect(office[0]?.answers()).toHaveLength(before ?? 0);
  await chat.says(`/suggest ${'&'.repeat(1000)}`);
  expect(office[0]?.last()?.text).toContain('&'.repeat(1000));
});
