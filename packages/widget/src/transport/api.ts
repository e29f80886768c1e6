import { unique, type World } from '../runtime/world';

/** What came of a request; nothing, where no answer came that could be read. */
export interface Answer {
  readonly ok?: boolean;
  /** Doing it again would not help. */
  readonly final?: boolean;
  readonly status?: number;
  /** ms that the server wants us to wait. */
  readonly pause?: number;
  readonly body?: unknown;
}

export interface PostOptions {
  /** Names the request, so that doing it again does nothing twice. Default: a new one for all its tries. */
  readonly key?: string;
  /** How often it is tried in all. Default 1. */
  readonly tries?: number;
  /** Stops trying. */
  readonly unless?: () => boolean;
}

/** The visitor's side of the HTTP API. Nothing here throws or rejects. */
export interface Api {
  /** What is sent names the site, and outlives the page if it is not very long. */
  post(path: string, body: object, options: PostOptions): Promise<Answer>;
  get(path: string): Promise<Answer>;
  /** One request as it is, for what reads its answer bit by bit. Rejects as `fetch` does. */
  open(path: string, init: RequestInit): Promise<Response>;
}

/** What a visitor is known by. */
export interface VisitorKey {
  readonly id: string;
  readonly secret: string;
}

/** A request that takes longer has failed. */
const DEADLINE = 10_000;
const LONGEST_PAUSE = 60_000;
/** Characters; browsers let 64 kB of requests outlive a page, and refuse more. */
const LONGEST_KEPT = 20_000;

/** ms to wait before try `attempt` (0, 1, …): doubling from a second, half of it by chance, so that browsers do not come in step. */
export function pauseBefore(attempt: number, chance: () => number): number {
  return Math.min(LONGEST_PAUSE, 1000 * 2 ** attempt) * (0.5 + chance() / 2);
}

export function createApi(
  world: World,
  host: string,
  site: string,
  visitor: () => VisitorKey | undefined,
): Api {
  const { clock } = world;
  const open: Api['open'] = (path, init) => {
    const known = visitor();
    const headers = {
      ...init.headers,
      ...(known && { Authorization: `Beckon ${known.id}:${known.secret}` }),
    };
    return world.fetch(host + path, { ...init, headers, credentials: 'omit' });
  };

  async function once(path: string, init: RequestInit): Promise<Answer> {
    const controller = new AbortController();
    const cancel = clock.wait(DEADLINE, () => controller.abort());
    try {
      const response = await open(path, { ...init, signal: controller.signal });
      const { ok, status } = response;
      return {
        ok,
        status,
        final: /^4(?!08|25|29)/.test(`${status}`),
        pause: Number(response.headers.get('Retry-After')) * 1000,
        body: ok && status !== 204 ? await response.json() : undefined,
      };
    } catch {
      return {};
    } finally {
      cancel();
    }
  }

  return {
    open,
    get: (path) => once(path, {}),
    async post(path, body, { key = unique(world), tries = 1, unless }) {
      const text = JSON.stringify({ site, ...body });
      for (let attempt = 0; ; attempt++) {
        const answer = await once(path, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
          body: text,
          keepalive: text.length < LONGEST_KEPT,
        });
        if (answer.ok || answer.final || attempt + 1 >= tries) return answer;
        await new Promise<void>((resume) =>
          clock.wait(Math.max(answer.pause || 0, pauseBefore(attempt, world.chance)), resume),
        );
        if (unless?.()) return answer;
      }
    },
  };
}
