import { BeckonProblem, BeckonUnreachable } from '@beckon/client';
import { describe, expect, it } from 'vitest';
import { errorText } from './error-text';
import { fieldIssuesOf, messageAt } from './field-issues';

const problem = new BeckonProblem({
  type: 'x',
  title: 'Invalid',
  status: 422,
  code: 'invalidRule',
  detail: 'The rule has faults.',
  issues: [
    { path: '/when/all/0/value', code: 'valueWrongType', message: 'Must be a number.' },
    { path: '/title', code: 'x', message: 'Must not be empty.' },
  ],
});

describe('refusals', () => {
  it('are put at their fields', () => {
    const issues = fieldIssuesOf(problem);
    expect(messageAt(issues, '/title')).toBe('Must not be empty.');
    expect(messageAt(issues, '/when')).toBe('Must be a number.');
    expect(messageAt(issues, '/when/all/0/val')).toBeUndefined();
    expect(fieldIssuesOf(new BeckonUnreachable('Down.'))).toEqual([]);
  });
  it('are told in words', () => {
    expect(errorText(problem)).toBe('The rule has faults.');
    expect(errorText(new BeckonUnreachable('The server could not be reached.'))).toBe(
      'The server could not be reached.',
    );
    expect(errorText(new TypeError('x is undefined'))).not.toContain('undefined');
  });
});
