import { type Program } from '../compile/program';
import { type Block, buildBlock, countFitting } from './block';
import { type Slots } from './slots';

/** Cuts the rules into blocks, taking over those at either end that are made of the very same rules. */
export function makeBlocks({ rules }: Program, slots: Slots, previous: readonly Block[]): { blocks: Block[]; reused: number } {
  const front: Block[] = [];
  let first = 0;
  while (front.length < previous.length && isAt(previous[front.length]!, rules, first)) {
    first += previous[front.length]!.rules.length;
    front.push(previous[front.length]!);
  }
  const back: Block[] = [];
  let end = rules.length;
  for (let at = previous.length - 1; at >= front.length; at -= 1) {
    const start = end - previous[at]!.rules.length;
    if (start < first || !isAt(previous[at]!, rules, start)) break;
    back.unshift(previous[at]!);
    end = start;
  }
  const middle: Block[] = [];
  while (first < end) {
    // What lay in one block is tried in one again; a block has room for some more.
    let size = end - first <= sizeBetween(previous, front.length, back.length) + 1 ? end - first : countFitting(rules, first, end);
    let block = buildBlock(rules.slice(first, first + size), slots);
    if (!block) {
      size = countFitting(rules, first, end);
      block = buildBlock(rules.slice(first, first + size), slots)!;
    }
    middle.push(block);
    first += size;
  }
  return { blocks: [...front, ...middle, ...back], reused: front.length + back.length };
}

/** The size of the one block that changed; 0 if there are others. */
function sizeBetween(previous: readonly Block[], front: number, back: number): number {
  return previous.length - front - back === 1 ? previous[front]!.rules.length : 0;
}

function isAt(block: Block, rules: Program['rules'], start: number): boolean {
  if (start + block.rules.length > rules.length) return false;
  for (let at = 0; at < block.rules.length; at += 1) {
    const mine = block.rules[at]!;
    const theirs = rules[start + at]!;
    if (mine.node !== theirs.node || mine.enabled !== theirs.enabled) return false;
  }
  return true;
}
