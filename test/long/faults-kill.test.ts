/** `kill -9` again and again while people subscribe: whoever was told "Done" is subscribed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRunning } from '../fakes/running.ts';

const KILLS = 8;
const EACH = 40;

test.for([{ way: 'long polling' }, { way: 'a webhook' }])(
  'by $way, no subscription that was acknowledged and nobody who wrote is lost to kill -9',
  async ({ way }) => {
    const { api, port, start, says, asks, answered, answersTo, subscribed } = await createRunning();
    const webhook = { WEBHOOK_URL: `http://127.0.0.1:${port}`, WEBHOOK_SECRET: 'secret' };
    const begin = () => start(way === 'a webhook' ? webhook : {});
    const people: number[] = [];
    const acknowledged = () => people.filter((id) => answersTo(id).some((text) => text.startsWith('Done.')));
    let program = begin();
    await says({ ready: true });
    for (let kill = 0; kill < KILLS; kill += 1) {
      for (let one = 0; one < EACH; one += 1) people.push(asks('/subscribe'));
      await sleep(Math.random() * 100);
      program.kill('SIGKILL');
      await program.ended;
      const told = acknowledged();
      expect(await subscribed(told)).toEqual(told);
      program = begin();
      await says({ ready: true });
    }
    await answered(people, 60_000);
    program.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(await subscribed(people)).toEqual(people);
    expect(api.rejected).toEqual([]);
  },
);
