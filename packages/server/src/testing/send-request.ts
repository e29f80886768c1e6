import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

export interface Sent {
  method?: string;
  path: string;
  headers?: Record<string, string | string[]>;
  /** An object is sent as JSON, text and bytes as they are. */
  body?: unknown;
}

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The body as JSON; `undefined` where it is none. */
  body: unknown;
}

/** Sends a request exactly as written (`fetch` would tidy it up first), over a connection of its own, and leaves the answer open. */
export async function openRequest(
  port: number,
  { method = 'GET', path, headers = {}, body }: Sent,
): Promise<IncomingMessage> {
  const raw = typeof body === 'string' || Buffer.isBuffer(body);
  const bytes = body === undefined ? undefined : Buffer.from(raw ? body : JSON.stringify(body));
  const sent = request({
    host: '127.0.0.1',
    port,
    method,
    path,
    agent: false,
    headers: {
      ...(bytes && !raw ? { 'content-type': 'application/json' } : {}),
      ...(bytes ? { 'content-length': String(bytes.length) } : {}),
      ...headers,
    },
  });
  sent.end(bytes);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return answer;
}

/** The same, read to its end. */
export async function sendRequest(port: number, sent: Sent): Promise<Answered> {
  const answer = await openRequest(port, sent);
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  return { status: answer.statusCode ?? 0, headers: answer.headers, text, body };
}
