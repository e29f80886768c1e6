// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../runtime/context';
import { openStore } from '../runtime/store';
import { settle, testWorld } from '../testing/world';
import { createApi } from '../transport/api';
import { listenForEvents } from './listen';

const event = 'event: conversation\ndata: {}\n\n';

describe('listening for events', () => {
  let streams: ReadableStreamDefaultController<Uint8Array>[];
  let heard: string[];
  let time: ReturnType<typeof testWorld>;
  /** What each stream says before it ends; absent: the test says it, bit by bit. */
  let whole: string | undefined;
  let asked: number;

  beforeEach(() => {
    streams = [];
    heard = [];
    whole = undefined;
    asked = 0;
    time = testWorld({
      fetch: (_url, init) => {
        asked++;
        const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
          streams.push(controller);
          init?.signal?.addEventListener('abort', () => controller.error(new Error('aborted')));
        };
        return Promise.resolve(new Response(whole ?? new ReadableStream({ start })));
      },
    });
    const store = openStore('l:', time.world.local);
    const api = createApi(time.world, '', 'site', () => undefined);
    listenForEvents({ world: time.world, api, site: 'site', store } as Context, (data) => heard.push(data));
  });
  const wait = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 500) {
      time.pass(500);
      await settle();
    }
  };
  const say = (text: string): void => streams.at(-1)?.enqueue(new TextEncoder().encode(text));

  it('comes back soon after a break of a stream that has lasted', async () => {
    await settle();
    say(event);
    await wait(20_000);
    expect([heard, asked]).toEqual([['{}'], 1]);
    streams[0]?.close();
    await wait(2000);
    expect(asked).toBe(2);
    say(event);
    await settle();
    expect(heard.length).toBe(2);
    time.end();
  });

  it('comes back later and later where each stream ends at once, whatever it said', async () => {
    whole = ': hello\n\n';
    streams[0]?.close();
    await wait(10 * 60_000);
    expect(asked).toBeGreaterThan(5);
    expect(asked).toBeLessThan(30);
    time.end();
  });

  it('gives a stream up that is silent for a minute, and stops when Beckon does', async () => {
    await wait(70_000);
    expect(asked).toBe(2);
    time.end();
    await wait(200_000);
    expect(asked).toBe(2);
  });
});
