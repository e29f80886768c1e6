import { type RuleNode } from '../compile/program';
import { type Conjunction, type Literal, type Remainder, conjunctionsOf } from './conjunctions';
import { type Range, guessChance, intersect, isEmpty, isIndexable } from './predicates';
import { type Slots } from './slots';

/** Words of 32 places in a block; a word of the summary says which of them have a bit. */
export const WORDS = 32;
const PLACES = WORDS * 32;
/** So few places are left in rule order, so that the first word with a bit has the answer. */
export const SMALL_PLACES = 128;

/** Pairs of word and bits, flattened. */
export type Postings = Int32Array;

/** A range that rules of a block ask for, with the places it sets and the places it clears. */
export interface RangePosting {
  readonly range: Range;
  readonly sets: Postings;
  readonly clears: Postings;
}

/** What a block says about one slot: the places that a value of the fact leaves possible. */
export interface BlockSlot {
  /** Where the fact is present and no predicate holds. */
  readonly base: Int32Array;
  /** Where the fact is missing. */
  readonly missing: Int32Array;
  readonly sets: ReadonlyMap<number, Postings>;
  readonly clears: ReadonlyMap<number, Postings>;
  readonly ranges: readonly RangePosting[];
  /** A guess at how many places a value rules out. */
  readonly weight: number;
}

/** What a place asks of a text by predicates that may hold: one of some, and none of others. */
export interface Doubt {
  readonly slot: number;
  readonly any: readonly number[] | undefined;
  readonly none: readonly number[];
}

/** Up to 1,024 places for consecutive rules: a rule takes a place for each way in which it can match. */
export interface Block {
  readonly rules: readonly RuleNode[];
  /** Places in use. */
  readonly live: Int32Array;
  /** For each place the rule's index within the block. */
  readonly order: Int32Array;
  /** For each place what is left to be judged once its bit is set. */
  readonly remainders: readonly (readonly Remainder[] | undefined)[];
  /** For each place what is to be confirmed where texts were looked at roughly. */
  readonly doubts: readonly (readonly Doubt[] | undefined)[];
  /** By slot number; `undefined` where the block does not ask. */
  readonly slots: readonly (BlockSlot | undefined)[];
}

/** What one way to match asks of one slot. */
interface Demand {
  readonly slot: number;
  /** One of these predicates must hold. */
  any: readonly number[] | undefined;
  range: Range | undefined;
  readonly none: number[];
  readonly outside: Range[];
  missing: boolean;
  chance: number;
}

interface Place {
  readonly rule: number;
  readonly demands: readonly Demand[];
  readonly remainders: readonly Remainder[] | undefined;
}

/** The ways of a rule; none if it is disabled or can never match. */
const waysOf = (rule: RuleNode): readonly Conjunction[] => (rule.enabled ? conjunctionsOf(rule.node) : []);

/** How many places a rule takes. */
function placesOf({ node, enabled }: RuleNode): number {
  if (!enabled) return 0;
  // Only groups in groups and `any` make several ways: most rules need not be taken apart for this.
  const isPlain =
    node.kind === 'condition' ||
    (node.kind === 'all' && node.of.every((child) => child.kind === 'condition'));
  return isPlain ? 1 : conjunctionsOf(node).length;
}

/** Whether rules take at most so many places. */
export function areAtMost(places: number, rules: readonly RuleNode[]): boolean {
  let count = 0;
  return rules.every((rule) => (count += placesOf(rule)) <= places);
}

/** How many rules from `first` on fit into a block. */
export function countFitting(rules: readonly RuleNode[], first: number, end: number): number {
  let places = 0;
  let at = first;
  for (; at < end && at - first < PLACES; at += 1) {
    places += placesOf(rules[at]!);
    if (places > PLACES) break;
  }
  return Math.max(1, at - first);
}

