import { contains } from './char-set';
import { type RegexNode } from './parse-regex';

class TooMany extends Error {}

/**
 * Counts what the plainest backtracking matcher does to search a text for a pattern: one step for each unit that is looked at.
 * It knows no short cuts, so that the platform's matcher does no more.
 *
 * @returns the steps, or `Infinity` when there are more than `most`
 */
export function countSteps(pattern: RegexNode, text: string, most: number): number {
  const upper = [...text].map((char) => char.toUpperCase().charCodeAt(0));
  let steps = 0;

  const run = (node: RegexNode, at: number, next: (at: number) => boolean): boolean => {
    switch (node.kind) {
      case 'empty':
        return next(at);
      case 'char':
        steps += 1;
        if (steps > most) throw new TooMany();
        return at < upper.length && contains(node.set, upper[at]!) && next(at + 1);
      case 'assert':
        if (node.what === 'word') return next(at);
        return (node.what === 'start' ? at === 0 : at === upper.length) && next(at);
      case 'choice':
        return node.items.some((item) => run(item, at, next));
      case 'sequence': {
        const from = (index: number, place: number): boolean =>
          index === node.items.length
            ? next(place)
            : run(node.items[index]!, place, (after) => from(index + 1, after));
        return from(0, at);
      }
      case 'repeat': {
        const round = (count: number, place: number): boolean => {
          const again =
            count < node.max &&
            run(node.body, place, (after) => (after > place || count < node.min) && round(count + 1, after));
          return again || (count >= node.min && next(place));
        };
        return round(0, at);
      }
    }
  };

  try {
    for (let start = 0; start <= upper.length; start += 1) if (run(pattern, start, () => true)) break;
  } catch (error) {
    if (error instanceof TooMany) return Infinity;
    throw error;
  }
  return steps;
}
