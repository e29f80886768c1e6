import { type ConditionNode, type Test } from '../compile/program';
import { type Family, familyOf } from './predicates';
import { ListedDictionary } from './listed-dictionary';
import { TextDictionary } from './text-dictionary';

/** What rules ask about a fact that is a text. */
export type Dictionary = ListedDictionary | TextDictionary;

/** One fact that rules ask about, read as one family of views. Slots are shared by rule sets that follow one another. */
export interface Slot {
  readonly fact: string;
  readonly family: Family;
  /** For texts; numbers, dates and booleans need none. */
  readonly dictionary: Dictionary | undefined;
}

/** The slots of a line of rule sets; they only ever grow. */
export class Slots {
  readonly all: Slot[] = [];
  private readonly byKey = new Map<string, number>();

  /** The number of the slot that a condition reads. */
  numberOf({ fact, tests }: ConditionNode): number {
    const family = familyOf(tests[0]!.view);
    const key = `${family} ${fact}`;
    let number = this.byKey.get(key);
    if (number === undefined) {
      number = this.all.length;
      this.byKey.set(key, number);
      this.all.push({ fact, family, dictionary: dictionaryOf(family) });
    }
    return number;
  }

  /** The numbers of the predicates of which one must hold; for a boolean 1 is `true` and 0 is `false`. */
  predicatesOf(slot: number, test: Test): readonly number[] {
    const { dictionary } = this.all[slot]!;
    if (dictionary) return dictionary.predicatesOf(test);
    return test.op === 'in' ? test.values.map((value) => (value === true ? 1 : 0)) : [];
  }

  /** Whether one of these predicates of a slot is dear to try. */
  hasTrial(slot: number, predicates: readonly number[] | undefined): boolean {
    const { dictionary } = this.all[slot]!;
    return (dictionary && predicates?.some((predicate) => dictionary.isTrial(predicate))) === true;
  }
}

function dictionaryOf(family: Family): Dictionary | undefined {
  switch (family) {
    case 'number':
    case 'date':
    case 'boolean':
      return undefined;
    case 'text':
    case 'city':
    case 'url':
      return new TextDictionary(family);
    default:
      return new ListedDictionary(family);
  }
}
