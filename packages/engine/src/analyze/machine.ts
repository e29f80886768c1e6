import { type Test } from '../compile/program';
import { ANY, type CharSet } from '../regex/char-set';
import { parseRegex, type RegexNode } from '../regex/parse-regex';
import { patternOf } from './pattern';

/** A step reads one unit: one of a set (in canonical form), or this very one. */
type Step = { readonly set: CharSet; readonly to: number } | { readonly unit: number; readonly to: number };
/** What may be passed without reading, perhaps only at the start or at the end of the text. */
interface Pass {
  readonly at?: 'start' | 'end';
  readonly to: number;
}

/** A non-deterministic automaton over the units of a text. */
export interface Machine {
  readonly steps: readonly (readonly Step[])[];
  readonly passes: readonly (readonly Pass[])[];
  readonly accept: number;
  /** An expression is searched for anywhere; a pattern is the whole text. */
  readonly isSearch: boolean;
  /** How many units have to be read at least from each state until it accepts. */
  readonly distances: readonly number[];
  /** All sets and units that it reads, to tell units apart. */
  readonly sets: readonly CharSet[];
  readonly units: readonly number[];
}

/** More than this makes no machine: nothing is said then. */
const MOST_STATES = 400;
/** Repetitions are written out so often. */
const MOST_COPIES = 12;

/** Where an exact machine would be too large, or look at borders of words: what it accepts may be more, or less. */
export type Bias = 'more' | 'less';

class TooLarge extends Error {}

class Builder {
  readonly steps: Step[][] = [[]];
  readonly passes: Pass[][] = [[]];
  readonly sets = new Set<CharSet>();
  readonly units = new Set<number>();

  constructor(private readonly bias: Bias) {}

  state(): number {
    if (this.steps.length > MOST_STATES) throw new TooLarge();
    this.passes.push([]);
    return this.steps.push([]) - 1;
  }

  pass(from: number, to: number, at?: 'start' | 'end'): void {
    this.passes[from]!.push(at ? { at, to } : { to });
  }

  text(from: number, text: string): number {
    let at = from;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      const to = this.state();
      this.units.add(unit);
      this.steps[at]!.push({ unit, to });
      at = to;
    }
    return at;
  }

  /** Any run of units. */
  run(from: number): void {
    this.steps[from]!.push({ set: ANY, to: from });
  }

  /** Adds a part of an expression behind a state and answers with the state behind it; none if it is never passed. */
  part(node: RegexNode, from: number): number | undefined {
    switch (node.kind) {
      case 'empty':
        return from;
      case 'assert': {
        if (node.what === 'word') return this.bias === 'more' ? from : undefined;
        const to = this.state();
        this.pass(from, to, node.what);
        return to;
      }
      case 'char': {
        const to = this.state();
        this.sets.add(node.set);
        this.steps[from]!.push({ set: node.set, to });
        return to;
      }
      case 'sequence': {
        let at: number | undefined = from;
        for (const item of node.items) if (at !== undefined) at = this.part(item, at);
        return at;
      }
      case 'choice': {
        const to = this.state();
        for (const item of node.items) {
          const begin = this.state();
          this.pass(from, begin);
          const end = this.part(item, begin);
          if (end !== undefined) this.pass(end, to);
        }
        return to;
      }
      case 'repeat':
        return this.repeat(node, from);
    }
  }

  private repeat(
    { body, min, max }: Extract<RegexNode, { kind: 'repeat' }>,
    from: number,
  ): number | undefined {
    let at = from;
    for (let copy = 0; copy < Math.min(min, MOST_COPIES); copy += 1) {
      const next = this.part(body, at);
      if (next === undefined) return undefined;
      at = next;
    }
    if (min > MOST_COPIES && this.bias === 'less') return undefined;
    const to = this.state();
    const isLong = max - min > MOST_COPIES || min > MOST_COPIES;
    if (max === Infinity || (isLong && this.bias === 'more')) {
      const loop = this.state();
      this.pass(at, loop);
      const end = this.part(body, loop);
      if (end !== undefined) this.pass(end, loop);
      this.pass(loop, to);
      return to;
    }
    this.pass(at, to);
    for (let copy = min; copy < Math.min(max, min + MOST_COPIES); copy += 1) {
      const next = this.part(body, at);
      if (next === undefined) break;
      this.pass(next, to);
      at = next;
    }
    return to;
  }

  machine(accept: number, isSearch: boolean): Machine {
    const { steps, passes, sets, units } = this;
    const distances = distancesTo(accept, steps, passes);
    return { steps, passes, accept, isSearch, distances, sets: [...sets], units: [...units] };
  }
}

/** How many steps it is from each state to another one; Infinity if there is no way. */
function distancesTo(
  accept: number,
  steps: readonly (readonly Step[])[],
  passes: readonly (readonly Pass[])[],
): readonly number[] {
  const before: { readonly from: number; readonly cost: number }[][] = steps.map(() => []);
  steps.forEach((list, from) => list.forEach(({ to }) => before[to]!.push({ from, cost: 1 })));
  passes.forEach((list, from) => list.forEach(({ to }) => before[to]!.push({ from, cost: 0 })));
  const distances = steps.map(() => Infinity);
  distances[accept] = 0;
  // The nearest first: what costs nothing goes to the front.
  const todo = [accept];
  for (let state = todo.shift(); state !== undefined; state = todo.shift()) {
    for (const { from, cost } of before[state]!) {
      const distance = distances[state]! + cost;
      if (distance >= distances[from]!) continue;
      distances[from] = distance;
      if (cost) todo.push(from);
      else todo.unshift(from);
    }
  }
  return distances;
}

function build(bias: Bias, make: (builder: Builder) => Machine | undefined): Machine | undefined {
  try {
    return make(new Builder(bias));
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

/** The texts that are like these parts, with any run between them. */
export function patternMachine(parts: readonly string[]): Machine | undefined {
  return build('more', (builder) => {
    let at = 0;
    for (const [index, part] of parts.entries()) {
      if (index > 0) builder.run(at);
      // A run behind which nothing stands would otherwise run on within the next part.
      const begin = builder.state();
      builder.pass(at, begin);
      at = builder.text(begin, part);
    }
    return builder.machine(at, false);
  });
}

const machines = new WeakMap<Test, Partial<Record<Bias, Machine | 'none'>>>();

/** The texts that a test holds for; `undefined` if it is not about the text as such, or would take too much. */
export function machineOf(test: Test, bias: Bias): Machine | undefined {
  let made = machines.get(test);
  if (!made) machines.set(test, (made = {}));
  const machine = (made[bias] ??= makeMachine(test, bias) ?? 'none');
  return machine === 'none' ? undefined : machine;
}

function makeMachine(test: Test, bias: Bias): Machine | undefined {
  switch (test.op) {
    case 'in':
      return build(bias, (builder) => {
        const accept = builder.state();
        for (const value of test.values) builder.pass(builder.text(0, String(value)), accept);
        return builder.machine(accept, false);
      });
    case 'regex':
      return build(bias, (builder) => {
        const accept = builder.part(parseRegex(test.regex.source), 0);
        return builder.machine(accept ?? builder.state(), true);
      });
    default: {
      const pattern = patternOf(test);
      return pattern && patternMachine(pattern);
    }
  }
}
