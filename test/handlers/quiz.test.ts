/** The quiz as people play it, in a private chat and in a group. */
import { expect, test } from 'vitest';
import { hasQuiz } from '../../src/content/quiz.ts';
import { createTestApp, openChat, openPerson, type TestApp } from '../fakes/app.ts';
import { openQuiz } from '../fakes/quiz.ts';

const say = (app: TestApp, word: string, parameters = {}, locale = 'en') => app.content.say(locale, `commands.quiz.${word}`, parameters);

async function createPlayer(language = 'en') {
  const app = await createTestApp();
  const chat = openPerson(app, language);
  return { app, chat, id: chat.person.id, quiz: openQuiz(app, chat.person.id, language) };
}

async function createGroup(options: { readonly forum?: boolean } = {}) {
  const app = await createTestApp();
  const group = app.telegram.chat({ type: 'supergroup', bot: 'member', ...options });
  const [ali, nino, olena] = ['en', 'en', 'uk'].map((language_code) => app.telegram.person({ language_code }));
  for (const person of [ali, nino, olena]) app.telegram.joins(group.id, person?.id ?? 0, 'member');
  const ids = [ali?.id ?? 0, nino?.id ?? 0, olena?.id ?? 0] as const;
  return { app, group, ids, chat: openChat(app, group.id, ids[0]), quiz: openQuiz(app, group.id) };
}

/** Presses what stands under the question that was asked last. */
const pressNext = async ({ app, group, quiz }: Awaited<ReturnType<typeof createGroup>>, from: number) => {
  const { message } = quiz.shown();
  const button = message.reply_markup?.inline_keyboard[0]?.[0];
  const data = button !== undefined && 'callback_data' in button ? button.callback_data : '';
  await app.telegram.presses(group.id, message.message_id, data, { from });
  return { label: button?.text, data, messageId: message.message_id };
};

test('twelve different situations, one after each answer, then the score and what to look at again', async () => {
  const { app, chat, id, quiz } = await createPlayer();
  await chat.says('/quiz');
  const missed: string[] = [];
  const [ids, places] = [new Set<string>(), new Set<number>()];
  for (let asked = 1; asked <= 12; asked += 1) {
    const question = quiz.shown();
    expect(question.number).toBe(`${asked}/12`);
    expect(question.poll).toMatchObject({ type: 'quiz', is_anonymous: false, correct_option_ids: [question.right] });
    expect(question.poll.explanation).toBe(app.content.say('en', `quiz.${question.id}.explanation`));
    ids.add(question.id);
    places.add(question.right);
    if (asked % 4 === 0) missed.push(app.content.facts.quiz.everybody[question.id] ?? '');
    await quiz.answers(id, asked % 4 !== 0);
  }
  expect(ids.size).toBe(12);
  expect(places.size).toBeGreaterThan(1);
  expect(quiz.polls()).toHaveLength(12);
  expect(chat.last()?.text).toBe(`${say(app, 'result', { right: 9, count: 12 })}\n\n${say(app, 'again')}`);
  expect(chat.commands().slice(0, -2).toSorted()).toEqual([...new Set(missed)].map((topic) => `safety ${topic}`).toSorted());
  expect(chat.commands().slice(-2)).toEqual(['quiz', 'quiz children']);
  expect(await app.store.quiz(id)).toBeUndefined();
});

test('who answers all rightly has nothing to look at again, and another quiz asks in another order', async () => {
  const { app, chat, id, quiz } = await createPlayer();
  const rounds: string[] = [];
  while (rounds.length < 2) {
    await chat.says('/quiz');
    const ids: string[] = [];
    for (let asked = 0; asked < 12; asked += 1) {
      ids.push(quiz.shown().id);
      await quiz.answers(id);
    }
    rounds.push(ids.join());
    expect(chat.last()?.text).toBe(`${say(app, 'result', { right: 12, count: 12 })}\n\n${say(app, 'perfect')}`);
    expect(chat.commands()).toEqual(['quiz', 'quiz children']);
  }
  expect(rounds[0]).not.toBe(rounds[1]);
});

