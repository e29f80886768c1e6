import { system } from '@beckon/domain';
import { type Config } from '../config/environment';
import { openCore } from '../composition/core';
import { StartError } from '../composition/start-error';
import { newPassword } from '../seed/sign-ins';

/** Gives the agent a new password, which is printed once, and ends all their sessions. Works beside a running server. */
export async function resetPassword(
  config: Config,
  email: string,
  print: (line: string) => void,
): Promise<void> {
  const core = await openCore(config);
  try {
    const password = newPassword();
    const answer = await core.domain.setup.resetPassword({ actor: system, email, password });
    if (!answer.ok) throw new StartError(answer.error.message);
    print(`New password of ${email}: ${password}`);
    print('It is not shown again. All sessions of this account have ended.');
  } finally {
    await core.close();
  }
}
