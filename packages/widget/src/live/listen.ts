import { pauseBefore } from '../transport/api';
import type { Context } from '../runtime/context';
import { atEnd, listen } from '../runtime/world';
import { eventParser } from './parse-events';

/** The server sends a comment every 25 s; a stream that is silent for longer than this is dead. */
const SILENCE = 60_000;
/** ms after which a stream has been one. One that ends sooner (a proxy's page, say) is a failure, whatever it said. */
const LASTING = 10_000;

/**
 * Reads the visitor's events in one visible tab at a time, and calls `heard` with the data of each `conversation`. It comes
 * back after every break, with pauses that grow as long as nothing lasts; the server tells everything once at the start of a stream, so nothing is missed.
 */
export function listenForEvents({ world, api, site, store }: Context, heard: (data: string) => void): void {
  const { clock, locks } = world;
  let controller: AbortController | undefined;

  /** Did the stream last? */
  async function readOnce(signal: AbortSignal): Promise<boolean> {
    const since = clock.now();
    const connection = new AbortController();
    const drop = (): void => connection.abort();
    signal.addEventListener('abort', drop);
    let cancel = clock.wait(SILENCE, drop);
    try {
      const response = await api.open(`/v1/events?site=${encodeURIComponent(site)}`, {
        cache: 'no-store',
        signal: connection.signal,
      });
      const reader = response.ok ? response.body?.getReader() : undefined;
      const decoder = new TextDecoder();
      const parse = eventParser();
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
        cancel();
        cancel = clock.wait(SILENCE, drop);
        for (const { event, data } of parse(decoder.decode(part.value, { stream: true })))
          if (event === 'conversation') heard(data);
      }
    } catch {
      // A broken stream is the same as one that ended.
    } finally {
      cancel();
      drop();
      signal.removeEventListener('abort', drop);
    }
    return clock.now() - since > LASTING;
  }

  async function lead(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; failures++) {
      if (await readOnce(signal)) failures = 0;
      if (signal.aborted) return;
      await new Promise<void>((resume) => {
        const cancel = clock.wait(pauseBefore(failures, world.chance), resume);
        signal.addEventListener('abort', () => (cancel(), resume()), { once: true });
      });
    }
  }

  const attend = (): void => {
    controller?.abort();
    controller = undefined;
    if (document.visibilityState === 'hidden') return;
    const { signal } = (controller = new AbortController());
    // The other visible tabs wait for the lock, and take over when the leading one goes.
    if (locks) locks.request(store.key('live'), { signal }, () => lead(signal)).catch(() => undefined);
    else void lead(signal);
  };
  const release = (): void => controller?.abort();

  attend();
  listen(world, document, 'visibilitychange', attend);
  listen(world, window, 'pagehide', release);
  listen(world, window, 'pageshow', attend);
  atEnd(world, release);
}
