import { type Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { PROBLEM_MEDIA_TYPE } from '@beckon/protocol';
import { problemOf, type Refusal } from './problem';

/** What Node could not read as HTTP at all: answered by hand, since there is no request. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const tooLong = error.code === 'HPE_HEADER_OVERFLOW';
  const refusal: Refusal = tooLong
    ? { code: 'tooLarge', message: 'The headers are larger than 16 kB. Send fewer or shorter ones.' }
    : { code: 'invalidRequest', message: 'This is not a request that HTTP knows.' };
  const body = JSON.stringify(problemOf(refusal, randomUUID()));
  const status = tooLong
    ? '431 Request Header Fields Too Large'
    : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? '408 Request Timeout'
      : '400 Bad Request';
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: ${PROBLEM_MEDIA_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
