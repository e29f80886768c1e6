import { type Test } from '../compile/program';
import { read } from '../values/read';
import { type Family } from './predicates';
import { PredicatesFound } from './predicates-found';

/** All that the rules of a set ask about a fact of which whole values count: a choice, a country, a language. */
export class ListedDictionary extends PredicatesFound {
  private readonly values = new Map<string, number>();
  private readonly ranges = new Map<string, number>();

  constructor(private readonly family: Extract<Family, 'choice' | 'country' | 'language'>) {
    super();
  }

  /** The numbers of the predicates of which one must hold for the test to hold. */
  predicatesOf(test: Test): readonly number[] {
    if (test.op === 'in')
      return test.values.map((value) =>
        this.numberOf(`in ${value}`, (id) => this.values.set(value as string, id)),
      );
    if (test.op === 'language')
      return test.values.map((value) =>
        this.numberOf(`language ${value}`, (id) => this.ranges.set(value, id)),
      );
    throw new Error(`A ${this.family} has no test "${test.op}".`);
  }

  find(raw: string): void {
    this.begin();
    const text = read(this.family, raw) as string;
    this.hitIn(this.values, text);
    if (this.ranges.size === 0) return;
    for (let end = text.length; end > 0; end = text.lastIndexOf('-', end - 1))
      this.hitIn(this.ranges, text.slice(0, end));
    if (text === '' || text.startsWith('-')) this.hitIn(this.ranges, '');
  }

  private hitIn(ids: ReadonlyMap<string, number>, text: string): void {
    const id = ids.get(text);
    if (id !== undefined) this.hit(id);
  }
}
