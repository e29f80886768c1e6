import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createEventStream, type EventStream, HEARTBEAT } from './event-stream';
import { type Timers } from './timers';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const run of cleanups.splice(0)) run();
});

/** Timers in the test's hand. */
function handTimers() {
  const running = new Set<() => void>();
  const timers: Timers = {
    every(ms, run) {
      expect(ms).toBe(HEARTBEAT);
      running.add(run);
      return () => running.delete(run);
    },
    after: () => () => {},
  };
  return { timers, running, beat: () => [...running].forEach((run) => run()) };
}

/** One real response over a real connection, and its reader. */
async function connect(
  serve: (response: ServerResponse) => EventStream,
): Promise<{ stream: EventStream; reader: IncomingMessage; response: ServerResponse }> {
  let answer: { stream: EventStream; response: ServerResponse } | undefined;
  const server = createServer((_request, response) => {
    answer = { stream: serve(response), response };
    answer.stream.open();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const request = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', agent: false });
  const [reader] = (await once(request, 'response')) as [IncomingMessage];
  cleanups.push(() => {
    request.destroy();
    server.closeAllConnections();
    server.close();
  });
  if (!answer) throw new Error('the server has not answered');
  return { ...answer, reader };
}

async function readUntil(reader: IncomingMessage, end: string): Promise<string> {
  let text = '';
  reader.setEncoding('utf8');
  for await (const chunk of reader) {
    text += String(chunk);
    if (text.includes(end)) break;
  }
  return text;
}

test('sends what came before it was opened, in order, and heartbeats', async () => {
  const hand = handTimers();
  const { reader } = await connect((response) => {
    const stream = createEventStream(response, hand.timers);
    stream.send('conversation', { text: 'one\ntwo' });
    stream.send('rules', {});
    return stream;
  });
  hand.beat();
  expect(reader.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
  });
  const text = await readUntil(reader, 'rules\ndata: {}\n\n: here\n\n');
  expect(text).toBe(
    ': here\n\nevent: conversation\ndata: {"text":"one\\ntwo"}\n\nevent: rules\ndata: {}\n\n: here\n\n',
  );
});

test('when the reader goes, all is cleaned up once, and sending does nothing', async () => {
  const hand = handTimers();
  let closed = 0;
  const { stream, reader, response } = await connect((answer) => createEventStream(answer, hand.timers));
  stream.onClose(() => (closed += 1));
  const gone = once(response, 'close');
  reader.destroy();
  await gone;
  stream.send('rules', {});
  stream.close();
  expect(closed).toBe(1);
  expect(hand.running.size).toBe(0);
  stream.onClose(() => (closed += 1));
  expect(closed).toBe(2);
});

test('closing ends the response', async () => {
  const hand = handTimers();
  const { stream, reader } = await connect((answer) => createEventStream(answer, hand.timers));
  const end = once(reader.resume(), 'end');
  stream.close();
  await end;
  expect(hand.running.size).toBe(0);
});

test('a reader that does not read is dropped when too much waits', async () => {
  const hand = handTimers();
  let closed = 0;
  const { stream, response } = await connect((answer) =>
    createEventStream(answer, hand.timers, { maxBacklog: 64 * 1024 }),
  );
  stream.onClose(() => (closed += 1));
  const big = 'x'.repeat(1024 * 1024);
  for (let sent = 0; sent < 64 && closed === 0; sent += 1) stream.send('conversation', big);
  expect(closed).toBe(1);
  expect(response.destroyed).toBe(true);
});

test('a reader that has taken nothing between two heartbeats is dropped', async () => {
  const hand = handTimers();
  const { stream, response } = await connect((answer) =>
    createEventStream(answer, hand.timers, { maxBacklog: 1024 ** 3 }),
  );
  for (let sent = 0; sent < 32; sent += 1) stream.send('conversation', 'x'.repeat(1024 * 1024));
  expect(response.writableNeedDrain).toBe(true);
  hand.beat();
  expect(response.destroyed).toBe(false);
  hand.beat();
  expect(response.destroyed).toBe(true);
});
