import type { Kept, Stub, takeOver } from './runtime-entry';

/** The runtime's address beside the loader's own, with its hash; the build fills it in. */
declare const RUNTIME: string;

// The script that sites embed. It keeps what is called until the runtime is there, loads that without blocking anything, and
// does nothing at all when it is loaded twice.
try {
  const page = window as { beckon?: Stub };
  const script = (document.currentScript ??
    document.querySelector('script[data-site][src*="beckon.js"]')) as HTMLScriptElement | null;
  if (script?.src && !page.beckon?.running) {
    let run: ((call: Kept) => unknown) | undefined;
    const queue = page.beckon?.q ?? [];
    const stub: Stub = (...given) => {
      const call: Kept = given;
      if (run) return run(call);
      queue.push(call);
      // Where the call answers with a function (`on`), this is as good.
      return () => (call.done as (() => void) | undefined)?.();
    };
    stub.q = queue;
    stub.running = true;
    page.beckon = stub;

    const { site, host, consent } = script.dataset;
    if (site) queue.unshift(['init', { site, consent, nonce: script.nonce }]);
    import(new URL(RUNTIME, script.src).href)
      .then((runtime: { readonly takeOver: typeof takeOver }) => {
        runtime.takeOver(queue, host ?? new URL(script.src).origin, (taken) => (run = taken));
      })
      // Beckon is down or blocked: the page goes on as if it had never been here.
      .catch(() => undefined);
  }
} catch {
  // Whatever it was, it is not the page's concern.
}
