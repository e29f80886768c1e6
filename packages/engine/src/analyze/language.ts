import { type Test } from '../compile/program';
import { holds } from '../interpret/judge';
import { canonicalUnit } from '../regex/char-set';
import { isLike } from '../values/compare';
import { SPACE, unitsOf } from './alphabet';
import { type Machine, machineOf, patternMachine } from './machine';
import { Runner } from './runner';
import { type TextTest } from './texts';

/** What the work of one analysis may be spent on. */
export interface Purse {
  left: number;
}

/** So many steps one question may take. */
const MOST_STEPS = 20_000;

/**
 * Whether some normalised text answers all tests in one view, and is like all of some patterns. Sound: `false` only if none
 * does; where it cannot tell, or has worked enough, it says `true`.
 *
 * Expressions and patterns are regular languages: their automata run side by side through all texts there can be.
 */
export function canBeInLanguage(
  tests: readonly TextTest[],
  patterns: readonly (readonly string[])[],
  purse: Purse,
): boolean {
  if (purse.left <= 0) return true;
  const needed = tests.filter(({ wanted }) => wanted);
  const isAnswer = (text: string): boolean =>
    tests.every(({ test, wanted }) => holds(test, text) === wanted) &&
    patterns.every((parts) => isLike(text, parts));
  // A text that one of them holds for is often enough.
  if (needed.some(({ test }) => isAnswer(exampleOf(test, purse) ?? '')) || (!needed.length && isAnswer('')))
    return true;
  const wanted = [...patterns.map(patternMachine), ...needed.map(({ test }) => machineOf(test, 'more'))];
  const unwanted = tests.filter((one) => !one.wanted).map(({ test }) => machineOf(test, 'less'));
  return search(wanted.filter(isMachine), unwanted.filter(isMachine), purse).isPossible;
}

/** What is too large to be made says nothing. */
const isMachine = (machine: Machine | undefined): machine is Machine => machine !== undefined;

const examples = new WeakMap<Test, string>();

/** A text that a test holds for, as far as one is found. */
function exampleOf(test: Test, purse: Purse): string | undefined {
  let example = examples.get(test);
  if (example === undefined) {
    const machine = machineOf(test, 'more');
    example = (machine && search([machine], [], purse).text) ?? '';
    examples.set(test, example);
  }
  return example;
}

/** How far a text has come. */
interface Place {
  /** The state of each automaton. */
  readonly states: readonly number[];
  readonly text: string;
  /** How many units it is from the end at least. */
  readonly distance: number;
}

/** Looks for a text that all the wanted automata accept, and none of the others. */
function search(
  wanted: readonly Machine[],
  unwanted: readonly Machine[],
  purse: Purse,
): { readonly isPossible: boolean; readonly text?: string } {
  const all = [...wanted, ...unwanted];
  const sets = new Map(all.flatMap((machine) => machine.sets).map((set) => [set.join(), set]));
  const units = unitsOf(
    [...sets.values()],
    all.flatMap((machine) => machine.units),
  );
  const canonical = units.map(canonicalUnit);
  const runners = all.map((machine) => new Runner(machine, units, canonical));
  /** What can no longer come to be accepted as it is wanted. */
  const isLost = (state: number, index: number): boolean =>
    index < wanted.length ? state === Runner.DEAD : state === Runner.SURE;
  const ends = (states: readonly number[]): boolean =>
    states.every((state, index) => runners[index]!.endsIn(state) === index < wanted.length);

  const start = runners.map((runner) => runner.start);
  if (start.some(isLost)) return { isPossible: false };
  if (ends(start)) return { isPossible: true, text: '' };
  const todo: Place[] = [{ states: start, text: '', distance: 0 }];
  const seen = new Set<string>();
  let steps = 0;
  try {
    for (let one = todo.pop(); one; one = todo.pop()) {
      const next: Place[] = [];
      for (const [symbol, unit] of units.entries()) {
        // No space begins or ends a text, and none is beside another one.
        const isSpace = unit === SPACE;
        if (isSpace && (!one.text || one.text.endsWith(' '))) continue;
        steps += 1;
        if (steps > MOST_STEPS || steps > purse.left) return { isPossible: true };
        const states = one.states.map((state, index) => runners[index]!.next(state, symbol));
        if (states.some(isLost)) continue;
        const text = one.text + String.fromCharCode(unit);
        if (!isSpace && ends(states)) return { isPossible: true, text };
        const key = `${isSpace ? ' ' : ''}${states.join()}`;
        if (seen.has(key)) continue;
        seen.add(key);
        let distance = 0;
        for (let index = 0; index < wanted.length; index += 1)
          distance += runners[index]!.distance(states[index]!);
        next.push({ states, text, distance });
      }
      // The nearest to the end is gone on with.
      todo.push(...next.sort((a, b) => b.distance - a.distance));
    }
    return { isPossible: false };
  } finally {
    purse.left -= steps + units.length;
  }
}
