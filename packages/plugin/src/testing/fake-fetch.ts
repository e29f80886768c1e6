/** What a route of a fake answers: a response, something to be sent as JSON, or a function that makes either. */
export type FakeRoute =
  | Response
  | object
  | string
  | ((request: Request) => Response | object | string | Promise<Response | object | string>);

/** A fetch that reaches nobody, and the requests that were made of it. */
export interface FakeFetch {
  (input: string | URL | Request, init?: RequestInit): Promise<Response>;
  readonly requests: Request[];
}

/**
 * Makes a fetch that answers the routes that are given, by the beginning of their address; all else is refused, as if
 * there were no network. It keeps to the signal of each request.
 *
 * @example
 * const fetch = createFakeFetch({ 'https://weather.example/': { temperature: 21 } });
 */
export function createFakeFetch(routes: Readonly<Record<string, FakeRoute>> = {}): FakeFetch {
  const requests: Request[] = [];
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    requests.push(request.clone());
    request.signal.throwIfAborted();
    const [, route] =
      Object.entries(routes)
        .sort(([a], [b]) => b.length - a.length)
        .find(([start]) => request.url.startsWith(start)) ?? [];
    if (route === undefined) throw new TypeError(`fetch failed: the fake knows no route for ${request.url}`);
    const answer: unknown =
      typeof route === 'function' ? await (route as (request: Request) => unknown)(request) : route;
    request.signal.throwIfAborted();
    if (answer instanceof Response) return answer.clone();
    return typeof answer === 'string' ? new Response(answer) : Response.json(answer);
  };
  return Object.assign(fetch, { requests });
}

/** A fetch that never answers, and rejects when its signal is aborted: a server that hangs. */
export const hangingFetch = (input: string | URL | Request, init?: RequestInit): Promise<Response> =>
  new Promise((_, reject) => {
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    const giveUp = () => reject(signal?.reason as Error);
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true });
  });
