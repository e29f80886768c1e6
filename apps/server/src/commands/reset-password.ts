import { createDomain, system } from '@beckon/domain';
import { createBus, createIds, createSecrets, systemClock } from '@beckon/domain/adapters';
import { createLogger } from '../composition/logger';
import { openStorage } from '../composition/open-storage';
import { StartError } from '../composition/start-error';
import { type Config } from '../config/environment';
import { newPassword } from '../seed/sign-ins';

/**
 * Gives the agent a new password, which is printed once, and ends all their sessions. Works beside a running server, and starts no plugin:
 * who must get back in may have come to mend one.
 *
 * @throws StartError where the storage cannot be used, or there is no such agent
 */
export async function resetPassword(
  config: Config,
  email: string,
  print: (line: string) => void,
): Promise<void> {
  const logger = createLogger(config.logLevel);
  const storage = await openStorage(config, logger);
  try {
    const domain = createDomain({
      storage,
      bus: createBus({ logger }),
      clock: systemClock,
      ids: createIds(systemClock),
      secrets: createSecrets(),
      factSource: { criteria: [], resolve: () => Promise.resolve({}) },
      logger,
    });
    const password = newPassword();
    const answer = await domain.setup.resetPassword({ actor: system, email, password });
    if (!answer.ok) throw new StartError(answer.error.message);
    print(`New password of ${email}: ${password}`);
    print('It is not shown again. All sessions of this account have ended.');
  } finally {
    await storage.close();
  }
}