/** Builds the block of these rules, of which as many were taken as {@link countFitting} says. */
export function buildBlock(rules: readonly RuleNode[], slots: Slots): Block {
  const places: Place[] = [];
  for (let rule = 0; rule < rules.length; rule += 1) {
    for (const way of waysOf(rules[rule]!)) {
      const place = placeOf(rule, way, slots);
      if (place) places.push(place);
    }
  }
  if (places.length > SMALL_PLACES) arrange(places);

  const live = new Int32Array(WORDS);
  const order = new Int32Array(places.length);
  const drafts: Draft[] = [];
  for (let at = 0; at < places.length; at += 1) {
    const { rule, demands } = places[at]!;
    const word = at >> 5;
    const bit = 1 << (at & 31);
    live[word]! |= bit;
    order[at] = rule;
    for (const demand of demands) (drafts[demand.slot] ??= new Draft()).add(demand, word, bit);
  }
  return {
    rules,
    live,
    order,
    remainders: places.map((place) => place.remainders),
    doubts: places.map(({ demands }) => doubtsOf(demands, slots)),
    slots: Array.from(drafts, (draft) => draft?.finish()),
  };
}

function placeOf(rule: number, { literals, remainders }: Conjunction, slots: Slots): Place | undefined {
  const demands: Demand[] = [];
  const left: Remainder[] = [...remainders];
  for (const literal of literals) {
    if (!isIndexable(literal.condition)) {
      left.push({ node: literal.condition, negated: literal.negated !== literal.condition.negated });
      continue;
    }
    const slot = slots.numberOf(literal.condition);
    let demand = demands.find((other) => other.slot === slot);
    if (!demand)
      demands.push(
        (demand = {
          slot,
          any: undefined,
          range: undefined,
          none: [],
          outside: [],
          missing: false,
          chance: 1,
        }),
      );
    else if (demand.missing !== isUnknown(literal)) return undefined;
    if (!fit(literal, demand, slots))
      left.push({ node: literal.condition, negated: literal.negated !== literal.condition.negated });
    if (demand.range && isEmpty(demand.range)) return undefined;
  }
  return { rule, demands, remainders: left.length > 0 ? left : undefined };
}

function doubtsOf(demands: readonly Demand[], slots: Slots): readonly Doubt[] | undefined {
  let doubts: Doubt[] | undefined;
  for (const { slot, any, none } of demands)
    if (slots.hasTrial(slot, any) || slots.hasTrial(slot, none)) (doubts ??= []).push({ slot, any, none });
  return doubts;
}

/** `isUnknown`: with any other demand on the same fact it can never match. */
function isUnknown({ condition, negated }: Literal): boolean {
  return negated && condition.tests[0]!.op === 'known';
}

/** Adds a literal to what is demanded of its slot; `false` if the index has no room for it beside what is there. */
function fit(literal: Literal, demand: Demand, slots: Slots): boolean {
  const { tests } = literal.condition;
  const first = tests[0]!;
  if (first.op === 'known') {
    demand.missing = literal.negated;
    demand.chance *= literal.negated ? 0.3 : 0.95;
    return true;
  }
  const chance = tests.reduce((sum, test) => sum + guessChance(test), 0);
  if (first.op === 'range') {
    if (literal.negated) demand.outside.push(first);
    else demand.range = demand.range ? intersect(demand.range, first) : first;
  } else {
    const predicates = tests.flatMap((test) => slots.predicatesOf(demand.slot, test));
    if (literal.negated) demand.none.push(...predicates);
    else if (demand.any) return false;
    else demand.any = predicates;
  }
  demand.chance *= literal.negated ? Math.max(0.1, 1 - chance) : Math.min(0.95, chance);
  return true;
}

