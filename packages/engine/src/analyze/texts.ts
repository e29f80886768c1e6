import { type Test } from '../compile/program';
import { holds } from '../interpret/judge';
import { type Reach, reachOf } from '../regex/can-match';
import { finiteTexts } from '../regex/finite-texts';
import { requiredLiterals } from '../regex/required-literals';
import { isLike } from '../values/compare';
import { canBeInLanguage, type Purse } from './language';
import { patternOf } from './pattern';

/** Stands for "any run" where a pattern is read as a text; no normalised text that people write has it. */
const ANY = '\uffff';

/** What is known of a text in one view: it is like these parts (one part alone: it is that text). */
interface Known {
  readonly view: string;
  readonly parts: readonly string[];
}

/** A test that has to hold, or not to hold. */
export interface TextTest {
  readonly test: Test;
  readonly wanted: boolean;
}

/** What is known of an expression, found out once. */
interface Expression extends Reach {
  /** The pattern that says the same, if there is one. */
  readonly pattern: readonly string[] | undefined;
  /** The pattern of what all that it matches contains. */
  readonly contained: readonly string[] | undefined;
}

const expressions = new WeakMap<RegExp, Expression>();

function expressionOf(regex: RegExp): Expression {
  const found = expressions.get(regex);
  if (found) return found;
  const reach = reachOf(regex.source);
  const literals = requiredLiterals(regex.source);
  const expression = {
    ...reach,
    pattern: reach.matchesEverything ? ['', ''] : plainOf(regex.source),
    contained: literals?.length === 1 ? ['', literals[0]!, ''] : undefined,
  };
  expressions.set(regex, expression);
  return expression;
}

/** The pattern that says the same as a test, an expression too. */
const plainPatternOf = (test: Test): readonly string[] | undefined =>
  test.op === 'regex' ? expressionOf(test.regex).pattern : patternOf(test);

/** An expression that is one text, in a place, as a pattern. Runs of any character at its ends add nothing: there are no line ends. */
function plainOf(source: string): readonly string[] | undefined {
  const inner = source.replace(/^\^?\.\*/, '').replace(/((?:^|[^\\])(?:\\\\)*)\.\*\$?$/, '$1');
  const finite = finiteTexts(inner);
  const [text] = finite?.texts ?? [];
  if (!finite || text === undefined || finite.texts.length > 1) return undefined;
  return [
    ...(finite.place === 'anywhere' || finite.place === 'end' ? [''] : []),
    text,
    ...(finite.place === 'anywhere' || finite.place === 'start' ? [''] : []),
  ];
}

/** What follows from a test that holds. */
const knownFrom = (test: Test): readonly string[] | undefined =>
  plainPatternOf(test) ?? (test.op === 'regex' ? expressionOf(test.regex).contained : undefined);

/**
 * Whether some text can answer all tests. Sound: `false` only if none can; where it cannot tell it says `true`.
 */
export function canBeText(tests: readonly TextTest[], purse?: Purse): boolean {
  // One list is gone through value by value: a list in the same view is then asked by value, any other adds no knowledge.
  const listed = tests.find(isList);
  if (listed?.test.op === 'in') {
    const { view, values } = listed.test;
    const others = tests.filter((one) => one !== listed);
    return values.some((value) =>
      canBeOne([...others, { test: { op: 'in', view, values: [value] }, wanted: true }], purse),
    );
  }
  return canBeOne(tests, purse);
}

const isList = ({ test, wanted }: TextTest): boolean => wanted && test.op === 'in' && test.values.length > 1;

function canBeOne(tests: readonly TextTest[], purse: Purse | undefined): boolean {
  // Whatever it is, it is like `*`.
  const known: Known[] = tests.map(({ test }) => ({ view: test.view, parts: ['', ''] }));
  for (const { test, wanted } of tests) {
    const parts = wanted ? knownFrom(test) : undefined;
    if (parts) known.push({ view: test.view, parts });
  }
  return canBe(known, tests, purse);
}

