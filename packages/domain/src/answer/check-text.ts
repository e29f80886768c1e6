import { type DomainIssue } from './answer';

/** What is wrong with a line of text: empty, too long, control characters. Spaces around it do not count. */
export function checkLine(text: string, path: string, max: number): DomainIssue[] {
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(text.trim())) {
    return [
      { path, code: 'controlCharacter', message: 'Must not contain control characters or line breaks.' },
    ];
  }
  return checkText(text, path, max);
}

/** What is wrong with a text of several lines: empty, too long, a NUL. Spaces around it do not count. */
export function checkText(text: string, path: string, max: number): DomainIssue[] {
  const trimmed = text.trim();
  if (trimmed === '') return [{ path, code: 'empty', message: 'Must not be empty.' }];
  if (trimmed.length > max)
    return [
      { path, code: 'tooLong', message: `Must be at most ${max} characters; it has ${trimmed.length}.` },
    ];
  if (trimmed.includes('\u0000'))
    return [{ path, code: 'controlCharacter', message: 'Must not contain the NUL character.' }];
  return [];
}
