import { type Test } from '../compile/program';
import { holds } from '../interpret/judge';
import { finiteTexts } from '../regex/finite-texts';
import { requiredLiterals } from '../regex/required-literals';
import { type View } from '../values/view';
import { NeedleIndex, type NeedlePlace } from './needle-index';
import { PredicatesFound } from './predicates-found';
import { SeenText } from './seen-text';
import { WholeValues } from './whole-values';

/** A predicate that is tried on the view's whole text. */
interface Trial {
  readonly predicate: number;
  readonly test: Test;
  readonly view: number;
  /** The value on which it was tried last, and whether it held. */
  triedOn: number;
  held: boolean;
}

/** What a needle says when it is found. */
interface Finding {
  /** The predicate that holds; -1 if the needle only hints at others. */
  predicate: number;
  /** What is to be tried. */
  readonly hints: Trial[];
}

/** The index of needles has no place for a single byte. */
const isTooShort = (text: string): boolean => text === '' || (text.length === 1 && text < '\u0080');

const asTest = { anywhere: 'contains', start: 'startsWith', end: 'endsWith' } as const;

/**
 * All that the rules of a set ask about one text fact, found in one walk along it.
 *
 * Regular expressions and patterns with `*` are tried only where a literal that they need was found.
 */
export class TextDictionary extends PredicatesFound {
  private readonly seenText: SeenText;
  private readonly needles = new NeedleIndex();
  private readonly findings: Finding[] = [];
  private readonly needleNumbers = new Map<string, number>();
  private readonly whole: { readonly place: number; readonly values: WholeValues }[] = [];
  private readonly regexes = new Map<string, readonly number[]>();
  private readonly unfiltered: Trial[] = [];
  private readonly trials = new Map<number, Trial>();

  constructor(family: 'text' | 'city' | 'url') {
    super();
    this.seenText = new SeenText(family);
  }

  /** The numbers of the predicates of which one must hold for the test to hold. */
  predicatesOf(test: Test): readonly number[] {
    const { view } = test;
    switch (test.op) {
      case 'in':
        return test.values.map((value) => this.exactly(view, value as string));
      case 'contains':
        return [this.part(view, 'anywhere', test.value)];
      case 'startsWith':
        return [this.part(view, 'start', test.value)];
      case 'endsWith':
        return [this.part(view, 'end', test.value)];
      case 'like':
        return [this.numberOf(`like ${view} ${test.parts.join('*')}`, (id) => this.tryWhereLike(id, test))];
      case 'regex':
        return this.regex(test);
      default:
        throw new Error(`A text has no test "${test.op}".`);
    }
  }

  private exactly(view: View, value: string): number {
    return this.numberOf(`in ${view} ${value}`, (id) => {
      const place = this.seenText.use(view);
      let whole = this.whole.find((other) => other.place === place);
      if (!whole) this.whole.push((whole = { place, values: new WholeValues() }));
      whole.values.add(value, id);
    });
  }

  private regex(test: Test & { op: 'regex' }): readonly number[] {
    const { view, regex } = test;
    const key = `${view} ${regex.source}`;
    let predicates = this.regexes.get(key);
    if (!predicates) {
      const finite = finiteTexts(regex.source);
      if (!finite) predicates = [this.numberOf(`regex ${key}`, (id) => this.tryWhereRegex(id, test))];
      else {
        const { texts, place } = finite;
        predicates = texts.map((text) =>
          place === 'whole' ? this.exactly(view, text) : this.part(view, place, text),
        );
      }
      this.regexes.set(key, predicates);
    }
    return predicates;
  }

  private part(view: View, place: NeedlePlace, text: string): number {
    return this.numberOf(`${place} ${view} ${text}`, (id) => {
      if (isTooShort(text)) this.tryAlways(id, { op: asTest[place], view, value: text });
      else this.needle(view, place, text).predicate = id;
    });
  }

  private needle(view: View, place: NeedlePlace, text: string): Finding {
    const key = `${place} ${view} ${text}`;
    let number = this.needleNumbers.get(key);
    if (number === undefined) {
      number = this.needles.add(text, this.seenText.use(view), place);
      this.needleNumbers.set(key, number);
      this.findings.push({ predicate: -1, hints: [] });
    }
    return this.findings[number]!;
  }

  private tryAlways(id: number, test: Test): void {
    this.unfiltered.push(this.trial(id, test));
  }

  private trial(predicate: number, test: Test): Trial {
    const trial = { predicate, test, view: this.seenText.use(test.view), triedOn: 0, held: false };
    this.trials.set(predicate, trial);
    return trial;
  }

  private tryWhereLike(id: number, test: Test & { op: 'like' }): void {
    const { parts, view } = test;
    const last = parts[parts.length - 1]!;
    const longest = parts.reduce((a, b) => (b.length > a.length ? b : a));
    if (isTooShort(longest)) this.tryAlways(id, test);
    else {
      const place = longest === parts[0] ? 'start' : longest === last ? 'end' : 'anywhere';
      this.tryWhere(id, test, place, [longest], view);
    }
  }

  private tryWhereRegex(id: number, test: Test & { op: 'regex' }): void {
    const literals = requiredLiterals(test.regex.source);
    if (literals?.every((text) => !isTooShort(text)))
      this.tryWhere(id, test, 'anywhere', literals, test.view);
    else this.tryAlways(id, test);
  }

  private tryWhere(id: number, test: Test, place: NeedlePlace, texts: readonly string[], view: View): void {
    const trial = this.trial(id, test);
    for (const text of texts) this.needle(view, place, text).hints.push(trial);
  }

  override isTrial(predicate: number): boolean {
    return this.trials.has(predicate);
  }

  find(raw: string): void {
    this.search(raw, true);
  }

  override findRoughly(raw: string): boolean {
    return this.search(raw, false);
  }

  /** Finds the predicates that hold; answers whether there are some that may hold, which happens only if it is not to be `exact`. */
  private search(raw: string, exact: boolean): boolean {
    this.begin();
    if (this.size === 0) return false;
    const { seenText, needles, findings, unfiltered } = this;
    let isUnsure = unfiltered.length > 0;
    seenText.take(raw);
    seenText.search(needles);
    for (let at = 0; at < needles.count; at += 1) {
      const { predicate, hints } = findings[needles.found[at]!]!;
      if (predicate >= 0) this.hit(predicate);
      for (let hint = 0; hint < hints.length; hint += 1) this.consider(hints[hint]!, exact);
      isUnsure ||= hints.length > 0;
    }
    for (let at = 0; at < this.whole.length; at += 1) {
      const { place, values } = this.whole[at]!;
      const predicate = values.find(seenText.text, seenText.from[place]!, seenText.to[place]!);
      if (predicate >= 0) this.hit(predicate);
    }
    for (let at = 0; at < unfiltered.length; at += 1) this.consider(unfiltered[at]!, exact);
    return isUnsure && !exact;
  }

  override holds(predicate: number): boolean {
    if (!this.isHit(predicate)) return false;
    const trial = this.trials.get(predicate);
    return trial === undefined || this.try(trial);
  }

  private consider(trial: Trial, exact: boolean): void {
    if (!exact) this.mayHit(trial.predicate);
    else if (this.try(trial)) this.hit(trial.predicate);
  }

  private try(trial: Trial): boolean {
    if (trial.triedOn !== this.stamp) {
      const { test, view } = trial;
      trial.triedOn = this.stamp;
      // An expression ignores case by itself.
      const text = test.op === 'regex' ? this.seenText.rawTextOf(view) : this.seenText.textOf(view);
      trial.held = holds(test, text) === true;
    }
    return trial.held;
  }
}
