/** How many documents are asked for: at least one, since MongoDB takes 0 for all. */
export function atLeastOne(limit: number): number {
  return Math.max(1, Math.floor(limit));
}
