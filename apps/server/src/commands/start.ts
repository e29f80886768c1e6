import { type Config } from '../config/environment';
import { startPlatform } from '../composition/platform';

/** How the process hears that it should end; `process` in earnest. */
export interface Signals {
  once(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

/** Starts everything, says where to look, and ends in order at the first signal. Answers when all has ended. */
export async function start(config: Config, print: (line: string) => void, signals: Signals): Promise<void> {
  // Listened for from the first moment: a signal that comes during the start ends in order too, as soon as there is something to end.
  const asked = new Promise<void>((resolve) => {
    signals.once('SIGINT', resolve);
    signals.once('SIGTERM', resolve);
  });
  const platform = await startPlatform(config);
  for (const line of platform.welcome) print(line);
  await asked;
  print('Stopping …');
  await platform.stop();
}