test('children have questions of their own', async () => {
  const { app, chat, id, quiz } = await createPlayer();
  await chat.says('/quiz children');
  const ids = new Set<string>();
  for (let asked = 1; asked <= 8; asked += 1) {
    expect(quiz.shown().number).toBe(`${asked}/8`);
    ids.add(quiz.shown().id);
    await quiz.answers(id);
  }
  expect([...ids].toSorted()).toEqual(Object.keys(app.content.facts.quiz.children).toSorted());
  expect(chat.last()?.text).toContain(say(app, 'result', { right: 8, count: 8 }));
  expect(chat.commands()).toEqual(['quiz children']);
});

test('in every language that has a quiz all its questions are ones that Telegram takes; the others say that there is none', async () => {
  const app = await createTestApp();
  for (const locale of app.content.locales) {
    const chat = openPerson(app, locale);
    if (!hasQuiz(app.content, locale)) {
      expect(await chat.says('/quiz')).toBe(say(app, 'none', {}, locale));
      continue;
    }
    const quiz = openQuiz(app, chat.person.id, locale);
    const seen = new Set<string>();
    const all = { everybody: 24, children: 8 } as const;
    for (const pool of ['everybody', 'children'] as const) {
      const before = seen.size;
      // Twelve of 24 come at random: so many times that each comes.
      for (let round = 0; seen.size < before + all[pool] && round < 40; round += 1) {
        await chat.says(pool === 'everybody' ? '/quiz' : '/quiz children');
        while (chat.last()?.poll !== undefined) {
          const question = quiz.shown();
          expect(question.right, `${locale} ${question.poll.question}`).toBeGreaterThanOrEqual(0);
          seen.add(question.id);
          await quiz.answers(chat.person.id, round % 2 === 0);
        }
      }
    }
    expect(seen.size, locale).toBe(32);
  }
}, 60_000);

test('after a restart the quiz goes on where it was', async () => {
  const { app, chat, id, quiz } = await createPlayer();
  await chat.says('/quiz');
  await quiz.answers(id);
  const { poll, right, id: second } = quiz.shown();
  const restarted = await createTestApp({ services: { store: app.store } });
  const again = openQuiz(restarted, restarted.telegram.person({ id, language_code: 'en' }).id);
  const user = { id, is_bot: false, first_name: 'Aysel' };
  await restarted.bot.handleUpdate({
    update_id: 1,
    poll_answer: { poll_id: poll.id, user, option_ids: [right], option_persistent_ids: ['1'] },
  });
  expect(again.shown().number).toBe('3/12');
  expect(again.shown().id).not.toBe(second);
  expect((await app.store.quiz(id))?.asked.map(({ rights }) => rights)).toEqual([1, 1, 0]);
});

test('answers of strangers, answers taken back, and answers to questions of an earlier quiz count for nothing', async () => {
  const { app, chat, id, quiz } = await createPlayer();
  await chat.says('/quiz');
  const first = quiz.shown();
  const stranger = app.telegram.person();
  await quiz.answers(stranger.id); // the poll was forwarded
  const user = { id, is_bot: false, first_name: 'Aysel' };
  const answer = (poll_id: string, option_ids: number[]) =>
    app.bot.handleUpdate({ update_id: first.poll.id.length, poll_answer: { poll_id, user, option_ids, option_persistent_ids: [] } });
  await answer(first.poll.id, []);
  await answer('no such poll', [0]);
  expect(quiz.polls()).toHaveLength(1);
  await chat.says('/quiz');
  expect(quiz.shown(quiz.polls()[0]).poll.is_closed).toBe(true);
  await answer(first.poll.id, [first.right]);
  expect(quiz.polls()).toHaveLength(2);
  expect((await app.store.quiz(id))?.asked).toMatchObject([{ position: 0, rights: 0, wrongs: 0 }]);
});

test('an answer that Telegram tells of twice is not answered twice, nor counted so', async () => {
  const { app, chat, id, quiz } = await createPlayer();
  await chat.says('/quiz');
  const { poll, right } = quiz.shown();
  await quiz.answers(id);
  const user = { id, is_bot: false, first_name: 'Aysel' };
  await app.bot.handleUpdate({ update_id: 7, poll_answer: { poll_id: poll.id, user, option_ids: [right], option_persistent_ids: [] } });
  expect(quiz.polls()).toHaveLength(2);
  for (let asked = 2; asked <= 12; asked += 1) await quiz.answers(id);
  expect(chat.last()?.text).toContain(say(app, 'result', { right: 12, count: 12 }));
});

