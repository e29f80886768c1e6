import { describe, expect, it } from 'vitest';
import { memoryStorage, settle, testWorld } from '../testing/world';
import { createApi } from '../transport/api';
import { createOutbox } from './outbox';
import { openStore } from './store';

function setUp(local: Storage, down: () => boolean) {
  const sent: string[] = [];
  const { world, pass, end } = testWorld({
    local,
    fetch: (url, init) => {
      if (down()) return Promise.reject(new TypeError('down'));
      const { step } = JSON.parse(String(init?.body)) as { step: string };
      sent.push(`${String(url).split('/').at(-2)} ${step}`);
      return Promise.resolve(new Response(null, { status: url.toString().includes('gone') ? 404 : 204 }));
    },
  });
  const outbox = createOutbox(
    world,
    openStore('o:', world.local),
    createApi(world, '', 'site', () => undefined),
  );
  return { outbox, sent, pass, end };
}

describe('the outbox', () => {
  it('keeps each step until it is acknowledged, in order, over a reload too', async () => {
    const local = memoryStorage();
    let down = true;
    const before = setUp(local, () => down);
    before.outbox.add('E1', 'delivered');
    before.outbox.add('E1', 'opened');
    await settle();
    before.end();

    const after = setUp(local, () => down);
    down = false;
    await after.outbox.flush();
    expect(after.sent).toEqual(['E1 delivered', 'E1 opened']);
    await after.outbox.flush();
    expect(after.sent.length).toBe(2);
  });

  it('gets over what is stored there and is not of ours', async () => {
    for (const stored of ['{}', '5', '"x"', '[{}]', '{']) {
      const local = memoryStorage();
      local.setItem('o:outbox', stored);
      const { outbox, sent, pass } = setUp(local, () => false);
      outbox.add('E1', 'delivered');
      await settle();
      pass(1000);
      await settle();
      expect(sent.at(-1), stored).toBe('E1 delivered');
    }
  });

  it('comes back by itself when the server does, and drops what the server does not want', async () => {
    let down = true;
    const { outbox, sent, pass } = setUp(memoryStorage(), () => down);
    outbox.add('gone', 'delivered');
    outbox.add('E2', 'dismissed');
    await settle();
    down = false;
    pass(60_000);
    await settle();
    expect(sent).toEqual(['gone delivered', 'E2 dismissed']);
  });
});
