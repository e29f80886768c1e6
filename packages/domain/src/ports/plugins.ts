import { type ChoiceOption, type Criterion } from '@beckon/engine';
import { type DeadLetter, type DomainEvent } from '../model';

/** How one function of a plugin does, since the start. Times in ms. */
export interface CallState {
  answers: number;
  failures: Record<'thrown' | 'late' | 'wrong' | 'busy' | 'open' | 'switchedOff', number>;
  lastError: { at: Date; failure: string; message: string } | null;
  latency: { last: number | null; median: number | null; p95: number | null; max: number | null };
  breaker: { state: 'closed' | 'open' | 'halfOpen'; retryAt: Date | null };
  running: number;
  waiting: number;
  blocks: number;
  longestBlock: number;
  switchedOff: boolean;
}

/** Of what was found out, that is remembered. */
export interface CacheState {
  entries: number;
  hits: number;
  misses: number;
}

/** A plugin as it runs: its declaration, its options (secrets hidden) and how it does. */
export interface RunningPlugin {
  name: string;
  label: string;
  description: string | null;
  criteria: readonly Criterion[];
  /** JSON Schema; `null`: it takes none. */
  options: Readonly<Record<string, unknown>> | null;
  /** In force, defaults included; secrets are a row of dots. */
  currentOptions: unknown;
  /** Where secrets stand: JSON Pointers, `*` is any step. */
  secrets: readonly string[];
  browserFacts: readonly string[];
  attribution: { text: string; url?: string | undefined } | null;
  health: 'ok' | 'failing' | 'switchedOff';
  factState: readonly (CallState & {
    provides: readonly string[];
    needs: readonly string[];
    deadline: number;
    cache: CacheState;
  })[];
  geoState: readonly (CallState & { name: string; deadline: number; cache: CacheState })[];
  listenerState: readonly (CallState & { id: string; event: string })[];
}

/** What is wrong with a plugin's options: a JSON Pointer into them. */
export interface OptionIssue {
  path: string;
  code: string;
  message: string;
}

/** Runs the plugins. None of it throws, and none of it waits for a plugin longer than the plugin's own deadlines. */
export interface PluginRuntime {
  state(): { plugins: readonly RunningPlugin[]; pendingEvents: number };
  /** Gives a plugin other options, at once; a row of dots keeps the secret that is in force. `options`: what is to be stored. */
  configure(
    plugin: string,
    options: unknown,
  ): Promise<{ ok: true; options: unknown } | { ok: false; issues: readonly OptionIssue[] }>;
  /** Loads a list of choices by its name. */
  choices(
    list: string,
  ): Promise<
    { ok: true; options: ChoiceOption[] } | { ok: false; reason: 'unknown' | 'failed'; error: string }
  >;
  /** Brings an event to its listeners, in order of their conversation; fulfilled when each has taken it or given up (days later perhaps). */
  emit(event: DomainEvent): Promise<{ dead: readonly DeadLetter[] }>;
  /** Tries once more to bring a letter to its listener. */
  replay(letter: DeadLetter): Promise<{ ok: true } | { ok: false; error: string; attempts: number }>;
  /** The browser modules of plugins, with the facts that they may provide and public settings (JSON). */
  browserModules(): readonly { plugin: string; facts: readonly string[]; settings: unknown }[];
}

/** What a start made of a plugin's saved settings. */
export interface AppliedSettings {
  /** Of the settings that were looked at. */
  revision: number;
  /** Why they are not in force; `null`: they are. */
  problem: string | null;
}
