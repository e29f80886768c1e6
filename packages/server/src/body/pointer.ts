/**
 * A JSON Pointer (RFC 6901).
 *
 * @example
 * pointerOf(['when', 'all', 0]) // '/when/all/0'
 */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
