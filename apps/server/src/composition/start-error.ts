/** The start cannot go on, for a reason that the operator can mend: one clear line, exit code 1. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
