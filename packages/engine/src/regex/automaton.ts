import { ANY, type CharSet } from './char-set';
import { RegexRefused, type RegexNode } from './parse-regex';

/** How many characters of a fact are looked at: the length that costs are reckoned for. */
export const TEXT_LENGTH = 2048;

/** Ways are counted up to here; more is as good as too many. */
const MANY = 1e9;
const MAX_STATES = 400;
const MAX_EDGES = 40_000;
/** A repetition with at most this many optional rounds is written out; a longer one is a loop that runs so often at most. */
const MAX_WRITTEN_OUT = 3;

/**
 * A pattern's position automaton (Glushkov): state 0 is the start, every other state is one place of the pattern that
 * reads one unit of its set. Edges carry in how many ways a backtracking matcher can take them.
 */
export interface Automaton {
  /** What each state reads as it is entered. */
  readonly sets: readonly CharSet[];
  /** `edges[p].get(q)`: number of ways from state p to state q. */
  readonly edges: readonly ReadonlyMap<number, number>[];
  /** How often each state can be entered in a row at most: {@link TEXT_LENGTH} in an unbounded loop. */
  readonly rounds: readonly number[];
}

/** Ends of a part of a pattern: the states it can begin and end with, and in how many ways it can be passed without reading. */
interface Part {
  readonly first: ReadonlyMap<number, number>;
  readonly last: ReadonlyMap<number, number>;
  readonly empty: number;
}

const cap = (ways: number): number => Math.min(ways, MANY);

function merge(
  a: ReadonlyMap<number, number>,
  b: ReadonlyMap<number, number>,
  times: number,
): ReadonlyMap<number, number> {
  if (times === 0 || b.size === 0) return a;
  const merged = new Map(a);
  for (const [state, ways] of b) merged.set(state, cap((merged.get(state) ?? 0) + ways * times));
  return merged;
}

/**
 * Builds the automaton of a pattern; `anywhere` gives the start a loop over every unit, since the matcher tries every place.
 *
 * @throws {RegexRefused} when it would have more than 400 states.
 */
export function buildAutomaton(node: RegexNode, anywhere: boolean): Automaton {
  const sets: CharSet[] = [ANY];
  const edges: Map<number, number>[] = [new Map()];
  const rounds: number[] = [anywhere ? TEXT_LENGTH : 1];
  const nothing: ReadonlyMap<number, number> = new Map();
  let edgeCount = 0;

  function connect(from: ReadonlyMap<number, number>, to: ReadonlyMap<number, number>): void {
    edgeCount += from.size * to.size;
    if (edgeCount > MAX_EDGES)
      throw new RegexRefused(
        'regexTooComplex',
        'The regular expression is too complex: split it over several conditions.',
      );
    for (const [p, a] of from)
      for (const [q, b] of to) edges[p]!.set(q, cap((edges[p]!.get(q) ?? 0) + a * b));
  }

  function chain(parts: (() => Part)[]): Part {
    let whole: Part = { first: nothing, last: nothing, empty: 1 };
    for (const make of parts) {
      const part = make();
      connect(whole.last, part.first);
      whole = {
        first: merge(whole.first, part.first, whole.empty),
        last: merge(part.last, whole.last, part.empty),
        empty: cap(whole.empty * part.empty),
      };
    }
    return whole;
  }

  /** One or more rounds of `body`, at most `most` in a row. */
  function loop(body: RegexNode, most: number, factor: number): Part {
    const part = visit(body, Math.min(TEXT_LENGTH, factor * most));
    connect(part.last, part.first);
    return part;
  }

  function optional(part: Part): Part {
    return { ...part, empty: 1 };
  }

  function repeat(node: RegexNode & { kind: 'repeat' }, factor: number): Part {
    const { body, min, max } = node;
    if (max === 0) return { first: nothing, last: nothing, empty: 1 };
    const size = countPlaces(body);
    if ((min > MAX_WRITTEN_OUT || max === Infinity) && isNullable(body) && size > 0) {
      throw new RegexRefused(
        'regexTooSlow',
        'A part that can be empty is repeated, which can take very long: give the part at least one character that must be there.',
      );
    }
    const short = max - min <= MAX_WRITTEN_OUT;
    const copies = min * size <= 100 ? min : 0;
    if (copies < min) return loop(body, max, factor);
    if (short) {
      const rest = (left: number): Part =>
        optional(chain([() => visit(body, factor), ...(left > 1 ? [() => rest(left - 1)] : [])]));
      return chain([
        ...Array.from({ length: copies }, () => () => visit(body, factor)),
        ...(max > min ? [() => rest(max - min)] : []),
      ]);
    }
    const before = Math.max(0, copies - 1);
    const most = max === Infinity ? TEXT_LENGTH : max - before;
    const last = (): Part => (min === 0 ? optional(loop(body, most, factor)) : loop(body, most, factor));
    return chain([...Array.from({ length: before }, () => () => visit(body, factor)), last]);
  }

  function visit(part: RegexNode, factor: number): Part {
    switch (part.kind) {
      case 'empty':
      case 'assert':
        return { first: nothing, last: nothing, empty: 1 };
      case 'char': {
        const state = sets.length;
        if (state > MAX_STATES)
          throw new RegexRefused(
            'regexTooComplex',
            'The regular expression is too complex: split it over several conditions.',
          );
        sets.push(part.set);
        edges.push(new Map());
        rounds.push(factor);
        return { first: new Map([[state, 1]]), last: new Map([[state, 1]]), empty: 0 };
      }
      case 'sequence':
        return chain(part.items.map((item) => () => visit(item, factor)));
      case 'choice':
        return part.items
          .map((item) => visit(item, factor))
          .reduce((a, b) => ({
            first: merge(a.first, b.first, 1),
            last: merge(a.last, b.last, 1),
            empty: cap(a.empty + b.empty),
          }));
      case 'repeat':
        return repeat(part, factor);
    }
  }

  const start: ReadonlyMap<number, number> = new Map([[0, 1]]);
  if (anywhere) connect(start, start);
  connect(start, visit(node, 1).first);
  return { sets, edges, rounds };
}

/** How many characters stand in a part, repetitions not counted. */
export function countPlaces(node: RegexNode): number {
  switch (node.kind) {
    case 'char':
      return 1;
    case 'repeat':
      return countPlaces(node.body);
    case 'sequence':
    case 'choice':
      return node.items.reduce((sum, item) => sum + countPlaces(item), 0);
    default:
      return 0;
  }
}

/** Whether a part can match the empty text (assertions taken as met). */
export function isNullable(node: RegexNode): boolean {
  switch (node.kind) {
    case 'char':
      return false;
    case 'repeat':
      return node.min === 0 || isNullable(node.body);
    case 'sequence':
      return node.items.every(isNullable);
    case 'choice':
      return node.items.some(isNullable);
    default:
      return true;
  }
}
