import { type Clock, type PluginLog } from '@beckon/plugin';
import { createBreaker, type BreakerState } from './breaker';
import { createGate } from './gate';
import { createLatencyWindow } from './latency-window';
import { type HostMetrics } from './metrics';

/** Why a call gave nothing. */
export type Failure = 'thrown' | 'late' | 'wrong' | 'busy' | 'open' | 'switchedOff';

/** What came of a call. */
export type Outcome<Value> = { ok: true; value: Value } | { ok: false; failure: Failure; error: string };

/** State of one guarded function of a plugin, for the admin. */
export interface GuardState {
  answers: number;
  failures: Record<Failure, number>;
  lastError: { at: Date; failure: Failure; message: string } | null;
  /** The call before did not go well. */
  lastFailed: boolean;
  latency: ReturnType<ReturnType<typeof createLatencyWindow>['state']>;
  breaker: { state: BreakerState; retryAt: Date | null };
  running: number;
  waiting: number;
  /** How often it held the whole process up; at `MAX_BLOCKS` it is switched off. */
  blocks: number;
  longestBlock: number;
  switchedOff: boolean;
}

/** One function of a plugin, called so that nothing it does hurts others. */
export interface GuardedCall {
  /**
   * Calls `call` with a signal that is aborted at the deadline. Never throws and never answers later than that.
   * `check` may turn an answer down: then it counts as `wrong`.
   */
  run<Value>(
    call: (signal: AbortSignal) => Value | Promise<Value>,
    check?: (value: Value) => string | undefined,
  ): Promise<Outcome<Value>>;
  state(): GuardState;
}

/** How a call is guarded. */
export interface GuardSettings {
  plugin: string;
  /** For the log and the metrics: "facts weather/temperature". */
  part: string;
  clock: Clock;
  log: PluginLog;
  metrics?: HostMetrics | undefined;
  /** Milliseconds. */
  deadline: number;
  concurrency: number;
  /** Whether repeated failure opens a breaker. @default true */
  breaker?: boolean;
}

/** A synchronous stretch longer than this, in milliseconds, is a block. */
export const BLOCK_MS = 100;
/** After so many blocks the function is not called any more. */
export const MAX_BLOCKS = 3;
/** The same kind of failure is logged once in so many milliseconds. */
const LOG_AGAIN_MS = 600_000;

/** The message of whatever was thrown, in bounded length; reading it may throw too. */
export function errorMessage(thrown: unknown): string {
  try {
    return (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, 500);
  } catch {
    return 'something that cannot be shown was thrown';
  }
}

/**
 * Guards one function of a plugin: deadline, concurrency, breaker, blocks, log, metrics.
 *
 * @example
 * const guard = createGuardedCall({ plugin: 'weather', part: 'facts', clock, log, deadline: 50, concurrency: 16 });
 * const outcome = await guard.run((signal) => provider.resolve(needs, { ...context, signal }));
 */
