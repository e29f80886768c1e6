import type { Residue } from '@beckon/protocol';
import type { FactValue } from '../tracker/tracker';

type When = Residue['rules'][number]['when'];

/** What a plugin's browser module exports as its default (`@beckon/plugin`: `BrowserModule`). */
interface LoadedModule {
  start(
    set: (key: string, value: FactValue | undefined) => void,
    context: { asked: readonly string[]; settings: unknown },
  ): () => void;
}

/** The browser modules of plugins that open conditions need, at work. */
export interface BrowserModules {
  /** Starts what the residue needs and stops what it needs no more; what goes on as before is left alone. */
  use(residue: Residue): void;
  /** The page has changed: everything starts anew, and what was found out on the page before is forgotten. */
  restart(): void;
}

/**
 * @param set told of each fact that a module finds out; `undefined`: no longer known
 * @param load imports a module by its address
 */
export function createBrowserModules(
  ended: AbortSignal,
  set: (key: string, value: FactValue | undefined) => void,
  load: (url: string) => Promise<{ readonly default: LoadedModule }> = (url) => import(url),
): BrowserModules {
  const running = new Map<string, () => void>();
  let residue: Residue | undefined;

  function start({ url, facts, settings }: Residue['modules'][number], asked: readonly string[]): () => void {
    let stopped = false;
    let stop: (() => void) | undefined;
    const told = new Set<string>();
    const attempt = (work: () => void): void => {
      // What a plugin throws is shown as its own, and takes nothing else down.
      try {
        work();
      } catch (error) {
        console.error(`Beckon: the plugin module ${url} failed.`, error);
      }
    };
    load(url).then(
      (module) => {
        if (stopped) return;
        attempt(() => {
          stop = module.default.start(
            (key, value) => {
              if (stopped || !facts.some((fact) => key === fact || key.startsWith(`${fact}/`))) return;
              told.add(key);
              set(key, value);
            },
            { asked, settings },
          );
        });
      },
      () => undefined,
    );
    return () => {
      stopped = true;
      if (stop) attempt(stop);
      told.forEach((key) => set(key, undefined));
    };
  }

  function stopAll(): void {
    running.forEach((stop) => stop());
    running.clear();
  }
  ended.addEventListener('abort', stopAll);

  function use(next: Residue): void {
    if (ended.aborted) return;
    residue = next;
    const wanted = new Map(
      (next.modules ?? [])
        .map((module) => [module, askedOf(next, module.facts)] as const)
        .map(([module, asked]) => [JSON.stringify([module, asked]), { module, asked }]),
    );
    for (const [key, stop] of running) {
      if (wanted.has(key)) continue;
      running.delete(key);
      stop();
    }
    for (const [key, { module, asked }] of wanted)
      if (!running.has(key)) running.set(key, start(module, asked));
  }

  return {
    use,
    restart() {
      stopAll();
      if (residue) use(residue);
    },
  };
}

/** The keys of these facts that open conditions read, with their qualifier. */
function askedOf({ rules, criteria }: Residue, facts: readonly string[]): readonly string[] {
  const asked = new Set<string>();
  const walk = (when: When): void => {
    if ('all' in when) return when.all.forEach(walk);
    if ('any' in when) return when.any.forEach(walk);
    if ('not' in when) return walk(when.not);
    const fact = criteria.find(({ id }) => id === when.criterion)?.fact;
    if (fact !== undefined && facts.includes(fact))
      asked.add(when.of === undefined ? fact : `${fact}/${when.of}`);
  };
  rules.forEach(({ when }) => walk(when));
  return [...asked].sort();
}
