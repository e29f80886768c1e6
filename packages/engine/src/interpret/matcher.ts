import { type BuildMatcher } from '../compile/program';
import { judge, readerOf } from './judge';

/** The interpreter as a matcher: the reference for the others. */
export const interpretMatcher: BuildMatcher = (program) => ({
  first(facts) {
    const readFact = readerOf(facts);
    return program.rules.findIndex((rule) => rule.enabled && judge(rule.node, readFact) === 'match');
  },
  all(facts) {
    const readFact = readerOf(facts);
    return program.rules.flatMap((rule, index) =>
      rule.enabled && judge(rule.node, readFact) === 'match' ? [index] : [],
    );
  },
});