test('/forget ends the quiz and deletes all of it', async () => {
  const { app, chat, id, quiz } = await createPlayer();
  await chat.says('/quiz');
  const { poll } = quiz.shown();
  await chat.says('/forget');
  expect(await chat.presses('forget yes')).toBe(app.content.say('en', 'commands.forget.done'));
  expect([await app.store.quiz(id), await app.store.pollPlace(poll.id)]).toEqual([undefined, undefined]);
  await app.telegram.votes(poll.id, id, [0]);
  expect(quiz.polls()).toHaveLength(1);
});

test('in a group everybody answers, the next question comes at the press of a button, and the end names nobody', async () => {
  const world = await createGroup();
  const { app, ids, chat, quiz } = world;
  await chat.says('/quiz');
  for (let asked = 1; asked <= 12; asked += 1) {
    expect(quiz.shown().number).toBe(`${asked}/12`);
    await quiz.answers(ids[0]);
    await quiz.answers(ids[1], asked !== 5);
    expect(chat.last()?.poll).toBeDefined(); // nothing is said in between
    const { label, messageId } = await pressNext(world, ids[asked % 3] ?? 0);
    expect(label).toBe(say(app, asked === 12 ? 'show' : 'next'));
    const closed = app.telegram.messages(world.group.id).find((message) => message.message_id === messageId);
    expect(closed?.poll?.is_closed).toBe(true);
    expect(closed?.reply_markup).toBeUndefined();
  }
  expect(quiz.polls()).toHaveLength(12);
  expect(chat.last()?.text).toBe(`${say(app, 'group', { answers: 24, right: 23 })}\n\n${say(app, 'again')}`);
  expect(chat.commands()).toHaveLength(3);
  expect(chat.last()?.text).not.toContain('Aysel');
  expect(await app.store.quiz(world.group.id)).toBeUndefined();
});

test('in a group one quiz runs at a time, in the language it was begun in, and anybody may end it', async () => {
  const world = await createGroup();
  const { app, group, ids, chat, quiz } = world;
  await chat.says('/quiz');
  await quiz.answers(ids[1], false);
  const byOlena = openChat(app, group.id, ids[2]);
  expect(await byOlena.says('/quiz children')).toBe(say(app, 'running'));
  expect(quiz.polls()).toHaveLength(1);
  await byOlena.presses('quiz next 1');
  expect(quiz.shown().number).toBe('2/12');
  await byOlena.says('/quiz');
  await byOlena.presses('quiz end');
  expect(quiz.shown().poll.is_closed).toBe(true);
  expect(byOlena.last()?.text).toContain(say(app, 'group', { answers: 1, right: 0 }));
  await byOlena.says('/quiz next 2');
  expect(byOlena.last()?.text).toBe(app.content.say('uk', 'commands.quiz.over'));
});

test('when two press “next” under one question, one question comes', async () => {
  const world = await createGroup();
  const { app, group, ids, chat, quiz } = world;
  await chat.says('/quiz');
  const { message } = quiz.shown();
  await Promise.all([ids[0], ids[1]].map((from) => app.telegram.presses(group.id, message.message_id, 'quiz next 1', { from })));
  expect(quiz.polls()).toHaveLength(2);
  await app.telegram.presses(group.id, message.message_id, 'quiz next 1', { from: ids[2], forged: true });
  expect(quiz.polls()).toHaveLength(2);
});

test('in a forum the quiz stays in the topic it was begun in', async () => {
  const world = await createGroup({ forum: true });
  const { app, group, ids, quiz } = world;
  const thread = app.telegram.topic(group.id, 'Safety');
  await app.telegram.says(group.id, '/quiz', { from: ids[0], thread });
  for (let asked = 1; asked <= 12; asked += 1) {
    expect(quiz.shown().message.message_thread_id).toBe(thread);
    await pressNext(world, ids[0]);
  }
  expect(app.telegram.messages(group.id).at(-1)).toMatchObject({
    message_thread_id: thread,
    text: say(app, 'group', { answers: 0, right: 0 }),
  });
});
