import { definePlugin, type ListenerAnswer, standardRetry } from '@beckon/plugin';
import { settle } from '@beckon/plugin/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startHost } from '../testing/host-fixtures';
import { type DeadLetter, MAX_WAITING } from './event-queue';

const event = (id: string, conversationId = 'c1', type = 'conversation.message') => ({
  id,
  type,
  at: new Date(0),
  payload: {
    siteId: 's1',
    conversationId,
    visitorId: 'v1',
    messageId: id,
    author: { kind: 'visitor' },
    text: id,
  },
});

/** A plugin that notes what reaches it and answers as it is told. */
function noting(
  answer: (id: string, attempt: number) => void | ListenerAnswer | Promise<void>,
  retry?: number[],
) {
  const heard: string[] = [];
  const plugin = definePlugin({
    name: 'noting',
    apiVersion: 1,
    ...(retry ? { delivery: { retry } } : {}),
    on: {
      'conversation.message': (message, { attempt }) => {
        heard.push(`${message.id}#${attempt}`);
        return answer(message.id, attempt);
      },
    },
  });
  return { plugin, heard };
}

describe('events', () => {
  it('reach each listener, in order per conversation; others do not wait', async () => {
    const gates = new Map<string, () => void>();
    const { plugin, heard } = noting((id) =>
      id.startsWith('slow') ? new Promise<void>((resolve) => gates.set(id, resolve)) : undefined,
    );
    const { host } = await startHost([plugin]);
    const all = Promise.all([
      host.emit(event('slow1')),
      host.emit(event('b')),
      host.emit(event('other', 'c2')),
      host.emit(event('unheard', 'c1', 'visit.started')),
    ]);
    await settle();
    expect(heard).toEqual(['slow1#1', 'other#1']);
    gates.get('slow1')?.();
    expect(await all).toEqual([
      { delivered: ['noting:conversation.message'], dead: [] },
      { delivered: ['noting:conversation.message'], dead: [] },
      { delivered: ['noting:conversation.message'], dead: [] },
      { delivered: [], dead: [] },
    ]);
    expect(heard).toEqual(['slow1#1', 'other#1', 'b#1']);
    expect(host.state().pendingEvents).toBe(0);
  });

  it('are tried again by the schedule, later ones of the same conversation waiting', async () => {
    const { plugin, heard } = noting(
      (id, attempt) => {
        if (id === 'a' && attempt < 3) throw new Error('down');
      },
      [5, 60],
    );
    const { host, clock } = await startHost([plugin]);
    const both = Promise.all([host.emit(event('a')), host.emit(event('b'))]);
    await clock.advance(4999);
    expect(heard).toEqual(['a#1']);
    await clock.advance(1);
    expect(heard).toEqual(['a#1', 'a#2']);
    await clock.advance(60_000);
    expect(heard).toEqual(['a#1', 'a#2', 'a#3', 'b#1']);
    expect((await both).flatMap(({ dead }) => dead)).toEqual([]);
  });

  it('become dead letters after the last try, or at once if trying again is of no use; and can be replayed', async () => {
    let up = false;
    const { plugin, heard } = noting(
      (id) => (up ? undefined : { ok: false, error: '410 Gone', retry: id !== 'gone' }),
      [1],
    );
    const { host, clock } = await startHost([plugin]);
    expect(await host.emit(event('gone'))).toMatchObject({
      delivered: [],
      dead: [{ id: 'gone@noting:conversation.message', attempts: 1, error: '410 Gone' }],
    });
    const tried = host.emit(event('tried'));
    await clock.advance(1000);
    const [letter] = (await tried).dead as [DeadLetter];
    expect(letter).toMatchObject({ id: 'tried@noting:conversation.message', attempts: 2 });
    expect(host.state()).toMatchObject({
      plugins: [{ deadLetters: 2 }],
      deadLetters: [{ plugin: 'noting' }, { plugin: 'noting' }],
    });
    expect(await host.replay(letter)).toEqual({ ok: false, error: '410 Gone', attempts: 3 });
    up = true;
    expect(await host.replay(letter)).toEqual({ ok: true });
    expect(host.deadLetters()).toHaveLength(1);
    expect(heard.at(-1)).toBe('tried#4');
  });

  it('that are emitted again while under way are not begun twice, and afterwards are delivered again', async () => {
    let release = () => {};
    const { plugin, heard } = noting(() => new Promise<void>((resolve) => (release = resolve)));
    const { host } = await startHost([plugin]);
    const first = host.emit(event('a'));
    await settle();
    expect(host.emit(event('a'))).toBe(first);
    release();
    await first;
    void host.emit(event('a'));
    await settle();
    expect(heard).toEqual(['a#1', 'a#1']);
  });

  it('that were stored as dead letters before a restart are replayed as any', async () => {
    const before = await startHost([noting(() => ({ ok: false, error: 'down', retry: false })).plugin]);
    const { dead } = await before.host.emit(event('a'));
    const letter = structuredClone(dead[0]!);
    let up = false;
    const { plugin, heard } = noting(() => (up ? undefined : { ok: false, error: 'still down' }));
    const { host } = await startHost([plugin]);
    expect(await host.replay(letter)).toEqual({ ok: false, error: 'still down', attempts: 2 });
    up = true;
    expect(await host.replay({ ...letter, attempts: 2 })).toEqual({ ok: true });
    expect(heard).toEqual(['a#2', 'a#3']);
    expect(host.deadLetters()).toEqual([]);
    expect(await host.replay({ ...letter, listener: 'gone:conversation.message', plugin: 'gone' })).toEqual({
      ok: false,
      attempts: 1,
      error: 'The plugin "gone" does not listen to "conversation.message" any more',
    });
  });

  it('are tried again with the options that are in force by then', async () => {
    const urls: string[] = [];
    const plugin = definePlugin({
      name: 'noting',
      apiVersion: 1,
      options: z.object({ url: z.string() }),
      delivery: { retry: [60] },
      on: {
        'conversation.message': (_, { options }) => {
          urls.push(options.url);
          return options.url === 'wrong' ? { ok: false, error: 'refused' } : undefined;
        },
      },
    });
    const { host, clock } = await startHost([{ plugin, options: { url: 'wrong' } }]);
    const emitted = host.emit(event('a'));
    await settle();
    expect((await host.configure('noting', { url: 'right' })).ok).toBe(true);
    await clock.advance(60_000);
    expect(await emitted).toEqual({ delivered: ['noting:conversation.message'], dead: [] });
    expect(urls).toEqual(['wrong', 'right']);
  });

  it('beyond what may wait for one plugin become dead letters at once, and hold no other plugin up', async () => {
    const stuck = definePlugin({
      name: 'stuck',
      apiVersion: 1,
      delivery: { deadline: 1000 },
      on: { 'conversation.message': () => new Promise<void>(() => {}) },
    });
    const { plugin, heard } = noting(() => undefined);
    const { host } = await startHost([stuck, plugin]);
    for (let index = 0; index < MAX_WAITING; index += 1) {
      void host.emit(event(String(index), `line ${index}`));
      if (index % 100 === 99) await settle();
    }
    const { delivered, dead } = await host.emit(event('last', 'c2'));
    expect(delivered).toEqual(['noting:conversation.message']);
    expect(dead).toMatchObject([
      { plugin: 'stuck', attempts: 0, error: '10000 events were waiting for the plugin "stuck" already' },
    ]);
    expect(heard).toHaveLength(MAX_WAITING + 1);
  });

  it('that hang are late after the deadline of the delivery', async () => {
    const plugin = definePlugin({
      name: 'hang',
      apiVersion: 1,
      delivery: { deadline: 500, retry: [] },
      on: { 'conversation.message': () => new Promise<void>(() => {}) },
    });
    const { host, clock } = await startHost([plugin]);
    const emitted = host.emit(event('a'));
    await clock.advance(500);
    expect((await emitted).dead).toMatchObject([{ error: 'no answer within 500 ms' }]);
  });

  it('cannot be changed by one listener for the next', async () => {
    const seen: string[] = [];
    const listen = (name: string) =>
      definePlugin({
        name,
        apiVersion: 1,
        on: {
          'conversation.message': (message) => {
            seen.push(message.payload.text);
            message.payload.text = 'changed';
          },
        },
      });
    const { host } = await startHost([listen('one'), listen('two')]);
    await host.emit(event('a'));
    expect(seen).toEqual(['a', 'a']);
  });

  it('stop with the host: nothing more is tried, and who emitted keeps the event', async () => {
    const { plugin, heard } = noting(() => {
      throw new Error('down');
    }, [1]);
    const { host, clock } = await startHost([plugin]);
    let resolved = false;
    void host.emit(event('a')).then(() => (resolved = true));
    await settle();
    await host.stop();
    await clock.advance(10_000);
    expect(heard).toEqual(['a#1']);
    expect(resolved).toBe(false);
  });

  it('reach every listener in the order of their conversation, whatever fails (property)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            conversation: fc.constantFrom('c1', 'c2', 'c3'),
            failures: fc.integer({ min: 0, max: 2 }),
          }),
          { maxLength: 12 },
        ),
        async (sent) => {
          const succeeded: string[] = [];
          const { plugin } = noting(
            (id, attempt) => {
              if (attempt <= (sent[Number(id)]?.failures ?? 0)) throw new Error('down');
              succeeded.push(id);
            },
            [1, 2, 3],
          );
          const { host, clock } = await startHost([plugin]);
          const all = Promise.all(
            sent.map(({ conversation }, index) => host.emit(event(String(index), conversation))),
          );
          await clock.advance(60_000);
          expect((await all).flatMap(({ dead }) => dead)).toEqual([]);
          expect(succeeded).toHaveLength(sent.length);
          for (const conversation of ['c1', 'c2', 'c3']) {
            const order = succeeded.map(Number).filter((index) => sent[index]?.conversation === conversation);
            expect(order).toEqual([...order].sort((a, b) => a - b));
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('follow the schedule of Standard Webhooks unless the plugin says otherwise', () => {
    expect(standardRetry.reduce((sum, seconds) => sum + seconds, 0)).toBe(
      5 + 300 + 1800 + 7200 + 18_000 + 36_000 + 50_400 + 72_000 + 86_400,
    );
  });
});