/** Brings places that ask for the same next to each other, so that a word without a bit is the rule and not the exception. */
function arrange(places: Place[]): void {
  const keys = new Float64Array(places.length);
  for (let at = 0; at < places.length; at += 1) keys[at] = keyOf(places[at]!) * PLACES * 2 + at;
  keys.sort();
  const sorted = Array.from(keys, (key) => places[key % (PLACES * 2)]!);
  for (let word = 0; word < sorted.length; word += 32) {
    // Within a word the rules are in order: its first bit that stays is its first rule.
    const group = sorted.slice(word, word + 32).sort((a, b) => a.rule - b.rule);
    for (let at = 0; at < group.length; at += 1) places[word + at] = group[at]!;
  }
}

/** Two demands, the most telling first, as one number of 40 bits. */
function keyOf({ demands }: Place): number {
  let first: Demand | undefined;
  let second: Demand | undefined;
  for (const demand of demands) {
    if (!first || demand.chance < first.chance) [first, second] = [demand, first];
    else if (!second || demand.chance < second.chance) second = demand;
  }
  return keyOfDemand(first) * 0x100000 + keyOfDemand(second);
}

function keyOfDemand(demand: Demand | undefined): number {
  if (!demand) return 0xfffff;
  const { slot, any, range } = demand;
  let detail = 0x3fff;
  if (any) detail = any[0]! & 0x1fff;
  else if (range) {
    const lower = Number.isFinite(range.from);
    const bound = lower ? range.from : range.to;
    detail =
      (lower ? 0 : 0x1000) +
      0x800 +
      Math.round(Math.sign(bound) * Math.min(0x7ff, Math.log2(1 + Math.abs(bound)) * 32));
  }
  return (slot & 63) * 0x4000 + detail;
}

/** A {@link BlockSlot} in the making. */
class Draft {
  private readonly base = new Int32Array(WORDS).fill(-1);
  private readonly missing = new Int32Array(WORDS).fill(-1);
  private readonly sets = new Map<number, number[]>();
  private readonly clears = new Map<number, number[]>();
  private readonly ranges = new Map<string, { range: Range; sets: number[]; clears: number[] }>();
  private weight = 0;

  add(demand: Demand, word: number, bit: number): void {
    this.weight += 1 - demand.chance;
    if (demand.missing) {
      this.base[word]! &= ~bit;
      return;
    }
    this.missing[word]! &= ~bit;
    if (demand.any || demand.range) this.base[word]! &= ~bit;
    if (demand.any) for (const predicate of demand.any) post(this.sets, predicate, word, bit);
    if (demand.range) postTo(this.posting(demand.range).sets, word, bit);
    for (const predicate of demand.none) post(this.clears, predicate, word, bit);
    for (const range of demand.outside) postTo(this.posting(range).clears, word, bit);
  }

  private posting(range: Range): { sets: number[]; clears: number[] } {
    const key = `${range.from}${range.fromOpen ? '<' : '='}${range.to}${range.toOpen ? '<' : '='}`;
    let posting = this.ranges.get(key);
    if (!posting) this.ranges.set(key, (posting = { range, sets: [], clears: [] }));
    return posting;
  }

  finish(): BlockSlot {
    return {
      base: this.base,
      missing: this.missing,
      sets: packed(this.sets),
      clears: packed(this.clears),
      ranges: Array.from(this.ranges.values(), ({ range, sets, clears }) => ({
        range,
        sets: Int32Array.from(sets),
        clears: Int32Array.from(clears),
      })),
      weight: this.weight,
    };
  }
}

function post(postings: Map<number, number[]>, predicate: number, word: number, bit: number): void {
  const list = postings.get(predicate);
  if (list) postTo(list, word, bit);
  else postings.set(predicate, [word, bit]);
}

/** Places come in order, so that only the last word can be met again. */
function postTo(list: number[], word: number, bit: number): void {
  const last = list.length - 2;
  if (last >= 0 && list[last] === word) list[last + 1]! |= bit;
  else list.push(word, bit);
}

function packed(postings: ReadonlyMap<number, number[]>): Map<number, Postings> {
  const map = new Map<number, Postings>();
  for (const [predicate, list] of postings) map.set(predicate, Int32Array.from(list));
  return map;
}
