import { createControl } from '../runtime/control';

/** A call as the stub keeps it (an array, or a function's `arguments`); once it is done, `done` is what it answered. */
export type Kept = ArrayLike<unknown> & { done?: unknown };

/** What the loader's stub left for us. */
export interface Stub {
  (...call: unknown[]): unknown;
  /** Calls made before they could be done. */
  q?: Kept[];
  /** The loader has run. */
  running?: true;
}

type Run = (call: Kept) => unknown;

/**
 * Takes over from the loader's stub: what was called before is done now, in order. Most pages call nothing but what the
 * control has; the other commands are loaded with the first of them, and the stub keeps what is called meanwhile.
 *
 * @param handOver has later calls done by `run`; without it they are kept
 */
export function takeOver(calls: Kept[], host: string, handOver: (run?: Run) => void): void {
  const control = createControl(host);
  const own: Run = (call) =>
    /^(init|consent)$/.test(call[0] as string) && (control[call[0] as 'init'](call[1] as never), true);
  const drain = (run: Run): void => {
    handOver(run);
    for (const call of calls.splice(0)) call.done = run(call);
  };
  const load = (): void => {
    handOver();
    // Where they cannot be loaded they are not done; a consent that is denied is denied all the same.
    import('../runtime/commands').then(
      ({ performer }) => drain(performer(control)),
      () => drain(own),
    );
  };
  // Who listens, gives facts or denies consent does so before it starts.
  if (!calls.every((call) => call[0] === 'init')) return load();
  drain((call) => own(call) || (calls.push(call), load()));
}
