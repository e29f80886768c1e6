import { type Condition, type When } from '../declare/rule';

/** Stands for a list of values: their number and the values follow. No value is an object. */
const LIST = {};
/** Instead of a number of conditions: `when` is one condition and no group. */
const LONE = -1;
/** Instead of a number of conditions: `when` must be compared as a tree. */
const TREE = -2;

/** So many rules lie in one piece; a change of one rule copies no more than twice as much. */
const PIECE = 512;

/**
 * A piece of what is kept. For each rule: the rule as given, its id, whether it is enabled, the number of conditions; for each
 * condition criterion, operator, qualifier and value.
 */
interface Piece {
  readonly parts: unknown[];
  /** Where each rule begins. */
  readonly starts: number[];
}

/**
 * What rules said when they were compiled, laid out in lists in their order: to compare ten thousand rules that come again
 * is to walk along them, where their compiled forms lie all over the memory and each look at one has to wait for it.
 * Pieces are shared by rule sets that follow one another.
 */
export class Kept {
  /** The number of the first rule of each piece, and how many rules there are. */
  private readonly firsts: number[] = [0];
  /** The piece of the rule that was looked at last. */
  private cursor = 0;
  /** Pieces that no other rule set shares. */
  private readonly owned = new Set<Piece>();

  constructor(private readonly pieces: Piece[] = []) {
    for (const { starts } of pieces) this.firsts.push(this.length + starts.length);
  }

  private get length(): number {
    return this.firsts[this.firsts.length - 1]!;
  }

  /** Adds a rule behind the others; `when` is the engine's own copy. */
  add(rule: unknown, id: string, enabled: boolean, when: When): void {
    let piece = this.pieces[this.pieces.length - 1];
    if (!piece || piece.starts.length >= PIECE) {
      this.pieces.push((piece = { parts: [], starts: [] }));
      this.firsts.push(this.length);
    }
    this.firsts[this.firsts.length - 1]! += 1;
    const { parts, starts } = piece;
    starts.push(parts.length);
    if ('criterion' in when) {
      parts.push(rule, id, enabled, LONE);
      addCondition(parts, when);
    } else if ('all' in when && when.all.every((child) => 'criterion' in child)) {
      parts.push(rule, id, enabled, when.all.length);
      for (const child of when.all) addCondition(parts, child as Condition);
    } else parts.push(rule, id, enabled, TREE);
  }

  /** The first rules and the last ones, with others in place of those between them. */
  splice(front: number, middle: Kept, back: number): Kept {
    const pieces = joined([
      ...this.cut(0, front),
      ...middle.pieces,
      ...this.cut(this.length - back, this.length),
    ]);
    return new Kept(pieces);
  }

  private cut(from: number, to: number): Piece[] {
    return this.pieces.flatMap((piece, at) => {
      const low = Math.max(0, from - this.firsts[at]!);
      const high = Math.min(piece.starts.length, to - this.firsts[at]!);
      if (high <= low) return [];
      return high - low === piece.starts.length ? [piece] : [partOf(piece, low, high)];
    });
  }

  /** The piece that a rule lies in; quick for rules one after another. */
  private pieceOf(at: number): Piece {
    const { firsts } = this;
    let { cursor } = this;
    while (firsts[cursor]! > at) cursor -= 1;
    while (firsts[cursor + 1]! <= at) cursor += 1;
    this.cursor = cursor;
    return this.pieces[cursor]!;
  }

  idOf(at: number): unknown {
    const { parts, starts } = this.pieceOf(at);
    return parts[starts[at - this.firsts[this.cursor]!]! + 1];
  }

  /** Whether the rule was this very object, whatever it says now. Takes it over as the one to answer with. */
  answersWith(at: number, rule: unknown): boolean {
    let piece = this.pieceOf(at);
    const start = piece.starts[at - this.firsts[this.cursor]!]!;
    if (piece.parts[start] === rule) return true;
    if (!this.owned.has(piece)) {
      piece = { parts: piece.parts.slice(), starts: piece.starts };
      this.pieces[this.cursor] = piece;
      this.owned.add(piece);
    }
    piece.parts[start] = rule;
    return false;
  }

  /** Whether a rule that may be anything says what this one said. A tree is left to the caller. */
  says(at: number, raw: unknown, isSameTree: (when: unknown, at: number) => boolean): boolean {
    if (typeof raw !== 'object' || raw === null) return false;
    const { parts, starts } = this.pieceOf(at);
    const start = starts[at - this.firsts[this.cursor]!]!;
    const { id, enabled, when } = raw as {
      readonly id?: unknown;
      readonly enabled?: unknown;
      readonly when?: unknown;
    };
    if (id !== parts[start + 1] || (enabled === undefined ? true : enabled) !== parts[start + 2])
      return false;
    const count = parts[start + 3] as number;
    if (count === TREE) return isSameTree(when, at);
    if (count === LONE) return saysCondition(parts, start + 4, when) > 0;
    if (typeof when !== 'object' || when === null) return false;
    const { all, any, not, criterion } = when as Record<string, unknown>;
    if (any !== undefined || not !== undefined || criterion !== undefined) return false;
    if (!Array.isArray(all) || all.length !== count) return false;
    let next = start + 4;
    for (let child = 0; child < count; child += 1) {
      next = saysCondition(parts, next, all[child]);
      if (next < 0) return false;
    }
    return true;
  }
}

/** Where the next condition begins, or -1 if this one says something else. */
function saysCondition(parts: readonly unknown[], at: number, raw: unknown): number {
  if (typeof raw !== 'object' || raw === null) return -1;
  const { criterion, operator, of, value, all, any, not } = raw as Record<string, unknown>;
  if (criterion !== parts[at] || operator !== parts[at + 1] || of !== parts[at + 2]) return -1;
  if (all !== undefined || any !== undefined || not !== undefined) return -1;
  const own = parts[at + 3];
  if (own !== LIST) return value === own ? at + 4 : -1;
  const length = parts[at + 4] as number;
  if (!Array.isArray(value) || value.length !== length) return -1;
  for (let item = 0; item < length; item += 1) if (value[item] !== parts[at + 5 + item]) return -1;
  return at + 5 + length;
}

function addCondition(parts: unknown[], { criterion, operator, of, value }: Condition): void {
  if (Array.isArray(value)) parts.push(criterion, operator, of, LIST, value.length, ...(value as unknown[]));
  else parts.push(criterion, operator, of, value);
}

/** Some rules of a piece. */
function partOf({ parts, starts }: Piece, from: number, to: number): Piece {
  const begin = starts[from]!;
  return {
    parts: parts.slice(begin, starts[to]),
    starts: starts.slice(from, to).map((start) => start - begin),
  };
}

/** Pieces in fewer: neighbours are put together where one of them is less than half of a full piece. */
function joined(pieces: readonly Piece[]): Piece[] {
  const fewer: Piece[] = [];
  for (const piece of pieces) {
    const last = fewer[fewer.length - 1];
    const small = last && Math.min(last.starts.length, piece.starts.length) * 2 < PIECE;
    if (!last || !small || last.starts.length + piece.starts.length > PIECE * 2) fewer.push(piece);
    else {
      fewer[fewer.length - 1] = {
        parts: last.parts.concat(piece.parts),
        starts: last.starts.concat(piece.starts.map((start) => start + last.parts.length)),
      };
    }
  }
  return fewer;
}
