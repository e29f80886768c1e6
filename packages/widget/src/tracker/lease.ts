import type { Store } from '../runtime/store';
import { unique, type World } from '../runtime/world';

/** What is stored while somebody has it. */
interface Lease {
  /** Names the holding. */
  readonly by: string;
  /** ms since the epoch. */
  readonly until: number;
}

const LEASE = 'stage';
/** ms after which a tab that crashed has lost it. Timers of a hidden tab may come once a minute only. */
const TERM = 150_000;
const RENEWED_EVERY = 30_000;
/** ms in which what two tabs wrote at the same moment has come round to both. */
const SETTLING = 50;

/**
 * What the stage needs of a lock manager, where the browser has none: one exclusive lock, had at once or not at all, or taken
 * from whoever has it. It is a lease in what the tabs share, renewed while it is held. Where storage is blocked each tab is
 * alone.
 */
export function createLease(world: World, store: Store): Pick<LockManager, 'request'> {
  const { clock } = world;

  async function request(
    name: string,
    { steal }: LockOptions,
    work: (lock: Lock | null) => unknown,
  ): Promise<void> {
    const by = unique(world);
    const isOurs = (): boolean => store.kept<Lease>(LEASE)?.by === by;
    const renew = (): void => store.write(LEASE, { by, until: clock.now() + TERM });

    const left = (store.kept<Lease>(LEASE)?.until ?? 0) - clock.now();
    // A lease that runs for longer than any does was written by a clock that was set back since.
    if (!steal && left > 0 && left <= TERM) return void work(null);
    renew();
    // Of two that took it at the same moment, the one that wrote last has it.
    await new Promise<void>((resume) => clock.wait(SETTLING, resume));
    if (!isOurs()) return void work(null);
    const cancel = every(RENEWED_EVERY, () => isOurs() && renew());
    await work({ name, mode: 'exclusive' });
    cancel();
    if (isOurs()) store.write(LEASE, undefined);
  }

  function every(ms: number, act: () => void): () => void {
    let cancel = clock.wait(ms, again);
    function again(): void {
      act();
      cancel = clock.wait(ms, again);
    }
    return () => cancel();
  }

  return { request: request as LockManager['request'] };
}
