import { type Program, type RuleNode } from '../compile/program';
import { type Block, WORDS, buildBlock, countFitting } from './block';
import { type Slots } from './slots';

/** A stretch of consecutive rules, as a part of a block. */
export interface Stretch {
  readonly block: Block;
  /** The places that count. */
  readonly live: Int32Array;
  /** Which words have any. */
  readonly summary: number;
  /** The stretch within the block's rules: from, to. */
  readonly from: number;
  readonly to: number;
}

/** More stretches than this beyond the number of blocks, and blocks are built anew. */
const MOST_CUTS = 24;

/**
 * Cuts the rules into stretches. What lies before the first and behind the last change since the rules `before` is taken over: blocks
 * are cut where the change is, and only what is new is built.
 *
 * @returns `undefined` if so little is left of `previous`, or in so many pieces, that it is better to begin anew
 */
export function makeStretches(
  { rules }: Program,
  slots: Slots,
  before: readonly RuleNode[],
  previous: readonly Stretch[],
): { stretches: Stretch[]; built: number } | undefined {
  const least = Math.min(before.length, rules.length);
  let front = 0;
  while (front < least && isSame(before[front]!, rules[front]!)) front += 1;
  let back = 0;
  while (back < least - front && isSame(before[before.length - 1 - back]!, rules[rules.length - 1 - back]!))
    back += 1;

  const kept = [...cut(previous, 0, front), ...cut(previous, before.length - back, before.length)];
  const blocks = new Set(kept.map(({ block }) => block)).size;
  if (previous.length > 0 && (kept.length > blocks + MOST_CUTS || (front + back) * 2 < rules.length))
    return undefined;

  const middle: Stretch[] = [];
  const end = rules.length - back;
  for (let first = front; first < end;) {
    const size = countFitting(rules, first, end);
    middle.push(wholeOf(buildBlock(rules.slice(first, first + size), slots)));
    first += size;
  }
  return {
    stretches: [...cut(previous, 0, front), ...middle, ...cut(previous, before.length - back, before.length)],
    built: middle.length,
  };
}

/** Rules may be compiled anew as objects; what they say is the same object if it did not change. */
function isSame(a: RuleNode, b: RuleNode): boolean {
  return a === b || (a.node === b.node && a.enabled === b.enabled);
}

function wholeOf(block: Block): Stretch {
  return { block, live: block.live, summary: summaryOf(block.live), from: 0, to: block.rules.length };
}

/** The part of stretches that covers the rules from `first` up to `end`. */
function cut(stretches: readonly Stretch[], first: number, end: number): Stretch[] {
  const parts: Stretch[] = [];
  let start = 0;
  for (const stretch of stretches) {
    const { block, from, to } = stretch;
    const low = Math.max(first - start, 0) + from;
    const high = Math.min(end - start, to - from) + from;
    start += to - from;
    if (high <= low) continue;
    parts.push(low === from && high === to ? stretch : partOf(block, low, high));
  }
  return parts;
}

function partOf(block: Block, from: number, to: number): Stretch {
  const live = new Int32Array(WORDS);
  for (let place = 0; place < block.order.length; place += 1) {
    const rule = block.order[place]!;
    if (rule >= from && rule < to) live[place >> 5]! |= 1 << (place & 31);
  }
  return { block, live, summary: summaryOf(live), from, to };
}

function summaryOf(live: Int32Array): number {
  return live.reduce((summary, word, at) => (word === 0 ? summary : summary | (1 << at)), 0);
}
