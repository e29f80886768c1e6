/**
 * The list with one entry moved to another place.
 *
 * @example
 * moved(['a', 'b', 'c'], 0, 2) // ['b', 'c', 'a']
 */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [entry] = next.splice(from, 1);
  if (entry === undefined) return next;
  next.splice(Math.max(0, Math.min(to, next.length)), 0, entry);
  return next;
}

/**
 * At which edge of a row something is dropped: near an edge at that one; about the middle it takes the row's place.
 *
 * @example
 * dropEdge(0.5, 0, 2) // 'bottom': from above, it takes the place by going after
 */
export function dropEdge(share: number, from: number, target: number): 'top' | 'bottom' {
  if (share < 0.3) return 'top';
  if (share > 0.7) return 'bottom';
  return from < target ? 'bottom' : 'top';
}

/**
 * Where an entry lands that is dropped at an edge of another: the index after it was taken out of the list.
 *
 * @example
 * landing(0, 2, 'top') // 1
 */
export function landing(from: number, target: number, edge: 'top' | 'bottom'): number {
  const gap = edge === 'top' ? target : target + 1;
  return gap > from ? gap - 1 : gap;
}
