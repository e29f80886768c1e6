import type { Facts } from '../tracker/tracker';
import type { Context } from './context';
import { forget, type Runtime, startRuntime } from './runtime';
import { browserWorld } from './world';

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

/** Starts and stops Beckon on a page: all that most pages ever call. The other commands come in a part of their own. */
export interface Control {
  /** Starts. Once a page: a second `init` changes nothing until `shutdown`. */
  init(options: InitOptions): void;
  /** `denied`: everything stops and what was stored is removed. `granted`: it starts (again). */
  consent(state: 'granted' | 'denied'): void;
  /** Stops everything and takes it off the page; what is stored stays. */
  shutdown(): void;
  readonly running: () => Runtime | undefined;
  /** Facts that the tracker does not find out itself; they outlive a `shutdown`. */
  readonly given: Facts;
  /** Told of each event, once somebody listens. */
  hear?: Context['emit'];
}

/** ms */
const SOON = 100;

export function createControl(defaultHost = ''): Control {
  let options: InitOptions | undefined;
  let consent: 'granted' | 'denied' | undefined;
  let runtime: Runtime | undefined;
  let life: AbortController | undefined;

  function start(): void {
    // The youngest of all that we stand on: where it is, the rest is too. Where it is not, Beckon is silent.
    if (!options || life || !(Object as { hasOwn?: unknown }).hasOwn) return;
    const { site, nonce = '', host = defaultHost } = options;
    if (consent === 'denied') return forget(browserWorld(new AbortController().signal), site);
    if (options.consent && !consent) return;
    // The script may be ahead of the page's body, and a page that is only being rendered ahead has no visitor yet.
    if (!document.body || (document as { prerendering?: boolean }).prerendering)
      return void setTimeout(start, SOON);
    life = new AbortController();
    runtime = startRuntime(browserWorld(life.signal), {
      site,
      nonce,
      given: control.given,
      host: host.replace(/\/+$/, ''),
      emit: (event, detail) => control.hear?.(event, detail),
    });
  }

  function stop(): void {
    life?.abort();
    life = runtime = undefined;
  }

  const control: Control = {
    given: {},
    running: () => runtime,
    init(settings) {
      if (options || !settings?.site) return;
      options = settings;
      start();
    },
    consent(state) {
      consent = state;
      if (state === 'denied') stop();
      start();
    },
    shutdown() {
      stop();
      options = undefined;
    },
  };
  return control;
}
