import { expect, test } from 'vitest';
import { createRateLimits, defaultLimits } from './rate-limits';

test('one too many is told how long to wait; other keys go on; forgetting starts anew', async () => {
  const limits = createRateLimits({ ...defaultLimits, signInByBoth: { points: 2, seconds: 600 } });
  expect((await limits.take('signInByBoth', 'a')).ok).toBe(true);
  expect((await limits.take('signInByBoth', 'a')).ok).toBe(true);
  expect(await limits.take('signInByBoth', 'a')).toMatchObject({
    ok: false,
    error: { code: 'tooManyAttempts', retryAfter: 600 },
  });
  expect((await limits.take('signInByBoth', 'b')).ok).toBe(true);
  await limits.giveBack('signInByBoth', 'b');
  expect((await limits.take('signInByBoth', 'b')).ok).toBe(true);
  expect((await limits.take('signInByBoth', 'b')).ok).toBe(true);
  expect((await limits.take('signInByBoth', 'b')).ok).toBe(false);
  await limits.forget('signInByBoth', 'a');
  expect((await limits.take('signInByBoth', 'a')).ok).toBe(true);
});

test('open streams are counted, and given back once', () => {
  const limits = createRateLimits({ ...defaultLimits, streams: 1 });
  const first = limits.openStream('a');
  expect(limits.openStream('a').ok).toBe(false);
  expect(limits.openStream('b').ok).toBe(true);
  if (!first.ok) throw new Error('the first one must be allowed');
  first.value();
  first.value();
  expect(limits.openStream('a').ok).toBe(true);
  expect(limits.openStream('a').ok).toBe(false);
});
