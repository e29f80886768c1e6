import { viewOf } from '../values/read';
import { canBe } from './can-be';
import { type Goal, type Literal } from './literal';

/** So many steps one question may take; after that it counts as answered by some facts. */
const MOST_STEPS = 3000;

/** Seconds of the longest visit that is thought of, where that is asked for. */
export interface Limits {
  readonly latest?: number;
}

/**
 * Whether some facts answer all goals at once: a tableau that splits alternatives and looks at each fact as soon as
 * something is known of it. Sound: `false` only if no facts do.
 */
export function satisfiable(goals: readonly Goal[], { latest = Infinity }: Limits = {}): boolean {
  let steps = 0;

  const search = (open: readonly Goal[], literals: ReadonlyMap<string, readonly Literal[]>): boolean => {
    steps += 1;
    if (steps > MOST_STEPS) return true;
    const known = new Map(literals);
    const choices: (readonly Goal[])[] = [];
    const todo = [...open];
    for (let goal = todo.pop(); goal; goal = todo.pop()) {
      if ('every' in goal) todo.push(...goal.every);
      else if ('some' in goal) {
        if (goal.some.length === 1) todo.push(goal.some[0]!);
        else choices.push(goal.some);
      } else {
        const { criterion, fact } = goal.node;
        const key = `${viewOf(criterion)} ${fact}`;
        const about = [...(known.get(key) ?? []), goal];
        known.set(key, about);
        if (!canBe({ criterion, literals: about }, latest)) return false;
      }
    }
    // The fewest alternatives first.
    choices.sort((a, b) => a.length - b.length);
    const [choice, ...rest] = choices;
    if (!choice) return true;
    const later = rest.map((some): Goal => ({ some }));
    return choice.some((goal) => search([goal, ...later], known));
  };

  return search(goals, new Map());
}
