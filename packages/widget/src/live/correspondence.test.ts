// @vitest-environment happy-dom
import type { VisitorConversation } from '@beckon/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../runtime/context';
import { createMailbox } from '../runtime/mailbox';
import { openStore } from '../runtime/store';
import { memoryStorage, settle, testWorld } from '../testing/world';
import { createApi } from '../transport/api';
import { createCorrespondence } from './correspondence';

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const sentAt = '2026-01-01T12:00:00.000Z';
const mine = (id: string, text: string, key = id) => ({ id, author: 'me' as const, text, sentAt, key });
const talk = (...texts: string[]): VisitorConversation => ({
  id: 'C',
  status: 'open',
  engagement: null,
  readCount: 0,
  messages: texts.map((text, at) => mine(`M${at}`, text)),
});

describe('the correspondence', () => {
  let posts: { path: string; key: string; body: Record<string, unknown> }[];
  let answer: (path: string, body: Record<string, unknown>) => Response;
  let stored: VisitorConversation[];
  let local: Storage;
  let time: ReturnType<typeof testWorld>;

  beforeEach(() => {
    posts = [];
    stored = [];
    local = memoryStorage();
  });

  function open() {
    time = testWorld({
      local,
      fetch: (url, init) => {
        const path = String(url);
        if (path.includes('/events')) return Promise.reject(new Error('no stream'));
        if (init?.method !== 'POST') return Promise.resolve(json(200, { conversations: stored }));
        const body = JSON.parse(String(init.body)) as Record<string, unknown>;
        posts.push({ path, key: (init.headers as Record<string, string>)['Idempotency-Key'] ?? '', body });
        return Promise.resolve(answer(path, body));
      },
    });
    const store = openStore('c:', () => local);
    const context: Context = {
      world: time.world,
      site: 'site',
      nonce: '',
      api: createApi(time.world, '', 'site', () => undefined),
      store,
      session: store,
      mailbox: createMailbox(time.world, 'news'),
      settings: () => undefined,
      visit: () => 'W',
      emit: () => undefined,
    };
    return { letters: createCorrespondence(context), mailbox: context.mailbox };
  }
  const wait = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 500) {
      await settle();
      time.pass(500);
    }
    await settle();
  };

  it('starts a conversation with the answer to a message that popped up, and goes on with it', async () => {
    answer = (path, body) =>
      path.endsWith('/messages')
        ? json(201, mine('M2', String(body['text'])))
        : json(201, { ...talk('One'), engagement: 'E' });
    const { letters, mailbox } = open();
    mailbox.take(0, [
      { id: 'E', from: { kind: 'team', name: 'Sales' }, message: 'Hi', deliveredAt: sentAt, opened: true },
    ]);
    letters.send('One');
    letters.send('Two');
    expect(letters.entries().map(({ state }) => state)).toEqual(['sent', 'sending', 'sending']);
    await wait(0);
    expect(posts.map(({ path, body }) => [path, body['engagement'], body['text']])).toEqual([
      ['/v1/conversations', 'E', 'One'],
      ['/v1/conversations/C/messages', undefined, 'Two'],
    ]);
    expect(letters.entries().map(({ text, state }) => `${text} ${state}`)).toEqual(['One sent', 'Two sent']);
    expect(mailbox.engagements()).toEqual([]);
  });

  it('says that a message is lost, and sends the same request until the server has it, over a reload too', async () => {
    answer = () => json(503, {});
    let { letters } = open();
    letters.send('Anybody?');
    await wait(15_000);
    expect(letters.entries()).toMatchObject([{ text: 'Anybody?', state: 'failed' }]);
    time.end();
    ({ letters } = open());
    await wait(30_000);
    expect(letters.entries()).toMatchObject([{ text: 'Anybody?' }]);
    answer = () => json(201, talk('Anybody?'));
    await wait(60_000);
    expect(letters.entries()).toMatchObject([{ text: 'Anybody?', state: 'sent' }]);
    expect(new Set(posts.map(({ key }) => key)).size).toBe(1);
  });

  it('starts anew where the conversation is gone, and does not repeat what was refused until the visitor says so', async () => {
    stored = [talk('Before')];
    answer = (path) => json(path.endsWith('/messages') ? 404 : 400, {});
    const { letters } = open();
    await wait(0);
    letters.send('Hello');
    await wait(60_000);
    expect(posts.map(({ path }) => path)).toEqual(['/v1/conversations/C/messages', '/v1/conversations']);
    const failed = letters.entries().find(({ state }) => state === 'failed');
    letters.retry(failed?.id ?? '');
    await wait(1000);
    expect(posts.length).toBe(3);
    expect(posts[2]?.key).toBe(posts[1]?.key);
  });

  it('counts what was not seen, until the visitor looks', async () => {
    stored = [
      {
        ...talk('Mine'),
        messages: [
          mine('M', 'Mine'),
          { id: 'A', author: { kind: 'agent', name: 'Ada' }, text: 'Yours', sentAt, key: null },
        ],
        readCount: 1,
      },
    ];
    answer = () => new Response(null, { status: 204 });
    const { letters, mailbox } = open();
    await wait(0);
    expect(mailbox.unread()).toBe(1);
    letters.watch();
    await wait(0);
    expect(mailbox.unread()).toBe(0);
    expect(posts).toMatchObject([{ path: '/v1/conversations/C/read', body: { count: 2 } }]);
  });
});
