import { SPACE, type CharSet } from './char-set';
import { parseRegex, type RegexNode } from './parse-regex';

/** One way through a pattern, as far as its ends go. */
interface Way {
  /** It reads a character. */
  readonly reads: boolean;
  /** Nothing may stand before it, or behind it. */
  readonly atStart: boolean;
  readonly atEnd: boolean;
  /** It looks at a border of words, so that it is not known whether it can be gone. */
  readonly unsure: boolean;
}

const NOTHING: Way = { reads: false, atStart: false, atEnd: false, unsure: false };
const keyOf = (way: Way): string => `${way.reads}${way.atStart}${way.atEnd}${way.unsure}`;
const distinct = (ways: readonly Way[]): Way[] => [...new Map(ways.map((way) => [keyOf(way), way])).values()];

/** What a pattern can do in normalised text, where white space is single spaces between other characters. */
export interface Reach {
  /** Whether there may be a text that it matches; `false` only if there is none. */
  readonly matchesSomething: boolean;
  /** Whether it matches every text; `true` only if it does. */
  readonly matchesEverything: boolean;
}

/**
 * Whether a checked pattern can match at all, as `$a` and `a\nb` cannot, and whether it matches whatever there is, as `x*` does.
 *
 * @example
 * reachOf('a^b').matchesSomething // false
 */
export function reachOf(source: string): Reach {
  const ways = waysOf(parseRegex(source));
  return {
    matchesSomething: ways.length > 0,
    matchesEverything:
      /^\^?\.\*\$?$/.test(source) ||
      ways.some((way) => !way.reads && !way.unsure && !(way.atStart && way.atEnd)),
  };
}

function waysOf(node: RegexNode): readonly Way[] {
  switch (node.kind) {
    case 'empty':
      return [NOTHING];
    case 'char':
      return isSpaceAlone(node.set) ? [] : [{ ...NOTHING, reads: true }];
    case 'assert':
      return [
        {
          ...NOTHING,
          atStart: node.what === 'start',
          atEnd: node.what === 'end',
          unsure: node.what === 'word',
        },
      ];
    case 'choice':
      return distinct(node.items.flatMap(waysOf));
    case 'sequence':
      return node.items.reduce<readonly Way[]>((ways, item) => follow(ways, waysOf(item)), [NOTHING]);
    case 'repeat': {
      if (node.max === 0) return [NOTHING];
      const once = waysOf(node.body);
      const more = node.max > 1 ? follow(once, once) : [];
      const needed = node.min > 1 ? more : [...once, ...more];
      return distinct([...(node.min === 0 ? [NOTHING] : []), ...needed]);
    }
  }
}

/** Ways one after the other, where that is possible. */
function follow(first: readonly Way[], second: readonly Way[]): Way[] {
  return distinct(
    first.flatMap((a) =>
      second.flatMap((b) =>
        (a.reads && b.atStart) || (a.atEnd && b.reads)
          ? []
          : [
              {
                reads: a.reads || b.reads,
                atStart: a.atStart || b.atStart,
                atEnd: a.atEnd || b.atEnd,
                unsure: a.unsure || b.unsure,
              },
            ],
      ),
    ),
  );
}

/** Whether a set holds nothing, or only white space that normalised text has not. */
function isSpaceAlone(set: CharSet): boolean {
  for (let at = 0; at < set.length; at += 2) {
    for (let unit = set[at]!; unit <= set[at + 1]!; unit += 1) {
      if (unit === 0x20 || !isSpace(unit)) return false;
    }
  }
  return true;
}

function isSpace(unit: number): boolean {
  for (let at = 0; at < SPACE.length; at += 2) if (unit >= SPACE[at]! && unit <= SPACE[at + 1]!) return true;
  return false;
}
