import { type Verdict } from '@beckon/engine';

/** Why each rule of a site would fire or not, for given facts. */
export interface Explanation {
  /** The rule that wins; `null`: none. */
  winner: string | null;
  rules: { ruleId: string; verdict: Verdict; because: unknown }[];
}

/** Something to mend or to know about the rules of a site. */
export interface Finding {
  code: string;
  message: string;
}
