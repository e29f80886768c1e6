import { type Call, createCommands, perform } from '../runtime/commands';

/** What the loader's stub left for us. */
export interface Stub {
  (...call: Call): unknown;
  /** Calls made before the runtime was there. */
  q?: ArrayLike<unknown>[];
  /** The loader has run. */
  running?: true;
}

/** Takes over from the loader's stub: what was called before is done now, in order. */
export function takeOver(stub: Stub, host: string, handOver: (run: (call: ArrayLike<unknown>) => unknown) => void): void {
  const commands = createCommands(host);
  const run = (call: ArrayLike<unknown>): unknown => perform(commands, Array.from(call));
  handOver(run);
  for (const call of stub.q?.splice(0) ?? []) run(call);
}
