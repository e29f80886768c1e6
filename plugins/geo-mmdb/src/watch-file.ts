import { type Clock } from '@beckon/plugin';
import { stat } from 'node:fs/promises';

/** Milliseconds between two looks at the file. */
export const LOOK_EVERY = 30_000;

/** What tells one version of a file from another; `undefined`: it is not there at the moment. */
async function markOf(file: string): Promise<string | undefined> {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return undefined;
  }
}

/**
 * Calls `changed` when a file has become another one and has stood still for one look: a half-written file is not
 * taken. Looking beats the system's notices here: it works on network drives and when the file is replaced by renaming.
 *
 * @returns the function that ends it
 */
export async function watchFile(
  file: string,
  clock: Clock,
  changed: () => Promise<void>,
): Promise<() => void> {
  let taken = await markOf(file);
  let seen = taken;
  let stopped = false;
  let callOff = () => {};
  const look = async () => {
    const mark = await markOf(file);
    if (stopped) return;
    if (mark !== undefined && mark !== taken && mark === seen) {
      taken = mark;
      await changed();
    }
    seen = mark;
    if (!stopped) callOff = clock.after(LOOK_EVERY, () => void look());
  };
  callOff = clock.after(LOOK_EVERY, () => void look());
  return () => {
    stopped = true;
    callOff();
  };
}
