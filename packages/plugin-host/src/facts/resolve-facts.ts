import { type FactValue } from '@beckon/plugin';
import { type GeoLookup } from '../geo/geo-chain';
import { type HostTools } from '../start/host-tools';
import { type FactAnswer, type FactRunner, RETRY_UNKNOWN_MS } from './fact-runner';
import { type FactRequest, type ResolvedFact } from './fact-request';

/** The facts that the geo chain answers. */
export const geoFacts = ['country', 'city'] as const;
const isGeoFact = (key: string): key is (typeof geoFacts)[number] =>
  (geoFacts as readonly string[]).includes(key);

/** Where facts come from. */
export interface FactSources {
  runners: readonly FactRunner[];
  geo(request: FactRequest): Promise<GeoLookup>;
}

interface Found {
  value: FactValue | undefined;
  /** Milliseconds since 1970; `Infinity`: the whole visit. */
  until: number;
}

/** The runner that provides a key: the most exact name wins (`a/b` before `a` for `a/b/c`). */
function ownerOf(runners: readonly FactRunner[], key: string): FactRunner | undefined {
  const lengthOf = (runner: FactRunner) =>
    Math.max(
      ...runner.provider.provides
        .filter((fact) => key === fact || key.startsWith(`${fact}/`))
        .map(({ length }) => length),
    );
  return runners.filter((runner) => runner.owns(key)).sort((a, b) => lengthOf(b) - lengthOf(a))[0];
}

/** One question, from its beginning to its deadline. Every provider is asked at most once. */
class Resolution {
  private readonly asked = new Map<FactRunner, Promise<FactAnswer>>();
  private readonly wanted = new Map<FactRunner, Set<string>>();
  private readonly found = new Map<string, Promise<Found>>();
  private geoLookup: Promise<GeoLookup> | undefined;
  readonly settled = new Map<string, Found>();
  over = false;

  constructor(
    private readonly sources: FactSources,
    private readonly request: FactRequest,
    private readonly now: () => number,
  ) {
    for (const key of request.needs) this.want(key);
  }

  /** Notes which keys each runner is wanted for, those that another one needs included. */
  private want(key: string): void {
    const runner = Object.hasOwn(this.request.given, key) ? undefined : ownerOf(this.sources.runners, key);
    if (!runner) return;
    const before = this.wanted.get(runner);
    if (before) before.add(key);
    else this.wanted.set(runner, new Set([key]));
    if (!before) for (const need of runner.provider.needs ?? []) this.want(need);
  }

  find(key: string): Promise<Found> {
    const known = this.found.get(key);
    if (known) return known;
    const finding = this.look(key).then((found) => {
      this.settled.set(key, found);
      return found;
    });
    this.found.set(key, finding);
    return finding;
  }

  private async look(key: string): Promise<Found> {
    if (Object.hasOwn(this.request.given, key)) return { value: this.request.given[key], until: Infinity };
    const runner = ownerOf(this.sources.runners, key);
    if (runner) {
      const answer = await this.ask(runner);
      return { value: Object.hasOwn(answer.facts, key) ? answer.facts[key] : undefined, until: answer.until };
    }
    if (isGeoFact(key)) {
      this.geoLookup ??= this.sources.geo(this.request);
      const { answer, failed } = await this.geoLookup;
      return { value: answer[key], until: failed ? this.now() + RETRY_UNKNOWN_MS : Infinity };
    }
    return { value: undefined, until: Infinity };
  }

  private ask(runner: FactRunner): Promise<FactAnswer> {
    const before = this.asked.get(runner);
    if (before) return before;
    const answer = this.askWithNeeds(runner);
    this.asked.set(runner, answer);
    return answer;
  }

  private async askWithNeeds(runner: FactRunner): Promise<FactAnswer> {
    const needed = runner.provider.needs ?? [];
    const found = await Promise.all(needed.map((key) => this.find(key)));
    const until = Math.min(Infinity, ...found.map((fact) => fact.until));
    // What cannot be in time any more is not begun.
    if (this.over) return { facts: {}, until: this.now() + RETRY_UNKNOWN_MS };
    const needs: Record<string, FactValue> = {};
    for (const [index, key] of needed.entries()) {
      const value = found[index]?.value;
      if (value === undefined) return { facts: {}, until };
      needs[key] = value;
    }
    const answer = await runner.ask(this.request, needs, [...(this.wanted.get(runner) ?? [])]);
    return { facts: answer.facts, until: Math.min(answer.until, until) };
  }
}

/**
 * Finds out the facts that are needed, and only those: providers run side by side, those that need another's facts when
 * these are there; what is not known when the deadline is over is unknown. Never throws.
 *
 * @returns every needed key that plugins or geo provide
 */
export async function resolveFacts(
  sources: FactSources,
  request: FactRequest,
  deadline: number,
  tools: HostTools,
): Promise<Record<string, ResolvedFact>> {
  const { clock, metrics } = tools;
  const keys = [...new Set(request.needs)].filter(
    (key) => !Object.hasOwn(request.given, key) && (isGeoFact(key) || ownerOf(sources.runners, key)),
  );
  if (keys.length === 0) return {};
  const started = clock.now();
  const resolution = new Resolution(sources, request, () => clock.now());
  let callOff = () => {};
  const over = new Promise<void>((resolve) => {
    callOff = clock.after(deadline, () => {
      resolution.over = true;
      resolve();
    });
  });
  await Promise.race([Promise.all(keys.map((key) => resolution.find(key))), over]);
  callOff();
  metrics?.observe('beckon_plugin_facts_seconds', (clock.now() - started) / 1000, {
    inTime: String(!resolution.over),
  });
  const answer: Record<string, ResolvedFact> = {};
  for (const key of keys) {
    const { value, until } = resolution.settled.get(key) ?? {
      value: undefined,
      until: clock.now() + RETRY_UNKNOWN_MS,
    };
    answer[key] = { value: value ?? null, until: until === Infinity ? null : new Date(until) };
  }
  return answer;
}
