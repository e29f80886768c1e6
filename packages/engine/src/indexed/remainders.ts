import { type Facts } from '../declare/rule';
import { type ReadFact, judge, negate, readerOf } from '../interpret/judge';
import { type Remainder } from './conjunctions';

/** Judges what the index leaves open of places. In one evaluation each view of each fact is read once. */
export class Remainders {
  private readFact: ReadFact | undefined;

  /** Begins an evaluation. */
  begin(): void {
    if (this.readFact) this.readFact = undefined;
  }

  /** Whether all that is left open of a place holds. */
  hold(left: readonly Remainder[], facts: Facts): boolean {
    const read = (this.readFact ??= readerOf(facts));
    for (const { node, negated } of left) {
      const verdict = judge(node, read);
      if ((negated ? negate(verdict) : verdict) !== 'match') return false;
    }
    return true;
  }
}
