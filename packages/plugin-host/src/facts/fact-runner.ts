import { type ValueType } from '@beckon/engine';
import {
  checkFacts,
  DEFAULT_FACT_DEADLINE,
  type FactProvider,
  type FactValue,
  isFactOf,
} from '@beckon/plugin';
import { createBoundedCache } from '../guard/bounded-cache';
import { createGuardedCall, type GuardState } from '../guard/guarded-call';
import { type HostTools, logOf } from '../start/host-tools';
import { type FactRequest } from './fact-request';

/** Milliseconds after which facts that could not be found out are asked for again. */
export const RETRY_UNKNOWN_MS = 60_000;
/** Seconds that an answer is cached, if the provider says neither `cache` nor `holds`. */
const DEFAULT_CACHE = 60;

/** What a provider found out, and until when that holds (`Infinity`: the whole visit). */
export interface FactAnswer {
  facts: Readonly<Record<string, FactValue>>;
  until: number;
}

/** State of one fact provider. */
export interface FactRunnerState extends GuardState {
  provides: readonly string[];
  needs: readonly string[];
  deadline: number;
  cache: { entries: number; hits: number; misses: number };
}

/** Runs one fact provider: guarded, its answers checked, cached, and shared by those who ask the same at once. */
export interface FactRunner {
  readonly plugin: string;
  readonly provider: FactProvider;
  owns(key: string): boolean;
  ask(
    request: FactRequest,
    needs: Readonly<Record<string, FactValue>>,
    asked: readonly string[],
  ): Promise<FactAnswer>;
  state(): FactRunnerState;
}

/** Makes the runner of a provider. */
export function createFactRunner(
  plugin: string,
  provider: FactProvider,
  options: unknown,
  tools: HostTools,
  typesOf: (key: string) => readonly ValueType[] | undefined,
): FactRunner {
  const { clock, metrics, fetch } = tools;
  const log = logOf(plugin, tools.log);
  const deadline = provider.deadline ?? DEFAULT_FACT_DEADLINE;
  const needed = provider.needs ?? [];
  const reads = provider.reads ?? {};
  const cacheFor = provider.cache ?? provider.holds ?? DEFAULT_CACHE;
  const guard = createGuardedCall({
    plugin,
    part: `facts ${provider.provides.join(', ')}`,
    clock,
    log: tools.log,
    metrics,
    deadline,
    concurrency: provider.concurrency ?? 16,
  });
  const cache = createBoundedCache<FactAnswer>({ clock });
  const underWay = new Map<string, Promise<FactAnswer>>();
  const owns = (key: string) => provider.provides.some((fact) => isFactOf(key, fact));

  // All that the provider can see is in the key: two visitors share an answer only if it could not differ.
  const keyOf = (
    request: FactRequest,
    needs: Readonly<Record<string, FactValue>>,
    asked: readonly string[],
  ) =>
    JSON.stringify([
      request.siteId,
      [...asked].sort(),
      needed.map((fact) => needs[fact]),
      reads.ip ? request.ip : 0,
      reads.visitor ? (request.visitor ?? request.visitorId) : 0,
      (reads.headers ?? []).map((name) => request.headers[name] ?? null),
    ]);

  async function call(
    request: FactRequest,
    needs: Readonly<Record<string, FactValue>>,
    asked: readonly string[],
    key: string,
  ): Promise<FactAnswer> {
    const headers: Record<string, string> = {};
    for (const name of reads.headers ?? [])
      if (request.headers[name] !== undefined) headers[name] = request.headers[name];
    let kept: Record<string, FactValue> = {};
    const outcome = await guard.run(
      (signal) =>
        provider.resolve(Object.freeze({ ...needs }), {
          signal,
          fetch,
          log,
          asked,
          headers,
          options: options as never,
          now: new Date(clock.now()),
          siteId: request.siteId,
          ip: reads.ip ? (request.ip ?? undefined) : undefined,
          visitor: reads.visitor ? request.visitor : undefined,
        }),
      (answer) => {
        const { facts, faults } = checkFacts(answer, owns, typesOf);
        kept = facts;
        return faults.length > 0 ? faults.slice(0, 5).join('; ') : undefined;
      },
    );
    if (!outcome.ok) return { facts: kept, until: clock.now() + RETRY_UNKNOWN_MS };
    const answer = {
      facts: kept,
      until: provider.holds === undefined ? Infinity : clock.now() + provider.holds * 1000,
    };
    cache.set(key, answer, cacheFor);
    return answer;
  }

  return {
    plugin,
    provider,
    owns,
    ask(request, needs, asked) {
      const key = keyOf(request, needs, asked);
      const cached = cache.get(key);
      // What is cached longer than it holds must not be passed on as if it held.
      if (cached && cached.until > clock.now()) return Promise.resolve(cached);
      const running = underWay.get(key);
      if (running) return running;
      const answer = call(request, needs, asked, key).finally(() => underWay.delete(key));
      underWay.set(key, answer);
      return answer;
    },
    state: () => ({
      provides: provider.provides,
      needs: needed,
      deadline,
      ...guard.state(),
      cache: cache.state(),
    }),
  };
}
