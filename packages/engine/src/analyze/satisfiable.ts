import { viewOf } from '../values/read';
import { canBe, costOf } from './can-be';
import { type Purse } from './language';
import { type Goal, type Literal } from './literal';

/** So much work one question may take; after that it counts as answered by some facts. */
const MOST_WORK = 200_000;
/** So much work all questions of one analysis may take together. */
const MOST_WORK_IN_ALL = 2_000_000;

/** So many steps of expressions that run side by side all questions may take together. */
const MOST_STEPS_IN_ALL = 300_000;

/** Seconds of the longest visit that is thought of, where that is asked for. */
export interface Limits {
  readonly latest?: number;
}

/**
 * Whether some facts answer all goals at once. Sound: `false` only if no facts do; where it cannot tell, or has worked
 * enough, it says `true`.
 */
export type Satisfiable = (goals: readonly Goal[], limits?: Limits) => boolean;

/** A tableau that splits alternatives and looks at each fact as soon as something is known of it. */
export function createSolver(): Satisfiable {
  let left = MOST_WORK_IN_ALL;
  const purse: Purse = { left: MOST_STEPS_IN_ALL };

  return (goals, { latest = Infinity } = {}) => {
    let work = 0;

    const search = (open: readonly Goal[], literals: ReadonlyMap<string, readonly Literal[]>): boolean => {
      const known = new Map(literals);
      const touched = new Set<string>();
      const choices: (readonly Goal[])[] = [];
      const todo = [...open];
      for (let goal = todo.pop(); goal; goal = todo.pop()) {
        if ('every' in goal) todo.push(...goal.every);
        else if ('some' in goal) {
          if (goal.some.length === 1) todo.push(goal.some[0]!);
          else choices.push(goal.some);
        } else {
          const key = `${viewOf(goal.node.criterion)} ${goal.node.fact}`;
          // Lists that are not shared yet grow in place.
          if (touched.has(key)) (known.get(key) as Literal[]).push(goal);
          else known.set(key, [...(known.get(key) ?? []), goal]);
          touched.add(key);
        }
      }
      for (const key of touched) {
        const about = known.get(key)!;
        work += costOf(about);
        if (work > MOST_WORK || work > left) return true;
        if (!canBe({ criterion: about[0]!.node.criterion, literals: about }, { latest, purse })) return false;
      }
      // The fewest alternatives first.
      choices.sort((a, b) => a.length - b.length);
      const [choice, ...rest] = choices;
      if (!choice) return true;
      const later = rest.map((some): Goal => ({ some }));
      work += choices.length;
      return choice.some((goal) => search([goal, ...later], known));
    };

    const answer = search(goals, new Map());
    left -= work;
    return answer;
  };
}
