import { type DomainIssue } from '../answer';

/** Texts in a plugin's options that no storage keeps, each by its JSON Pointer. */
export function checkOptionTexts(value: unknown, path = '/options'): DomainIssue[] {
  if (typeof value === 'string') {
    return value.includes('\u0000')
      ? [{ path, code: 'controlCharacter', message: 'Must not contain the NUL character.' }]
      : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const at = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return key.includes('\u0000')
      ? [
          {
            path,
            code: 'controlCharacter',
            message: 'The name of an option must not contain the NUL character.',
          },
        ]
      : checkOptionTexts(child, at);
  });
}
