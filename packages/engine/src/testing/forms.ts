import { compileRules as compileClosures } from '../browser';
import { compileProgram } from '../compile/compile-program';
import { compileRules, type CustomTests, type Facts, type Rule } from '../index';
import { interpretMatcher } from '../interpret/matcher';
import { criteria } from './criteria';

/** One form of the engine: which rules match, in order. */
export interface Form {
  readonly name: string;
  match(rules: readonly Rule[], facts: Facts, operators?: CustomTests): string | undefined;
}

/** The main entry's rule set, or a failure of the test. */
export function mustCompile(rules: readonly Rule[], operators?: CustomTests) {
  const result = compileRules(rules, { criteria, ...(operators ? { operators } : {}) });
  if (!result.ok) throw new Error(JSON.stringify(result.issues, null, 1));
  return result.ruleSet;
}

function mustCompileProgram(rules: readonly Rule[], operators?: CustomTests) {
  const result = compileProgram(rules, { criteria, operators });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.program;
}

const interpreter: Form = {
  name: 'interpreter',
  match(rules, facts, operators) {
    const program = mustCompileProgram(rules, operators);
    return program.rules[interpretMatcher(program).first(facts)]?.id;
  },
};

const main: Form = {
  name: 'main entry',
  match: (rules, facts, operators) => mustCompile(rules, operators).match(facts)?.id,
};

const closures: Form = {
  name: 'closures',
  match: (rules, facts, operators) =>
    compileClosures(rules, { criteria, ...(operators ? { operators } : {}) }).ruleSet.match(facts)?.id,
};

/** What is left after some of the facts, matched with all of them. */
const specialized = (name: string, part: (facts: Facts) => Facts): Form => ({
  name,
  match(rules, facts, operators) {
    const residue = mustCompile(rules, operators).specialize(part(facts));
    return mustCompile(residue, operators).match(facts)?.id;
  },
});

const every =
  (from: number, step: number) =>
  (facts: Facts): Facts =>
    Object.fromEntries(Object.entries(facts).filter((_, index) => index % step === from));

/** All forms, the specialised one with several parts of the facts. */
export const forms: readonly Form[] = [
  interpreter,
  main,
  closures,
  specialized('specialised by nothing', () => ({})),
  specialized('specialised by half', every(0, 2)),
  specialized('specialised by the other half', every(1, 2)),
  specialized('specialised by all', (facts) => facts),
];
