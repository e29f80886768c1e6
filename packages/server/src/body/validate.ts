import { type ProblemIssue } from '@beckon/protocol';
import { z } from 'zod';
import { type Outcome, refuse } from '../http/problem';
import { pointerOf } from './pointer';

// The server compiles no code at run time; zod would probe for it.
z.config({ jitless: true });

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/** More are no help to anybody, and a list of 20,000 wrong ids must not make an answer of megabytes. */
const MAX_ISSUES = 50;

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  null: 'null',
};

function wordsFor(issue: RawIssue): string | undefined {
  if (issue.code === 'invalid_type')
    return issue.input === undefined ? 'Is missing.' : `Must be ${kinds[issue.expected] ?? issue.expected}.`;
  if (issue.code === 'too_big' || issue.code === 'too_small') {
    const [word, bound] = issue.code === 'too_big' ? ['at most', issue.maximum] : ['at least', issue.minimum];
    const unit = issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' entries' : '';
    return `Must ${unit === ' entries' ? 'have' : 'be'} ${word} ${String(bound)}${unit}.`;
  }
  if (issue.code === 'invalid_value')
    return `Must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}.`;
  if (issue.code === 'unrecognized_keys') return 'Is not a field of this request. Leave it out.';
  if (issue.code === 'invalid_format')
    return `Must be ${issue.format === 'datetime' ? 'a moment such as 2027-01-01T09:30:00.000Z' : `a valid ${issue.format}`}.`;
  return undefined;
}

function codeOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message === 'Is missing.' ? 'missing' : 'wrongType';
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array' ? 'tooLong' : 'tooBig';
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array' ? 'tooShort' : 'tooSmall';
    case 'invalid_format':
      return 'wrongFormat';
    case 'invalid_value':
      return 'notAnOption';
    case 'unrecognized_keys':
      return 'unknownField';
    case 'invalid_key':
      return 'wrongKey';
    default:
      return 'invalid';
  }
}

/** zod's issues in the API's words; `place` is put before each path (`query`, `header`), where it is not the body. */
export function issuesOf(error: z.ZodError, place?: 'query' | 'header'): ProblemIssue[] {
  const pathOf = (path: readonly PropertyKey[]) =>
    place === undefined ? pointerOf(path) : [place, ...path.map(String)].join('/');
  return error.issues
    .flatMap((issue): ProblemIssue[] => {
      const code = codeOf(issue);
      if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => ({
          path: pathOf([...issue.path, key]),
          code,
          message: issue.message,
        }));
      if (issue.code === 'invalid_key')
        return [{ path: pathOf(issue.path), code, message: issue.issues[0]?.message ?? issue.message }];
      return [{ path: pathOf(issue.path), code, message: issue.message }];
    })
    .slice(0, MAX_ISSUES);
}

/** Reads a part of a request by its schema; else `invalidRequest` with an issue for each field at fault. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place?: 'query' | 'header',
): Outcome<z.output<Schema>> {
  const parsed = schema.safeParse(value, { error: wordsFor });
  if (parsed.success) return { ok: true, value: parsed.data };
  const issues = issuesOf(parsed.error, place);
  const [first] = issues;
  const where = first === undefined || first.path === '' ? 'The body' : `\`${first.path}\``;
  const rest = issues.length > 1 ? ` (and ${issues.length - 1} more, see \`issues\`)` : '';
  return refuse('invalidRequest', `${where}: ${first?.message ?? 'Is not valid.'}${rest}`, { issues });
}
