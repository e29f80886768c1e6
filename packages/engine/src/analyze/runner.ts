import { contains } from '../regex/char-set';
import { type Machine } from './machine';

/** A machine that knows all its states at once, made as far as it is asked for. */
export class Runner {
  /** Behind this nothing is accepted any more. */
  static readonly DEAD = -1;
  /** Whatever comes, it is accepted. */
  static readonly SURE = -2;

  private readonly sets: (readonly number[])[] = [];
  private readonly places = new Map<string, number>();
  private readonly nexts: (number | undefined)[][] = [];
  private readonly ends: (boolean | undefined)[] = [];
  private readonly distances: (number | undefined)[] = [];
  private again: number | undefined;
  readonly start: number;

  constructor(
    private readonly machine: Machine,
    private readonly units: readonly number[],
    private readonly canonical: readonly number[],
  ) {
    this.start = this.place(this.closure([0], 'start'), true);
  }

  /** The state behind one more unit, by its number. */
  next(state: number, symbol: number): number {
    if (state < 0) return state;
    const nexts = this.nexts[state]!;
    return (nexts[symbol] ??= this.step(state, symbol));
  }

  /** How many units have to be read at least until it accepts. */
  distance(state: number): number {
    if (state < 0) return state === Runner.SURE ? 0 : Infinity;
    return (this.distances[state] ??= Math.min(
      ...this.sets[state]!.map((one) => this.machine.distances[one]!),
    ));
  }

  /** Whether a text that ends here is accepted. */
  endsIn(state: number): boolean {
    if (state < 0) return state === Runner.SURE;
    return (this.ends[state] ??= this.closure(this.sets[state]!, 'end', state === this.start).has(
      this.machine.accept,
    ));
  }

  private step(state: number, symbol: number): number {
    const reached: number[] = [];
    const [unit, canonical] = [this.units[symbol]!, this.canonical[symbol]!];
    for (const from of this.sets[state]!) {
      for (const step of this.machine.steps[from]!)
        if ('unit' in step ? step.unit === unit : contains(step.set, canonical)) reached.push(step.to);
    }
    if (!this.machine.isSearch)
      return reached.length ? this.place(this.closure(reached), false) : Runner.DEAD;
    // Most units lead nowhere: then it is looked for from the beginning again.
    if (!reached.length) return (this.again ??= this.place(this.closure([0]), false));
    return this.place(this.closure([0, ...reached]), false);
  }

  private place(states: ReadonlySet<number>, isStart: boolean): number {
    if (!states.size) return Runner.DEAD;
    if (this.machine.isSearch && states.has(this.machine.accept)) return Runner.SURE;
    const sorted = [...states].sort((a, b) => a - b);
    const key = (isStart ? '^' : '') + sorted.join();
    let place = this.places.get(key);
    if (place === undefined) {
      place = this.sets.push(sorted) - 1;
      this.nexts.push([]);
      this.places.set(key, place);
    }
    return place;
  }

  private closure(states: readonly number[], at?: 'start' | 'end', isEmpty = false): Set<number> {
    const found = new Set(states);
    for (const state of found)
      for (const pass of this.machine.passes[state]!)
        if (!pass.at || pass.at === at || (isEmpty && pass.at === 'start')) found.add(pass.to);
    return found;
  }
}
