import type { BeckonEvents } from './context';
import type { Control } from './control';
import { layPageFacts, type PageFact } from './page-facts';
import { type Cancel, type Signal, signal } from './world';

/** All that `beckon(name, …)` understands. */
export interface Commands extends Pick<Control, 'init' | 'consent' | 'shutdown'> {
  /** Counts a page view, for apps that change the page without changing its address. */
  page(): void;
  /**
   * Facts of the page's own, for criteria that the site declares: `{ plan: 'pro' }` is the fact `page/plan`. They are kept for
   * the page's life; given again, they are laid over the earlier ones, and `null` makes one unknown.
   */
  facts(facts: Readonly<Record<string, PageFact>>): void;
  /** Opens the messenger. */
  open(): void;
  /** Closes the messenger. */
  close(): void;
  /** Calls `listener` at each event from now on, until the answer is called. */
  on<E extends keyof BeckonEvents>(event: E, listener: (detail: BeckonEvents[E]) => void): Cancel;
  /** Writes to the console what is known and how each rule that is still open stands. */
  debug(): void;
}

/** One call: a command and what it takes. */
export type Call = { [C in keyof Commands]: [command: C, ...args: Parameters<Commands[C]>] }[keyof Commands];

/** Does what a call says. Whatever it is given, it does not throw, and a command that does not exist (yet) breaks no page. */
export function perform(commands: object, [command, ...args]: readonly unknown[]): unknown {
  try {
    return (commands as Record<string, (...given: unknown[]) => unknown>)[command as string]?.(...args);
  } catch {
    return undefined;
  }
}

/** Does calls as the loader's stub keeps them. */
export function performer(control: Control): (call: ArrayLike<unknown>) => unknown {
  const commands = createCommands(control);
  return (call) => perform(commands, Array.from(call));
}

/** The commands of one page. */
export function createCommands(control: Control): Commands {
  const { init, consent, shutdown, running, given } = control;
  const events: { [event: string]: Signal<unknown> } = {};
  const signalOf = (event: string): Signal<unknown> => (events[event] ??= signal());

  control.hear = (event, detail) => {
    // What a site's listener throws is the site's affair: reported as its own, and Beckon goes on.
    try {
      signalOf(event).tell(detail);
    } catch (error) {
      console.error(error);
    }
  };

  return {
    init,
    consent,
    shutdown,
    page: () => running()?.tracker.enter(),
    facts(facts) {
      layPageFacts(given, facts);
      running()?.judge.consider();
    },
    open() {
      const runtime = running();
      if (!runtime) return;
      runtime.wanted = true;
      if (runtime.presenter.context.settings()) runtime.presenter.door((door) => door.open());
    },
    close() {
      const runtime = running();
      if (!runtime) return;
      runtime.wanted = false;
      if (runtime.presenter.opened) runtime.presenter.door((door) => door.close());
    },
    on: (event, listener) => signalOf(event).on(listener as (detail: unknown) => void),
    debug() {
      const runtime = running();
      import('../debug/report').then(
        ({ report }) => report(runtime),
        () => undefined,
      );
    },
  };
}
