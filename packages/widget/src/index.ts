/**
 * Beckon's widget as a module, for apps that bundle it. Importing it does nothing; `init` starts it.
 *
 * @module
 */
import { type Call, type Commands, createCommands, perform } from './runtime/commands';
import { createControl, type InitOptions } from './runtime/control';

export { type Call, type Commands } from './runtime/commands';
export { type InitOptions } from './runtime/control';
export { type BeckonEvents } from './runtime/context';
export { type PageFact } from './runtime/page-facts';

let commands: Commands | undefined;

/**
 * Starts the widget on this page. On a server it does nothing.
 *
 * @example
 * init({ site: 'pk_…', host: 'https://beckon.example' });
 */
export function init(options: InitOptions & { readonly host: string }): void {
  beckon('init', options);
}

/**
 * Gives a command; the same as the global `beckon` of the script. Where the page has loaded the script too, it is the script's
 * that runs.
 *
 * @example
 * const off = beckon('on', 'delivered', ({ engagement }) => track('message', engagement));
 */
export function beckon<C extends keyof Commands>(
  command: C,
  ...args: Parameters<Commands[C]>
): ReturnType<Commands[C]> {
  if (typeof window === 'undefined') return undefined as ReturnType<Commands[C]>;
  const global = (window as { beckon?: { running?: true } & ((...call: Call) => unknown) }).beckon;
  if (global?.running) return global(...([command, ...args] as unknown as Call)) as ReturnType<Commands[C]>;
  commands ??= createCommands(createControl());
  return perform(commands, [command, ...args]) as ReturnType<Commands[C]>;
}
