import type { Store } from '../runtime/store';
import { type Cancel, listen, unique, type World } from '../runtime/world';

/**
 * The place where one message at a time stands before the visitor, in whichever tab. A pop-up takes it, and so does an open
 * messenger, so that nothing pops up beside it. It is a lease in the storage that the tabs share, renewed while it is held: a
 * tab that crashed loses it. What one tab stores reaches the others a moment later, so a pop-up holds a lock besides; where there
 * are none, and two tabs take it in the same moment, the server grants the claim of one.
 */
export interface Stage {
  /** Takes it for a pop-up; false where another tab has it. */
  take(): Promise<boolean>;
  /** Takes it whoever has it: the visitor opened the messenger. */
  occupy(): void;
  leave(): void;
  /** ms until it may be free again; 0 where no other tab has it. */
  wait(): number;
}

/** ms; longer than the pauses between the timers of a tab in the background. */
const LEASE = 90_000;
const STAGE = 'stage';

interface Lease {
  readonly tab: string;
  readonly until: number;
}

export function createStage(world: World, store: Store): Stage {
  const { clock } = world;
  const me = unique(world);
  let stopRenewing: Cancel = () => undefined;
  let letGo: Cancel = () => undefined;
  const wait = (): number => {
    const lease = store.read<Lease>(STAGE);
    return lease && lease.tab !== me ? Math.max(0, lease.until - clock.now()) : 0;
  };
  const occupy = (): void => {
    stopRenewing();
    store.write(STAGE, { tab: me, until: clock.now() + LEASE } satisfies Lease);
    stopRenewing = clock.after(LEASE / 3, occupy);
  };
  const lock = (): Promise<boolean> =>
    new Promise((resolve) => {
      if (!world.locks) return resolve(true);
      letGo();
      const hold = (free: Lock | null): Promise<void> | undefined => {
        resolve(free !== null);
        return free ? new Promise((done) => (letGo = done)) : undefined;
      };
      world.locks.request(store.key(STAGE), { ifAvailable: true }, hold).catch(() => resolve(true));
    });
  const leave = (): void => {
    letGo();
    stopRenewing();
    if (!wait()) store.write(STAGE, undefined);
  };
  world.ended.addEventListener('abort', leave);
  // The page goes away, and its message with it; the next page must not wait for the lease.
  listen(world, window, 'pagehide', leave);
  return {
    occupy,
    wait,
    leave,
    async take() {
      const taken = !wait() && (await lock()) && !wait();
      if (taken) occupy();
      else letGo();
      return taken;
    },
  };
}
