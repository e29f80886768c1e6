import { type Config } from '../config/environment';
import { startPlatform } from '../composition/platform';

/** How the process hears that it should end; `process` in earnest. */
export interface Signals {
  once(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

/** Starts everything, says where to look, and ends in order at the first signal. Answers when all has ended. */
export async function start(config: Config, print: (line: string) => void, signals: Signals): Promise<void> {
  const platform = await startPlatform(config);
  for (const line of platform.welcome) print(line);
  await new Promise<void>((resolve) => {
    signals.once('SIGINT', resolve);
    signals.once('SIGTERM', resolve);
  });
  print('Stopping …');
  await platform.stop();
}
