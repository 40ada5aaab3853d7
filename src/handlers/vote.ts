/** An answer to a question of the quiz: counted, and in a private chat the next question follows. */
import { handler } from './handler.ts';
import { goOn, nextPosition } from './quizzing.ts';

/** The text is `<poll id> <option>`, read from Telegram's poll answer; nobody can type it. */
export const vote = handler({
  name: 'vote',
  words: {},
  async run({ chat, text }, services) {
    const { store } = services;
    const [pollId = '', option] = text.split(' ');
    const running = await store.quiz(chat.id);
    const question = running?.asked.find((one) => one.pollId === pollId);
    if (running === undefined || question === undefined) return undefined;
    await store.countVote(pollId, Number(option) === question.right);
    if (chat.kind !== 'private' || question.position + 1 !== nextPosition(running)) return undefined;
    const counted = await store.quiz(chat.id);
    return counted === undefined ? undefined : goOn(counted, chat, services);
  },
});
