import { countryFlaw } from '@beckon/engine';
import { type GeoAnswer, type GeoProvider, type PluginLog } from '@beckon/plugin';
import { createBoundedCache } from '../guard/bounded-cache';
import { createGuardedCall, type GuardState } from '../guard/guarded-call';
import { type HostTools } from '../start/host-tools';

/** What is asked of the chain. */
export interface GeoQuestion {
  ip: string | null;
  headers: Readonly<Record<string, string>>;
  trusted: boolean;
}

/** Runs one geo provider: guarded, checked, cached. Answers nothing where it does not know. */
export interface GeoRunner {
  lookup(question: GeoQuestion): Promise<GeoAnswer | undefined>;
  state(): GeoRunnerState;
}

/** State of one geo provider. */
export interface GeoRunnerState extends GuardState {
  name: string;
  deadline: number;
  cache: { entries: number; hits: number; misses: number };
}

/** Reads an answer once, field by field; what is no text is a fault. */
function readAnswer(answer: unknown): { answer: GeoAnswer; fault: string | undefined } {
  const read: GeoAnswer = {};
  if (answer === undefined || answer === null) return { answer: read, fault: undefined };
  if (typeof answer !== 'object')
    return { answer: read, fault: `answered a ${typeof answer} instead of { country, city }` };
  try {
    for (const field of ['country', 'city'] as const) {
      const value: unknown = (answer as Record<string, unknown>)[field];
      if (value === undefined || value === null || value === '') continue;
      if (typeof value !== 'string' || value.length > 200)
        return { answer: {}, fault: `"${field}" is not a short text` };
      if (field === 'country' && !/^[a-z]{2}$/i.test(value))
        return { answer: {}, fault: `"${value.slice(0, 40)}" is no country code of two letters` };
      // "XX", "ZZ", "EU": how sources say that they do not know. As a country it would make "is not" hold for somebody of whom nothing is known.
      if (field === 'country' && countryFlaw(value) !== undefined) continue;
      read[field] = field === 'country' ? value.toUpperCase() : value;
    }
  } catch {
    return { answer: {}, fault: 'answered an object that cannot be read' };
  }
  return { answer: read, fault: undefined };
}

/** Makes the runner of a geo provider. */
export function createGeoRunner(
  plugin: string,
  provider: GeoProvider,
  tools: HostTools,
  log: PluginLog,
): GeoRunner {
  const { clock, metrics, fetch } = tools;
  const name = provider.name ?? plugin;
  const deadline = provider.deadline ?? 50;
  const guard = createGuardedCall({
    plugin,
    part: `geo ${name}`,
    clock,
    log: tools.log,
    metrics,
    deadline,
    concurrency: provider.concurrency ?? 64,
  });
  const cache = createBoundedCache<GeoAnswer>({ clock });
  return {
    async lookup({ ip, headers, trusted }) {
      const key = JSON.stringify([
        ip,
        trusted,
        (provider.headers ?? []).map((header) => headers[header] ?? null),
      ]);
      const cached = cache.get(key);
      if (cached) return cached;
      let read: GeoAnswer = {};
      const outcome = await guard.run(
        (signal) => provider.lookup(ip ?? undefined, { signal, fetch, log, headers, trusted }),
        (answer) => {
          const { answer: right, fault } = readAnswer(answer);
          read = right;
          return fault;
        },
      );
      if (!outcome.ok) return undefined;
      cache.set(key, read, provider.cache ?? 0);
      return read;
    },
    state: () => ({ name, deadline, ...guard.state(), cache: cache.state() }),
  };
}

/** What the chain came to. */
export interface GeoLookup {
  answer: GeoAnswer;
  /** Nobody knew, and at least one could not be asked: it is worth asking again. */
  failed: boolean;
}

/** Asks one provider after the other; the first that knows anything has answered for all. */
export async function lookupGeo(chain: readonly GeoRunner[], question: GeoQuestion): Promise<GeoLookup> {
  let failed = false;
  for (const runner of chain) {
    const answer = await runner.lookup(question);
    if (answer?.country !== undefined || answer?.city !== undefined) return { answer, failed: false };
    failed ||= answer === undefined;
  }
  return { answer: {}, failed };
}
