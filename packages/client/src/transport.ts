import { type PresentSessionResponse, type Problem, type SessionResponse } from '@beckon/protocol';
import { BeckonProblem, BeckonUnreachable } from './beckon-problem';

/** What every method takes last. */
export interface RequestOptions {
  /** Ends the request; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Lets the request outlive the page (`fetch`'s `keepalive`; bodies up to 64 kB). */
  keepalive?: boolean;
}

/** For methods that can be retried without doing it twice. */
export interface IdempotentOptions extends RequestOptions {
  /** 8 to 64 letters, digits, `-` or `_`: the same for each retry of one intent, and for no other (`keyReused`). Default: a new one. */
  idempotencyKey?: string;
}

export interface ClientOptions {
  /** Where the server is: `https://beckon.example`; `''` (default): the page's own origin. */
  baseUrl?: string;
  /** Default: the global `fetch`. */
  fetch?: typeof fetch;
  /** Sent with each request, for callers outside a browser. */
  headers?: Readonly<Record<string, string>>;
  /** Called on each answer `notSignedIn`, before the error is thrown: the session is over. */
  onSignedOut?: () => void;
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: object;
  body?: unknown;
  idempotencyKey?: string;
  options?: RequestOptions | undefined;
}

/** Sends calls to the API: JSON both ways, the CSRF token where it is wanted, problems as errors. */
export interface Transport {
  call<Response>(call: Call): Promise<Response>;
  /** The answer's body as a stream, for events. */
  open(
    path: string,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>>;
  /** What `GET`/`POST session` answered last carries the token that all changes need. */
  remember(session: SessionResponse | null): void;
}

// The names are those of @beckon/protocol; written out so that a browser does not load its schemas for two words.
const CSRF_HEADER = 'X-CSRF-Token';
const IDEMPOTENCY_HEADER = 'Idempotency-Key';
const NEEDS_NO_TOKEN = new Set(['/v1/admin/session', '/v1/admin/setup']);

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    'status' in value &&
    typeof value.status === 'number' &&
    'detail' in value &&
    typeof value.detail === 'string'
  );
}

function queryOf(query: object | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== null) search.set(name, String(value));
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

export function createTransport({
  baseUrl = '',
  fetch: send = (...args) => fetch(...args),
  headers: always = {},
  onSignedOut,
}: ClientOptions): Transport {
  const base = baseUrl.replace(/\/+$/, '');
  let csrfToken: string | undefined;

  async function request(url: string, init: RequestInit): Promise<Response> {
    try {
      return await send(`${base}${url}`, {
        ...init,
        credentials: base === '' ? 'same-origin' : 'include',
        cache: 'no-store',
      });
    } catch (cause) {
      if (init.signal?.aborted) throw cause;
      throw new BeckonUnreachable('The server could not be reached. Check the connection and try again.', {
        cause,
      });
    }
  }

  async function failureOf(response: Response): Promise<BeckonProblem | BeckonUnreachable> {
    const body: unknown = await response.json().catch(() => undefined);
    if (!isProblem(body))
      return new BeckonUnreachable(
        `The server answered ${response.status} without saying why. Try again in a moment.`,
        { status: response.status },
      );
    if (body.code === 'notSignedIn') {
      csrfToken = undefined;
      onSignedOut?.();
    }
    return new BeckonProblem(body);
  }

  async function once<Answer>({ method, path, query, body, idempotencyKey, options }: Call): Promise<Answer> {
    const headers: Record<string, string> = { ...always, Accept: 'application/json' };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (idempotencyKey !== undefined) headers[IDEMPOTENCY_HEADER] = idempotencyKey;
    if (method !== 'GET' && csrfToken !== undefined) headers[CSRF_HEADER] = csrfToken;
    const response = await request(`${path}${queryOf(query)}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(options?.signal ? { signal: options.signal } : {}),
      ...(options?.keepalive ? { keepalive: true } : {}),
    });
    if (!response.ok) throw await failureOf(response);
    if (response.status === 204) return undefined as Answer;
    try {
      return (await response.json()) as Answer;
    } catch (cause) {
      if (options?.signal?.aborted) throw cause;
      throw new BeckonUnreachable('The answer broke off. Try again.', { cause, status: response.status });
    }
  }

  async function learnToken(options: RequestOptions | undefined): Promise<void> {
    const session = await once<PresentSessionResponse>({ method: 'GET', path: '/v1/admin/session', options });
    // Where nobody is signed in, the change itself is refused with the reason.
    csrfToken = session.agent ? session.csrfToken : undefined;
  }

  return {
    async call<Answer>(call: Call): Promise<Answer> {
      const guarded = call.method !== 'GET' && !(call.method === 'POST' && NEEDS_NO_TOKEN.has(call.path));
      if (!guarded) return once<Answer>(call);
      const known = csrfToken !== undefined;
      if (!known) await learnToken(call.options);
      try {
        return await once<Answer>(call);
      } catch (error) {
        // Another tab signed in anew: the token that we know belongs to a session that is gone. Nothing was done, so once more is safe.
        if (!(known && error instanceof BeckonProblem && error.code === 'csrf')) throw error;
        await learnToken(call.options);
        return once<Answer>(call);
      }
    },
    async open(path, headers, signal) {
      const response = await request(path, { headers: { ...always, ...headers }, signal });
      if (!response.ok) throw await failureOf(response);
      if (!response.body)
        throw new BeckonUnreachable('The server sent no stream of events.', { status: response.status });
      return response.body;
    },
    remember(session) {
      csrfToken = session?.csrfToken;
    },
  };
}

/** A key for one intent: 32 hex digits. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
