import type { Store } from '../runtime/store';
import { type Cancel, unique, type World } from '../runtime/world';

/**
 * The place where one message at a time stands before the visitor, in whichever tab. A pop-up takes it alone; an open
 * messenger occupies it too, so that nothing pops up beside it. A tab that closes or crashes leaves it.
 */
export interface Stage {
  /** Takes it for a pop-up; false where another tab has it. */
  take(): Promise<boolean>;
  /** Occupies it with the messenger, beside other tabs' messengers. */
  occupy(): void;
  leave(): void;
  /** Is another tab's message up, so that `freed` is still to come? */
  waiting(): boolean;
}

const LEASE = 20_000;

/** `freed` is called once the stage is free again, after a `take` that failed. */
export function createStage(world: World, store: Store, freed: () => void): Stage {
  const name = store.key('stage');
  const { locks } = world;
  return locks ? byLocks(locks, name, freed) : byLease(world, store, freed);
}

function byLocks(locks: LockManager, name: string, freed: () => void): Stage {
  let letGo: Cancel = () => undefined;
  let waiting = false;
  const held = (): Promise<void> => new Promise<void>((resolve) => (letGo = resolve));
  const leave = (): void => letGo();

  const wait = (): void => {
    if (waiting) return;
    waiting = true;
    void locks
      .request(name, () => {
        waiting = false;
      })
      .then(freed);
  };

  return {
    leave,
    waiting: () => waiting,
    take: () =>
      new Promise((resolve) => {
        void locks.request(name, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          if (!lock) wait();
          return lock ? held() : undefined;
        });
      }),
    occupy() {
      leave();
      const controller = new AbortController();
      letGo = () => controller.abort();
      locks.request(name, { mode: 'shared', signal: controller.signal }, held).catch(() => undefined);
    },
  };
}

/** Where there are no locks (plain http, old browsers): a lease in the shared storage, kept alive while held. */
function byLease(world: World, store: Store, freed: () => void): Stage {
  const { clock } = world;
  const me = unique(world);
  let stopRenewing: Cancel = () => undefined;
  let waiting = false;
  const holder = (): { tab: string; until: number } | undefined => {
    const lease = store.read<{ tab: string; until: number }>('stage');
    return lease && lease.tab !== me && lease.until > clock.now() ? lease : undefined;
  };
  const occupy = (): void => {
    stopRenewing();
    store.write('stage', { tab: me, until: clock.now() + LEASE });
    stopRenewing = clock.after(LEASE / 2, occupy);
  };
  return {
    occupy,
    waiting: () => waiting,
    async take() {
      const other = holder();
      if (other) {
        waiting = true;
        clock.after(other.until - clock.now(), () => {
          waiting = false;
          freed();
        });
      } else occupy();
      return !other;
    },
    leave() {
      stopRenewing();
      if (!holder()) store.write('stage', undefined);
    },
  };
}
