import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Ends a process that we started and waits until it is gone; called again, or after it ended, it does nothing. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.stdin?.end();
  child.kill();
  await gone;
}

/** Makes sure that a child does not outlive us. Answers how to take that back. */
export function endWithUs(child: ChildProcess): () => void {
  const kill = () => child.kill();
  process.once('exit', kill);
  return () => process.off('exit', kill);
}
