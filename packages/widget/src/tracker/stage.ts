import type { Store } from '../runtime/store';
import { atEnd, type Cancel, listen, type World } from '../runtime/world';

/**
 * The place where one message at a time stands before the visitor, in whichever tab. A pop-up takes it, and so does an open
 * messenger, so that nothing pops up beside it. It is a lock, which a tab that goes away or crashes loses. Browsers give
 * pages without https no locks: there it is a lease in what the tabs share, renewed while it is held.
 */
export interface Stage {
  /** Takes it for a pop-up; false where another tab has it. */
  take(): Promise<boolean>;
  /** Takes it whoever has it: the visitor opened the messenger. */
  occupy(): void;
  leave(): void;
}

export function createStage(world: World, store: Store): Stage {
  let leave: Cancel = () => undefined;
  const left = (): void => leave();
  const hold = async (options: LockOptions): Promise<boolean> => {
    left();
    const over = new Promise<void>((done) => (leave = done));
    try {
      const locks = world.locks ?? (await import('./lease')).createLease(world, store);
      return await new Promise((resolve, refuse) => {
        const keep = (lock: Lock | null): Promise<void> | null => {
          resolve(lock !== null);
          return lock && over;
        };
        // Taken away later, it is of no concern here.
        locks.request(store.key('stage'), options, keep).catch(refuse);
      });
    } catch {
      // Refused altogether (a sandboxed frame), each tab has a stage of its own, and the server grants one claim at a time.
      return true;
    }
  };
  atEnd(world, left);
  // The page goes away, and its message with it.
  listen(world, window, 'pagehide', left);
  return {
    take: () => hold({ ifAvailable: true }),
    occupy: () => void hold({ steal: true }),
    leave: left,
  };
}
