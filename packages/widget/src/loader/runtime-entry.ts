import { type Call, type Commands, createCommands } from '../runtime/commands';

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
  const run = (call: ArrayLike<unknown>): unknown => {
    const [command, ...args] = Array.from(call);
    // A command that does not exist (yet) is not worth breaking a page for.
    if (!Object.hasOwn(commands, command as string)) return undefined;
    return (commands[command as keyof Commands] as (...given: unknown[]) => unknown)(...args);
  };
  handOver(run);
  for (const call of stub.q?.splice(0) ?? []) run(call);
}
