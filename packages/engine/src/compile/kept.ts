import { type Condition, type When } from '../declare/rule';

/** Stands for a list of values: their number and the values follow. No value is an object. */
const LIST = {};
/** Instead of a number of conditions: `when` is one condition and no group. */
const LONE = -1;
/** Instead of a number of conditions: `when` must be compared as a tree. */
const TREE = -2;

/**
 * What rules said when they were compiled, laid out in one list in their order: to compare ten thousand rules that come again
 * is to walk along it, where their compiled forms lie all over the memory and each look at one has to wait for it.
 *
 * For each rule: the rule as given, its id, whether it is enabled, the number of conditions; for each condition criterion,
 * operator, qualifier and value.
 */
export class Kept {
  private constructor(
    private readonly parts: unknown[],
    /** Where each rule begins. */
    private readonly starts: number[],
  ) {}

  static empty(): Kept {
    return new Kept([], []);
  }

  /** Adds a rule behind the others; `when` is the engine's own copy. */
  add(rule: unknown, id: string, enabled: boolean, when: When): void {
    const { parts } = this;
    this.starts.push(parts.length);
    if ('criterion' in when) {
      parts.push(rule, id, enabled, LONE);
      this.addCondition(when);
    } else if ('all' in when && when.all.every((child) => 'criterion' in child)) {
      parts.push(rule, id, enabled, when.all.length);
      for (const child of when.all) this.addCondition(child as Condition);
    } else parts.push(rule, id, enabled, TREE);
  }

  private addCondition({ criterion, operator, of, value }: Condition): void {
    if (Array.isArray(value)) this.parts.push(criterion, operator, of, LIST, value.length, ...(value as unknown[]));
    else this.parts.push(criterion, operator, of, value);
  }

  /** The first rules and the last ones, with others in place of those between them. */
  splice(front: number, middle: Kept, back: number): Kept {
    const { parts, starts } = this;
    const end = starts.length - back;
    const upTo = starts[front] ?? parts.length;
    const from = starts[end] ?? parts.length;
    const shift = upTo + middle.parts.length - from;
    const moved = starts.slice(0, front);
    for (const start of middle.starts) moved.push(start + upTo);
    for (let at = end; at < starts.length; at += 1) moved.push(starts[at]! + shift);
    return new Kept(parts.slice(0, upTo).concat(middle.parts, parts.slice(from)), moved);
  }

  idOf(at: number): unknown {
    return this.parts[this.starts[at]! + 1];
  }

  /** Whether the rule was this very object, whatever it says now. Takes it over as the one to answer with. */
  answersWith(at: number, rule: unknown): boolean {
    const start = this.starts[at]!;
    if (this.parts[start] === rule) return true;
    this.parts[start] = rule;
    return false;
  }

  /** Whether a rule that may be anything says what this one said. A tree is left to the caller. */
  says(at: number, raw: unknown, isSameTree: (when: unknown, at: number) => boolean): boolean {
    if (typeof raw !== 'object' || raw === null) return false;
    const { parts } = this;
    const start = this.starts[at]!;
    const { id, enabled, when } = raw as { readonly id?: unknown; readonly enabled?: unknown; readonly when?: unknown };
    if (id !== parts[start + 1] || (enabled === undefined ? true : enabled) !== parts[start + 2]) return false;
    const count = parts[start + 3] as number;
    if (count === TREE) return isSameTree(when, at);
    if (count === LONE) return this.saysCondition(start + 4, when) > 0;
    if (typeof when !== 'object' || when === null) return false;
    const { all, any, not, criterion } = when as Record<string, unknown>;
    if (any !== undefined || not !== undefined || criterion !== undefined) return false;
    if (!Array.isArray(all) || all.length !== count) return false;
    let next = start + 4;
    for (let child = 0; child < count; child += 1) {
      next = this.saysCondition(next, all[child]);
      if (next < 0) return false;
    }
    return true;
  }

  /** Where the next condition begins, or -1 if this one says something else. */
  private saysCondition(at: number, raw: unknown): number {
    if (typeof raw !== 'object' || raw === null) return -1;
    const { parts } = this;
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
}
