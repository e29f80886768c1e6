import type { Store } from '../runtime/store';
import { atEnd, type Cancel, listen, type World } from '../runtime/world';

/**
 * The place where one message at a time stands before the visitor, in whichever tab. A pop-up takes it, and so does an open
 * messenger, so that nothing pops up beside it. It is a lock, which a tab that goes away or crashes loses. Where there are
 * none (a page without https), each tab has a stage of its own, and the server grants the claim of one at a time.
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
  const hold = (options: LockOptions): Promise<boolean> => {
    leave();
    return new Promise((resolve) => {
      const keep = (lock: Lock | null): Promise<void> | undefined => {
        resolve(lock !== null);
        return lock ? new Promise((done) => (leave = done)) : undefined;
      };
      // Refused altogether (a sandboxed frame) is as without; taken away is of no concern here.
      const without = (): void => resolve(true);
      if (world.locks) world.locks.request(store.key('stage'), options, keep).catch(without);
      else without();
    });
  };
  const left = (): void => leave();
  atEnd(world, left);
  // The page goes away, and its message with it.
  listen(world, window, 'pagehide', left);
  return {
    take: () => hold({ ifAvailable: true }),
    occupy: () => void hold({ steal: true }),
    leave: left,
  };
}