function canBe(given: readonly Known[], tests: readonly TextTest[], purse: Purse | undefined): boolean {
  // A text without its trailing slash is one of two with it, as long as nothing follows the path.
  const slashless = given.find(
    ({ view, parts }) => view.endsWith('/') && parts.length === 1 && !/[?#]/.test(parts[0]!),
  );
  const base = slashless?.view.slice(0, -1);
  if (slashless && !given.some(({ view, parts }) => view === base && parts.length === 1)) {
    return ['', '/'].some((slash) =>
      canBe([...given, { view: base!, parts: [slashless.parts[0]! + slash] }], tests, purse),
    );
  }
  const known = [...given, ...given.flatMap(derived)];
  for (let index = 0; index < known.length; index += 1) {
    for (let other = 0; other < index; other += 1) if (excludes(known[index]!, known[other]!)) return false;
  }
  const areFree = tests.every(({ test, wanted }) => {
    const answers = known.filter(({ view }) => view === test.view).map((one) => answer(one, test));
    return !answers.includes(!wanted) && !(test.op === 'regex' && isContradicted(test, wanted, tests));
  });
  return areFree && (!purse || canBeInViews(known, tests, purse));
}

/** Whether some text answers all that is asked in each view: it is looked into where expressions are asked about. */
function canBeInViews(known: readonly Known[], tests: readonly TextTest[], purse: Purse): boolean {
  const views = new Set(tests.filter(({ test }) => test.op === 'regex').map(({ test }) => test.view));
  return [...views].every((view) => {
    const patterns = known.filter((one) => one.view === view).map(({ parts }) => parts);
    // Of one text alone all is known.
    if (patterns.some((parts) => parts.length === 1)) return true;
    return canBeInLanguage(
      tests.filter(({ test }) => test.view === view),
      patterns.filter((parts) => parts.some((part) => part !== '')),
      purse,
    );
  });
}

/** What is known of a text says of a test: that it holds, that it does not, or nothing. */
function answer({ parts }: Known, test: Test): boolean | undefined {
  if (parts.length === 1) return holds(test, parts[0]!);
  const pattern = plainPatternOf(test);
  return pattern && pattern.length > 1 && isLike(parts.join(ANY), pattern) ? true : undefined;
}

const isContradicted = (
  test: Extract<Test, { op: 'regex' }>,
  wanted: boolean,
  tests: readonly TextTest[],
): boolean =>
  (wanted ? !expressionOf(test.regex).matchesSomething : expressionOf(test.regex).matchesEverything) ||
  tests.some(
    (other) =>
      other.wanted !== wanted &&
      other.test.op === 'regex' &&
      other.test.view === test.view &&
      other.test.regex.source === test.regex.source,
  );

/** Whether no text is both. */
function excludes(a: Known, b: Known): boolean {
  if (a.view !== b.view) return false;
  if (a.parts.length === 1) return !isLike(a.parts[0]!, b.parts);
  if (b.parts.length === 1) return !isLike(b.parts[0]!, a.parts);
  const [start, otherStart] = [a.parts[0]!, b.parts[0]!];
  const [end, otherEnd] = [a.parts.at(-1)!, b.parts.at(-1)!];
  return (
    !(start.startsWith(otherStart) || otherStart.startsWith(start)) ||
    !(end.endsWith(otherEnd) || otherEnd.endsWith(end))
  );
}

/** A URL up to its host, and how its path begins. */
const WHOLE = /^(?:[a-z][a-z\d+.-]*:)?\/\/[^/?#]*(\/[^?#]*)?([?#][^]*)?$/;

/** What a view of a URL says about the others: how the path begins shows in all of them. Hosts have no escapes. */
function derived({ view, parts }: Known): Known[] {
  if (view === 'url' || view === 'url/') return derivedFromWhole(view, parts);
  const start = /^[^?#]*/.exec(parts[0]!)![0];
  if (!start || !view.startsWith('path')) return [];
  const begins = { parts: [start, ''] };
  return [
    { view: 'path', ...begins },
    { view: 'pathQuery', ...begins },
    { view: 'url', parts: ['', start, ''] },
  ];
}

function derivedFromWhole(view: string, parts: readonly string[]): Known[] {
  const known: Known[] = [];
  const start = /^[^?#]*/.exec(parts[0]!)![0];
  if (start && view === 'url/') known.push({ view: 'url', parts: [start, ''] });
  const [, path, more] = WHOLE.exec(parts[0]!) ?? [];
  if (path !== undefined)
    for (const other of ['path', 'pathQuery']) known.push({ view: other, parts: [path, ''] });
  // The whole text, nothing behind the path: then it is the path.
  if (parts.length === 1 && more === undefined && WHOLE.test(parts[0]!)) {
    const slashless = (path ?? '/').replace(/([^])\/$/, '$1');
    for (const other of ['path/', 'pathQuery/']) known.push({ view: other, parts: [slashless] });
  }
  return known;
}
