import { once } from 'node:events';
import { system } from '@beckon/domain';
import { expect, test } from 'vitest';
import { type Timers } from '../../streams/timers';
import { ADMIN, AGENT, startTestServer } from '../../testing/start-test-server';
import { SESSION_CHECK } from './inbox-handlers';

test('the stream of an agent whose password was reset ends, though nothing happens; others stay', async () => {
  const checks = new Set<() => void>();
  const timers: Timers = {
    every(ms, run) {
      if (ms === SESSION_CHECK) checks.add(run);
      return () => void checks.delete(run);
    },
    after: () => () => {},
  };
  const server = await startTestServer({ timers });
  const [agent, admin] = [await server.signIn(AGENT), await server.signIn(ADMIN)];
  const open = (cookie: string) => server.open({ path: '/v1/admin/events', headers: { cookie } });
  const [stream, other] = [await open(agent.cookie), await open(admin.cookie)];
  const ended = once(stream.resume(), 'end');
  other.resume();
  for (const check of checks) check();
  expect(checks.size).toBe(2);
  const reset = await server.domain.setup.resetPassword({
    actor: system,
    email: AGENT,
    password: 'another long password',
  });
  expect(reset.ok).toBe(true);
  for (const check of checks) check();
  await ended;
  expect(checks.size).toBe(1);
  expect(other.readableEnded).toBe(false);
  other.destroy();
  await server.close();
  expect(checks.size).toBe(0);
});
