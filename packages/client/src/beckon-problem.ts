import { type Problem, type ProblemCode, type ProblemIssue } from '@beckon/protocol';

/**
 * The server refused: its problem document as an error. `message` says what happened and how to mend it, for people.
 *
 * @example
 * try { await client.rules.save(id, rule); } catch (error) {
 *   if (error instanceof BeckonProblem && error.code === 'stale') reload(error.current);
 *   else throw error;
 * }
 */
export class BeckonProblem extends Error {
  override readonly name = 'BeckonProblem';
  /** One of a closed set. */
  readonly code: ProblemCode;
  /** The HTTP status. */
  readonly status: number;
  /** What is at fault, field by field; empty where the trouble is not about a field. */
  readonly issues: readonly ProblemIssue[];
  /** Seconds after which trying again may help. */
  readonly retryAfter: number | undefined;
  /** Where the request was stale: the thing as it is now. */
  readonly current: unknown;
  /** To find the request in the server's log. */
  readonly requestId: string | undefined;
  /** The document as it came. */
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
    this.code = problem.code;
    this.status = problem.status;
    this.issues = problem.issues ?? [];
    this.retryAfter = problem.retryAfter;
    this.current = problem.current;
    this.requestId = problem.requestId;
  }

  /**
   * The issues at a JSON Pointer of the request's body and below it.
   *
   * @example
   * problem.issuesAt('/then/message')[0]?.message // 'Must not be empty.'
   */
  issuesAt(path: string): readonly ProblemIssue[] {
    return this.issues.filter((issue) => issue.path === path || issue.path.startsWith(`${path}/`));
  }
}

/** No answer, or none that the API gives: the network is down, the server is, or something between answered in its place. */
export class BeckonUnreachable extends Error {
  override readonly name = 'BeckonUnreachable';
  /** The HTTP status where something answered. */
  readonly status: number | undefined;

  constructor(message: string, options: { cause?: unknown; status?: number } = {}) {
    super(message, { cause: options.cause });
    this.status = options.status;
  }
}
