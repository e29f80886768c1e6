import { type LiveEvent } from '@beckon/domain';
import { expect, it } from 'vitest';
import { keepRelaying } from './relaying';

it('says once that the storage did not answer, however often the relay was asked for meanwhile', async () => {
  const logged: string[] = [];
  const log = (message: string) => void logged.push(message);
  let fail = () => {};
  let running: Promise<number> | null = null;
  const relay = {
    run: () =>
      (running ??= new Promise<number>((_, reject) => {
        fail = () => reject(new Error('away'));
      }).finally(() => (running = null))),
    idle: () => Promise.resolve(),
    pending: () => 0,
  };
  let tell = (_: LiveEvent): void => {};
  const stop = keepRelaying({
    relay,
    bus: { publish: () => {}, subscribe: (listener) => ((tell = listener), () => {}) },
    logger: { info: log, warn: log, error: log },
    domain: { plugins: { refresh: () => Promise.resolve() } as never },
  });
  for (let times = 0; times < 3; times += 1) tell({ type: 'engagement.changed', siteId: 's' });
  fail();
  await new Promise(setImmediate);
  expect(logged).toEqual(['Events wait: the storage did not answer']);
  tell({ type: 'engagement.changed', siteId: 's' });
  fail();
  await new Promise(setImmediate);
  expect(logged).toHaveLength(2);
  stop();
});
