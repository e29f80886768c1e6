import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RuleInput, VisitorConversation } from '@beckon/protocol';
import { criteria } from './criteria';

/** A request as it came. */
export interface Recorded {
  readonly path: string;
  readonly key: string | undefined;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

/** The visitor's side of the protocol in memory, for tests of the widget in a browser: one visitor at a time, no rules of its own. */
export interface FakeServer {
  readonly url: string;
  readonly recorded: Recorded[];
  rules: RuleInput[];
  /** What every rule says. */
  message: string;
  /** Answers 503 to the path that matches. */
  failing: RegExp | undefined;
  conversations: VisitorConversation[];
  /** An agent writes; the open streams hear of it. */
  answer(text: string): void;
  /** Breaks the streams. */
  cut(): void;
  of(path: RegExp): Recorded[];
  close(): Promise<void>;
}

let ids = 0;
const id = (): string => `01J${String(++ids).padStart(23, '0')}`;

/** Serves one page at every address of an origin of its own. */
export async function servePage(
  html: () => string,
  headers: () => Record<string, string>,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  return listen(
    createServer(
      (_, response) =>
        void response.writeHead(200, { 'Content-Type': 'text/html', ...headers() }).end(html()),
    ),
  );
}

async function listen(server: Server): Promise<{ readonly url: string; close(): Promise<void> }> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

export async function startFakeServer(cdn: string): Promise<FakeServer> {
  const recorded: Recorded[] = [];
  const answers = new Map<string, string>();
  const streams = new Set<ServerResponse>();
  const unread: { id: string; from: object; message: string; deliveredAt: string; opened: boolean }[] = [];
  const granted = new Map<string, string>();
  let visit = id();
  let engaged = false;

  const residue = () => ({
    revision: 1,
    validFor: null,
    rules: fake.rules.filter((rule) => ![...granted.values()].includes(rule.id)),
    criteria,
    modules: [],
  });
  const now = (): string => new Date().toISOString();
  const push = (conversation: VisitorConversation): void => {
    for (const stream of streams)
      stream.write(`event: conversation\ndata: ${JSON.stringify(conversation)}\n\n`);
  };

  function post(path: string, body: Record<string, unknown>, key: string): [number, unknown?] {
    const [, resource, name, verb] = path.split('/').slice(1);
    if (resource === 'visits') {
      const continued = body['visit'] === visit;
      if (!continued) visit = id();
      const settings = {
        launcher: true,
        greeting: 'Hello! How can we help?',
        accent: '#7c3f1d',
        visitIdle: 1_800_000,
        visitMax: 86_400_000,
      };
      const conversations = fake.conversations.length;
      return [
        200,
        {
          visitor: { id: id(), secret: 'secret' },
          visit: { id: visit, continued, age: 0, engaged },
          residue: residue(),
          settings,
          unread,
          conversations,
          unreadMessages: 0,
        },
      ];
    }
    if (resource === 'engagements' && !name) {
      const engagement = {
        id: id(),
        rule: String(body['rule']),
        from: { kind: 'team', name: 'Sales' },
        message: fake.message,
        lease: 30_000,
      };
      granted.set(engagement.id, engagement.rule);
      return [200, { granted: true, engagement, residue: residue() }];
    }
    if (resource === 'engagements' && name) {
      const at = unread.findIndex((each) => each.id === name);
      if (body['step'] === 'delivered' && at < 0)
        unread.push({
          id: name,
          from: { kind: 'team', name: 'Sales' },
          message: fake.message,
          deliveredAt: now(),
          opened: false,
        });
      if (body['step'] === 'opened' && unread[at]) unread[at].opened = true;
      if (body['step'] === 'dismissed' && at >= 0) unread.splice(at, 1);
      engaged = true;
      return [204];
    }
    if (resource === 'conversations' && !name) {
      const said = { id: id(), author: 'me' as const, text: String(body['text']), sentAt: now(), key };
      const proactive = unread.find((each) => each.id === body['engagement']);
      const first = proactive
        ? [
            {
              id: id(),
              author: { kind: 'team' as const, name: 'Sales' },
              text: proactive.message,
              sentAt: proactive.deliveredAt,
              key: null,
            },
          ]
        : [];
      if (proactive) unread.splice(unread.indexOf(proactive), 1);
      const conversation: VisitorConversation = {
        id: id(),
        status: 'open',
        engagement: proactive?.id ?? null,
        messages: [...first, said],
        readCount: first.length,
      };
      fake.conversations.unshift(conversation);
      push(conversation);
      return [201, conversation];
    }
    const conversation = fake.conversations.find((each) => each.id === name);
    if (!conversation) return [404, { code: 'notFound' }];
    if (verb === 'read') {
      conversation.readCount = Number(body['count']);
      return [204];
    }
    const said = { id: id(), author: 'me' as const, text: String(body['text']), sentAt: now(), key };
    conversation.messages.push(said);
    push(conversation);
    return [201, said];
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://fake');
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', '*, Authorization');
    if (request.method === 'OPTIONS') return void response.end();
    if (!pathname.startsWith('/v1/')) {
      const script = await readFile(cdn + pathname).catch(() => undefined);
      return void response.writeHead(script ? 200 : 404, { 'Content-Type': 'text/javascript' }).end(script);
    }
    if (fake.failing?.test(pathname)) return void response.writeHead(503).end();
    if (pathname === '/v1/events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': hello\n\n');
      streams.add(response);
      response.on('close', () => streams.delete(response));
      return fake.conversations.forEach(push);
    }
    if (request.method === 'GET')
      return void response.writeHead(200).end(JSON.stringify({ conversations: fake.conversations }));
    let text = '';
    for await (const part of request) text += String(part);
    const key = request.headers['idempotency-key'] as string | undefined;
    const body = JSON.parse(text) as Record<string, unknown>;
    recorded.push({ path: pathname, key, authorization: request.headers.authorization, body });
    const known = answers.get(key ?? '');
    if (known) return void response.writeHead(200).end(known);
    const [status, answer] = post(pathname, body, key ?? '');
    if (answer) answers.set(key ?? '', JSON.stringify(answer));
    response.writeHead(status).end(answer && JSON.stringify(answer));
  }

  const server = await listen(
    createServer(
      (request, response) =>
        void handle(request, response).catch((error: unknown) => response.destroy(error as Error)),
    ),
  );
  const fake: FakeServer = {
    ...server,
    recorded,
    rules: [],
    message: 'Need a hand choosing?',
    failing: undefined,
    conversations: [],
    of: (path) => recorded.filter((each) => path.test(each.path)),
    answer(text) {
      const conversation = fake.conversations[0];
      if (!conversation) return;
      conversation.messages.push({
        id: id(),
        author: { kind: 'agent', name: 'Ada Lovelace' },
        text,
        sentAt: now(),
        key: null,
      });
      push(conversation);
    },
    cut: () => streams.forEach((stream) => stream.destroy()),
  };
  return fake;
}
