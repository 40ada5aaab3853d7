/** The token is taken back at @BotFather while people write, and a new one put in. */
import { expect, test, vi } from 'vitest';
import { createRunning } from '../fakes/running.ts';

const QUESTION = 'I found a shell in my garden';
const REVOKED = { kind: 'answer', code: 401, description: 'Unauthorized' } as const;

test('a token taken back is told by /readyz, and with a new one everything said meanwhile is answered', async () => {
  const { api, start, says, asks, answered } = await createRunning();
  const first = start();
  await says({ ready: true });
  await answered([asks(QUESTION)]);

  // Some are in hand when it happens: fetched, and not answered yet.
  api.faults.add({ ...REVOKED, method: /^send/ });
  const inHand = Array.from({ length: 20 }, () => asks(QUESTION));
  const refused = () => api.rejected.filter(({ method }) => method === 'sendMessage').length;
  await api.until(() => refused() > 0);
  api.faults.add(REVOKED);
  const after = Array.from({ length: 20 }, () => asks(QUESTION));
  await says({ ready: false, telegram: false, store: true });
  expect(first.isRunning()).toBe(true);
  // Log lines are gathered for a tenth of a second.
  await vi.waitFor(() => expect(first.output()).toContain('Unauthorized'));
  expect(first.output() + first.errors()).not.toContain(api.token);

  // The operator puts in the new token, and the program is started anew.
  first.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  api.faults.clear();
  start();
  await says({ ready: true });
  await answered([...inHand, ...after]);
});

test('with a webhook, too, /readyz tells of a token taken back', async () => {
  const { api, port, start, says, asks, answered } = await createRunning();
  const url = `http://127.0.0.1:${port}`;
  start({ WEBHOOK_URL: url, WEBHOOK_SECRET: 'secret' });
  await says({ ready: true });
  await answered([asks(QUESTION)]);
  api.faults.add(REVOKED);
  const meanwhile = asks(QUESTION);
  await says({ ready: false, telegram: false }, 90_000);
  api.faults.clear();
  await says({ ready: true }, 90_000);
  await answered([meanwhile]);
});
