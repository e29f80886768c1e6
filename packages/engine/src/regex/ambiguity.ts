import { type Automaton } from './automaton';
import { type CharSet } from './char-set';
import { RegexRefused } from './parse-regex';

/** An upper bound of what a backtracking matcher does on the worst text of the longest length that is looked at. */
export interface Cost {
  /** Whether some text can be read in exponentially many ways. */
  readonly exponential: boolean;
  /** Steps that come from loops following one another. */
  readonly steps: number;
  /** The factor on top that comes from alternatives and optional parts which begin alike. */
  readonly splits: number;
  /** How far a run can go on after it has left a loop, at every place of one text. */
  readonly stretch: number;
}

/** Elementary steps that one analysis may take before the pattern is refused as too complex. */
const MAX_WORK = 500_000;

/**
 * Bounds the number of runs of a backtracking matcher, by the classes of ambiguity of
 * A. Weber and H. Seidl, "On the degree of ambiguity of finite automata" (1991): exponential if a state can go round to itself
 * in two ways on one text (EDA); else polynomial, its degree the longest chain of pairs of loops such that one text
 * goes round the first, leads from the first to the second, and goes round the second (IDA).
 *
 * @throws {RegexRefused} `regexTooComplex` when the analysis itself would take too long.
 */
export function boundRuns({ sets, edges, rounds }: Automaton): Cost {
  const count = sets.length;
  const classes = classBits(sets);
  let work = 0;
  const spend = (amount: number): void => {
    work += amount;
    if (work > MAX_WORK)
      throw new RegexRefused(
        'regexTooComplex',
        'The regular expression is too complex: split it over several conditions.',
      );
  };
  const common = (a: number, b: number, c: number): boolean => {
    const x = classes[a]!;
    const y = classes[b]!;
    const z = classes[c]!;
    for (let at = 0; at < x.length; at += 1) if ((x[at]! & y[at]! & z[at]!) !== 0) return true;
    return false;
  };

  const targets = edges.map((out) => [...out.keys()]);
  const { component, components } = strongComponents(count, (p) => targets[p]!);
  const loops = components.map((states) => states.length > 1 || edges[states[0]!]!.has(states[0]!));
  const inside = targets.map((out, p) =>
    out.filter((q) => component[q] === component[p] && loops[component[p]!]),
  );

  for (let at = 0; at < components.length; at += 1) {
    if (loops[at] && hasTwoWaysRound(components[at]!))
      return { exponential: true, steps: Infinity, splits: Infinity, stretch: Infinity };
  }

  /** EDA within one strong component: in its product with itself, does a pair of equals lie on a cycle with a pair of others? */
  function hasTwoWaysRound(states: readonly number[]): boolean {
    for (const p of states) for (const q of inside[p]!) if (edges[p]!.get(q)! > 1) return true;
    if (states.length === 1) return false;
    const numbers = new Map<number, number>();
    const pairs: number[] = [];
    const next: number[][] = [];
    const numberOf = (p: number, q: number): number => {
      const key = p * count + q;
      let number = numbers.get(key);
      if (number === undefined) {
        number = pairs.length;
        numbers.set(key, number);
        pairs.push(key);
      }
      return number;
    };
    for (const p of states) numberOf(p, p);
    for (let at = 0; at < pairs.length; at += 1) {
      const p = Math.floor(pairs[at]! / count);
      const q = pairs[at]! % count;
      const out: number[] = [];
      spend(inside[p]!.length * inside[q]!.length + 1);
      for (const a of inside[p]!) for (const b of inside[q]!) if (common(a, b, b)) out.push(numberOf(a, b));
      next.push(out);
    }
    const { components: rounds } = strongComponents(pairs.length, (pair) => next[pair]!);
    return rounds.some((group) => {
      const equals = group.filter((pair) => Math.floor(pairs[pair]! / count) === pairs[pair]! % count).length;
      return equals > 0 && equals < group.length;
    });
  }

  // Components come in reverse topological order: whatever is reachable from one has a smaller number.
  const reach = reachable(count, targets, component, components, spend);
  const roundsOf = components.map((states) => Math.max(...states.map((state) => rounds[state]!)));
  // For each loop: steps up to and in it, runs that leave it at one place, the most rounds of a loop it shares text with.
  const steps = new Array<number>(components.length).fill(1);
  const leaves = new Array<number>(components.length).fill(1);
  const longest = [...roundsOf];
  for (let at = components.length - 1; at >= 0; at -= 1) {
    if (!loops[at]) continue;
    let arriving = 1;
    for (let earlier = components.length - 1; earlier > at; earlier -= 1) {
      if (loops[earlier] && reach[earlier]![at]) arriving = Math.max(arriving, leaves[earlier]!);
    }
    steps[at] = arriving * roundsOf[at]!;
    leaves[at] = arriving;
    for (let earlier = components.length - 1; earlier > at; earlier -= 1) {
      if (!loops[earlier] || !reach[earlier]![at] || !oneTextFitsBoth(earlier, at)) continue;
      steps[at] = Math.max(steps[at]!, steps[earlier]! * roundsOf[at]!);
      leaves[at] = Math.max(leaves[at]!, leaves[earlier]! * Math.min(longest[earlier]!, roundsOf[at]!));
      longest[at] = Math.max(longest[at]!, longest[earlier]!);
    }
  }

  /** IDA: some text goes round `r`, leads from `r` to `s`, and goes round `s`. */
  function oneTextFitsBoth(from: number, to: number): boolean {
    for (const r of components[from]!) for (const s of components[to]!) if (leads(r, s)) return true;
    return false;
  }

  function leads(r: number, s: number): boolean {
    const goal = (r * count + s) * count + s;
    const seen = new Set<number>();
    const open: [number, number, number][] = [[r, r, s]];
    while (open.length > 0) {
      const [x, y, z] = open.pop()!;
      for (const b of targets[y]!) {
        if (b !== s && component[b] !== component[s] && !reach[component[b]!]![component[s]!]) continue;
        spend(inside[x]!.length * inside[z]!.length);
        for (const a of inside[x]!) {
          for (const c of inside[z]!) {
            const key = (a * count + b) * count + c;
            if (seen.has(key) || !common(a, b, c)) continue;
            if (key === goal) return true;
            seen.add(key);
            open.push([a, b, c]);
          }
        }
      }
    }
    return false;
  }

  const ways = new Array<number>(components.length).fill(1);
  for (let at = 0; at < components.length; at += 1) {
    let onward = 1;
    let widest = 1;
    for (const state of components[at]!) {
      const leaving = targets[state]!.filter((target) => component[target] !== at || !loops[at]);
      for (const target of leaving) onward = Math.max(onward, ways[component[target]!]!);
      spend(leaving.length * leaving.length);
      // To pass a loop by is one round less than its rounds, whose ways out are counted there.
      const passing = leaving.filter(
        (target) => edges[state]!.get(target)! > 1 || !isBehindLoop(target, leaving),
      );
      for (const target of passing) {
        let alike = 0;
        for (const other of passing) if (common(target, other, other)) alike += edges[state]!.get(other)!;
        widest = Math.max(widest, alike);
      }
    }
    ways[at] = Math.min(1e12, onward * widest);
  }

  return { exponential: false, splits: ways[component[0]!]!, ...dearest() };

  /** Whether one of the targets is a loop of one state that leads to another one of them, and itself is left for good. */
  function isBehindLoop(target: number, leaving: readonly number[]): boolean {
    return leaving.some(
      (loop) =>
        component[loop] !== component[target] &&
        components[component[loop]!]!.length === 1 &&
        loops[component[loop]!] &&
        edges[loop]!.has(target) &&
        edges[loop]!.get(target) === 1,
    );
  }

  /** The loop whose steps, each with what stands behind it, are the most: its stretch is that of the whole. */
  function dearest(): { readonly steps: number; readonly stretch: number } {
    const stretches = stretchesOf();
    let dear = { steps: 1, stretch: 1 };
    for (let at = 0; at < components.length; at += 1) {
      if (!loops[at] && at !== component[0]) continue;
      const own = { steps: steps[at]!, stretch: stretches[at]! };
      if (own.steps * own.stretch > dear.steps * dear.stretch) dear = own;
    }
    return dear;
  }

  /** For each component the most states in a row, outside of loops and up to the next one, that read one and the same unit. */
  function stretchesOf(): number[] {
    const words = classes[0]!.length;
    const furthest = new Array<number>(components.length).fill(1);
    const lengths = components.map(() => new Uint16Array(words * 32));
    for (let at = 0; at < components.length; at += 1) {
      for (const state of components[at]!) {
        for (const target of targets[state]!) {
          const next = component[target]!;
          if (next !== at && !loops[next]) furthest[at] = Math.max(furthest[at]!, furthest[next]!);
        }
      }
      if (loops[at]) continue;
      const state = components[at]![0]!;
      const mine = lengths[at]!;
      spend(words * (1 + targets[state]!.length));
      for (let bit = 0; bit < mine.length; bit += 1) {
        if ((classes[state]![bit >> 5]! & (1 << (bit & 31))) === 0) continue;
        let after = 0;
        for (const target of targets[state]!) after = Math.max(after, lengths[component[target]!]![bit]!);
        mine[bit] = after + 1;
        furthest[at] = Math.max(furthest[at]!, after + 1);
      }
    }
    return furthest;
  }
}

