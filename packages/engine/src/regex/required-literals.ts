import { readPlainRegex } from './plain-regex';
import { type RegexNode, parseRegex } from './parse-regex';

/** More alternatives than this make no useful filter. */
const MAX_ALTERNATIVES = 8;

/** Texts of which every match contains at least one. */
type Needed = readonly string[];

/**
 * The texts, in lower case, of which at least one stands in every text that a checked pattern matches; `undefined` if there is
 * no such list. Only ASCII counts, so that searching the text's `toLowerCase()` finds whatever `RegExp` finds with the flag `i`.
 *
 * @example
 * requiredLiterals('/product/.*-[rxk]\\d+')  // ['/product/']
 * requiredLiterals('^https://[^/]+/(en|de)/') // ['https://']
 */
export function requiredLiterals(source: string): Needed | undefined {
  const plain = readPlainRegex(source);
  return plain ? plain.literals : needed(parseRegex(source));
}

/** The longer the shortest text of a list is, the fewer texts get past it. */
function better(a: Needed | undefined, b: Needed | undefined): Needed | undefined {
  if (!a || !b) return a ?? b;
  const worth = (list: Needed): number => Math.min(...list.map((text) => text.length)) * 4 - list.length;
  return worth(b) > worth(a) ? b : a;
}

function needed(node: RegexNode): Needed | undefined {
  switch (node.kind) {
    case 'char':
      return isPlain(node) ? [node.literal!.toLowerCase()] : undefined;
    case 'repeat':
      return node.min > 0 ? needed(node.body) : undefined;
    case 'choice': {
      const all: string[] = [];
      for (const item of node.items) {
        const texts = needed(item);
        if (!texts || all.length + texts.length > MAX_ALTERNATIVES) return undefined;
        all.push(...texts);
      }
      return [...new Set(all)];
    }
    case 'sequence':
      return inSequence(flatten(node));
    default:
      return undefined;
  }
}

/** The best of a sequence: its longest run of plain characters, or what one of its parts needs. */
function inSequence(items: readonly RegexNode[]): Needed | undefined {
  let best: Needed | undefined;
  let run = '';
  for (const item of items) {
    if (item.kind === 'char' && isPlain(item)) {
      run += item.literal!.toLowerCase();
      continue;
    }
    if (run) best = better(best, [run]);
    run = '';
    best = better(best, needed(item));
  }
  return run ? better(best, [run]) : best;
}

function flatten(node: RegexNode): RegexNode[] {
  return node.kind === 'sequence' ? node.items.flatMap(flatten) : [node];
}

function isPlain(node: RegexNode & { kind: 'char' }): boolean {
  return node.literal !== undefined && node.literal.charCodeAt(0) < 128;
}