export function createGuardedCall(settings: GuardSettings): GuardedCall {
  const { plugin, part, clock, log, metrics, deadline } = settings;
  const breaker = createBreaker({ clock });
  const gate = createGate(settings.concurrency);
  const latency = createLatencyWindow();
  const failures: Record<Failure, number> = {
    thrown: 0,
    late: 0,
    wrong: 0,
    busy: 0,
    open: 0,
    switchedOff: 0,
  };
  const loggedAt = new Map<Failure, number>();
  const noPlace = `more than ${settings.concurrency} calls at once, no place within ${deadline} ms`;
  let answers = 0;
  let lastError: GuardState['lastError'] = null;
  let lastFailed = false;
  let blocks = 0;
  let longestBlock = 0;
  let switchedOff = false;

  const count = (outcome: string) => metrics?.count('beckon_plugin_calls_total', { plugin, part, outcome });

  function fail(failure: Failure, error: string): { ok: false; failure: Failure; error: string } {
    failures[failure] += 1;
    count(failure);
    if (failure === 'open' || failure === 'switchedOff') return { ok: false, failure, error };
    lastError = { at: new Date(clock.now()), failure, message: error };
    lastFailed = true;
    // Being busy is our own limit, not a fault of what is called.
    if (failure !== 'busy' && settings.breaker !== false) breaker.failed();
    const before = loggedAt.get(failure);
    if (before === undefined || clock.now() - before >= LOG_AGAIN_MS) {
      loggedAt.set(failure, clock.now());
      log.warn(`Plugin "${plugin}", ${part}: ${error}`, {
        plugin,
        part,
        failure,
        failuresSoFar: failures[failure],
      });
    }
    return { ok: false, failure, error };
  }

  function measure(ms: number) {
    if (ms < BLOCK_MS) return;
    blocks += 1;
    longestBlock = Math.max(longestBlock, ms);
    metrics?.count('beckon_plugin_blocks_total', { plugin, part });
    switchedOff = blocks >= MAX_BLOCKS;
    const what = `Plugin "${plugin}", ${part}: held the whole process up for ${ms} ms (${blocks} of ${MAX_BLOCKS})`;
    if (switchedOff)
      log.error(`${what}. It is switched off until the next start; mend the plugin.`, {
        plugin,
        part,
        ms,
        blocks,
      });
    else log.warn(`${what}. Work that takes so long belongs into a worker.`, { plugin, part, ms, blocks });
  }

  async function attempt<Value>(
    call: (signal: AbortSignal) => Value | Promise<Value>,
    signal: AbortSignal,
    endsAt: number,
    onEntry: () => void,
  ): Promise<Outcome<Value>> {
    const entered = gate.enter(signal);
    const leave = entered instanceof Promise ? await entered : entered;
    // A place that comes free at the deadline comes too late.
    if (!leave || clock.now() >= endsAt) {
      leave?.();
      return { ok: false, failure: 'busy', error: noPlace };
    }
    onEntry();
    // What ignores its deadline must not keep its place for ever; the breaker sees to it that not many do.
    signal.addEventListener('abort', leave, { once: true });
    const started = clock.now();
    try {
      let answer: Value | Promise<Value>;
      try {
        answer = call(signal);
      } finally {
        measure(clock.now() - started);
      }
      return { ok: true, value: await answer };
    } catch (thrown) {
      return { ok: false, failure: 'thrown', error: `failed: ${errorMessage(thrown)}` };
    } finally {
      leave();
    }
  }

  return {
    async run(call, check) {
      if (switchedOff) return fail('switchedOff', 'is switched off because it held the process up');
      if (settings.breaker !== false && !breaker.allows()) return fail('open', 'failed too often and rests');
      const aborter = new AbortController();
      const started = clock.now();
      let callOff = () => {};
      const deadlineOver = new Promise<'late'>((resolve) => {
        callOff = clock.after(deadline, () => resolve('late'));
      });
      let entered = false;
      const attempted = attempt(call, aborter.signal, started + deadline, () => {
        entered = true;
      });
      const first = await Promise.race([attempted, deadlineOver]);
      callOff();
      if (first === 'late') {
        aborter.abort(new DOMException(`No answer within ${deadline} ms`, 'TimeoutError'));
        if (!entered) return fail('busy', noPlace);
        return fail('late', `no answer within ${deadline} ms`);
      }
      const ms = clock.now() - started;
      latency.add(ms);
      metrics?.observe('beckon_plugin_call_seconds', ms / 1000, { plugin, part });
      if (!first.ok) return fail(first.failure, first.error);
      const wrong = check?.(first.value);
      if (wrong !== undefined) return fail('wrong', wrong);
      answers += 1;
      lastFailed = false;
      count('answered');
      breaker.succeeded();
      return first;
    },
    state() {
      const { state, retryAt } = breaker.state();
      return {
        answers,
        failures: { ...failures },
        lastError,
        lastFailed,
        latency: latency.state(),
        breaker: { state, retryAt: retryAt === null ? null : new Date(retryAt) },
        ...gate.state(),
        blocks,
        longestBlock,
        switchedOff,
      };
    },
  };
}