/** Cuts all units into classes that no set tells apart, and gives each set as the bits of its classes. */
function classBits(sets: readonly CharSet[]): Int32Array[] {
  const cuts = [
    ...new Set(sets.flatMap((set) => set.map((edge, at) => (at % 2 === 0 ? edge : edge + 1)))),
  ].sort((a, b) => a - b);
  const place = new Map(cuts.map((cut, at) => [cut, at]));
  const words = Math.ceil((cuts.length + 1) / 32);
  return sets.map((set) => {
    const bits = new Int32Array(words);
    for (let at = 0; at < set.length; at += 2) {
      const end = place.get(set[at + 1]! + 1)!;
      for (let cut = place.get(set[at]!)!; cut < end; cut += 1) bits[cut >> 5]! |= 1 << (cut & 31);
    }
    return bits;
  });
}

/** Tarjan's strongly connected components, in reverse topological order, without recursion. */
function strongComponents(
  count: number,
  next: (state: number) => readonly number[],
): { component: number[]; components: number[][] } {
  const index = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const onStack = new Uint8Array(count);
  const cursor = new Int32Array(count);
  const component = new Array<number>(count).fill(-1);
  const components: number[][] = [];
  const stack: number[] = [];
  let clock = 0;
  for (let root = 0; root < count; root += 1) {
    if (index[root] !== -1) continue;
    const calls = [root];
    while (calls.length > 0) {
      const state = calls[calls.length - 1]!;
      if (cursor[state] === 0) {
        index[state] = low[state] = clock++;
        stack.push(state);
        onStack[state] = 1;
      }
      const out = next(state);
      if (cursor[state]! < out.length) {
        const target = out[cursor[state]!]!;
        cursor[state]! += 1;
        if (index[target] === -1) calls.push(target);
        else if (onStack[target]) low[state] = Math.min(low[state]!, index[target]!);
        continue;
      }
      calls.pop();
      const parent = calls[calls.length - 1];
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[state]!);
      if (low[state] !== index[state]) continue;
      const group: number[] = [];
      for (;;) {
        const member = stack.pop()!;
        onStack[member] = 0;
        component[member] = components.length;
        group.push(member);
        if (member === state) break;
      }
      components.push(group);
    }
  }
  return { component, components };
}

/** For each component the components that can be reached from it. */
function reachable(
  count: number,
  targets: readonly number[][],
  component: readonly number[],
  components: readonly number[][],
  spend: (amount: number) => void,
): Uint8Array[] {
  const reach: Uint8Array[] = [];
  for (let at = 0; at < components.length; at += 1) {
    const mine = new Uint8Array(components.length);
    for (const state of components[at]!) {
      for (const target of targets[state]!) {
        const other = component[target]!;
        if (other === at || mine[other]) continue;
        spend(at / 8);
        mine[other] = 1;
        for (let far = 0; far < other; far += 1) if (reach[other]![far]) mine[far] = 1;
      }
    }
    reach.push(mine);
  }
  return reach;
}
