import { createConnection } from 'node:net';
import { describe, expect, test } from 'vitest';
import { badInputFixture } from '../../testing/bad-input-fixture';

const on = badInputFixture();

describe('what is no HTTP', () => {
  async function raw(text: string): Promise<string> {
    const socket = createConnection(on.server.port, '127.0.0.1');
    socket.end(text);
    let answer = '';
    for await (const chunk of socket.setEncoding('utf8')) answer += String(chunk);
    return answer;
  }

  test.each([
    ['rubbish', 'hello\r\n\r\n', '400'],
    ['headers of 20 kB', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`, '431'],
    ['a header with NUL', 'GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\u0000b\r\n\r\n', '400'],
    [
      'two lengths',
      'POST /v1/visits HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      '400',
    ],
    [
      'length and chunks',
      'POST /v1/visits HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      '400',
    ],
  ])('%s', async (_name, text, status) => {
    const answer = await raw(text);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain('application/problem+json');
    expect((await on.server.send({ path: '/healthz' })).status).toBe(200);
  });
});
