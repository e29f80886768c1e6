import type { FactValue, Facts } from '../tracker/tracker';
import type { BeckonEvents } from './context';
import { forget, type Runtime, type RuntimeOptions, startRuntime } from './runtime';
import { browserWorld, type Cancel, type Signal, signal } from './world';

export interface InitOptions {
  /** The site's public key, from "Settings" in the admin. */
  readonly site: string;
  /** Where Beckon's server is: `https://beckon.example`. The script knows it from its own address. */
  readonly host?: string;
  /** `required`: nothing is stored and nothing sent before `beckon('consent', 'granted')`. Default: as if granted. */
  readonly consent?: 'required' | undefined;
  /** The page's CSP nonce, for browsers without constructed style sheets. */
  readonly nonce?: string | undefined;
}

/** All that `beckon(name, …)` understands. */
export interface Commands {
  /** Starts. Once a page: a second `init` changes nothing until `shutdown`. */
  init(options: InitOptions): void;
  /** Counts a page view, for apps that change the page without changing its address. */
  page(): void;
  /** Facts of the page's own, for criteria that the site declares. Given again, they are laid over the earlier ones. */
  facts(facts: Readonly<Record<string, FactValue>>): void;
  /** Opens the messenger. */
  open(): void;
  /** Closes the messenger. */
  close(): void;
  /** `denied`: everything stops and what was stored is removed. `granted`: it starts (again). */
  consent(state: 'granted' | 'denied'): void;
  /** Calls `listener` at each event from now on, until the answer is called. */
  on<E extends keyof BeckonEvents>(event: E, listener: (detail: BeckonEvents[E]) => void): Cancel;
  /** Writes to the console what is known and how each rule that is still open stands. */
  debug(): void;
  /** Stops everything and takes it off the page; what is stored stays. */
  shutdown(): void;
}

/** One call: a command and what it takes. */
export type Call = { [C in keyof Commands]: [command: C, ...args: Parameters<Commands[C]>] }[keyof Commands];

/** Has this browser what we stand on? Where not, Beckon is silent. */
function supported(): boolean {
  // The youngest of all that we use: where it is, the rest is too.
  return 'hasOwn' in Object;
}

/** Does what a call says. Whatever it is given, it does not throw, and a command that does not exist (yet) breaks no page. */
export function perform(commands: Commands, [command, ...args]: readonly unknown[]): unknown {
  try {
    return (commands[command as keyof Commands] as (...given: unknown[]) => unknown)(...args);
  } catch {
    return undefined;
  }
}

/** The commands of one page. */
export function createCommands(defaultHost = ''): Commands {
  let options: InitOptions | undefined;
  let consent: 'granted' | 'denied' | undefined;
  let runtime: Runtime | undefined;
  let life: AbortController | undefined;
  let facts: Facts = {};
  const events: { [E in keyof BeckonEvents]?: Signal<BeckonEvents[E]> } = {};
  const signalOf = <E extends keyof BeckonEvents>(event: E): Signal<BeckonEvents[E]> => ((events[event] as Signal<BeckonEvents[E]> | undefined) ??= signal<BeckonEvents[E]>() as never);

  function start(): void {
    if (!options || life || !supported()) return;
    if (consent === 'denied') return forget(browserWorld(new AbortController().signal), options.site);
    if (options.consent === 'required' && !consent) return;
    const { site, nonce = '', host = defaultHost } = options;
    const runtimeOptions: RuntimeOptions = {
      site,
      nonce,
      host: host.replace(/\/+$/, ''),
      emit(event, detail) {
        // What a site's listener throws is the site's affair: reported as its own, and Beckon goes on.
        try {
          signalOf(event).tell(detail);
        } catch (error) {
          console.error(error);
        }
      },
      pageFacts: () => facts,
    };
    const go = (): void => {
      if (life || !options) return;
      // The script may be ahead of the page's body.
      if (!document.body) return document.addEventListener('DOMContentLoaded', go, { once: true });
      life = new AbortController();
      runtime = startRuntime(browserWorld(life.signal), runtimeOptions);
    };
    // A page that is only being rendered ahead has no visitor yet.
    if ((document as { prerendering?: boolean }).prerendering) document.addEventListener('prerenderingchange', go, { once: true });
    else go();
  }

  const stop = (): void => {
    life?.abort();
    life = runtime = undefined;
  };

  return {
    init(given) {
      if (options || !given?.site) return;
      options = given;
      start();
    },
    page: () => runtime?.page(),
    facts(given) {
      // What is no value of a fact would make the server refuse everything else along with it.
      const values = Object.entries(given ?? {}).filter(([, value]) => value === null || /string|number|boolean/.test(typeof value));
      facts = { ...facts, ...Object.fromEntries(values) };
      runtime?.factsChanged();
    },
    open: () => runtime?.open(),
    close: () => runtime?.close(),
    consent(state) {
      consent = state;
      if (state === 'denied') stop();
      start();
    },
    on: (event, listener) => signalOf(event).on(listener),
    debug() {
      const state = runtime?.state();
      import('../debug/report').then(({ report }) => report(state), () => undefined);
    },
    shutdown() {
      stop();
      options = undefined;
    },
  };
}
