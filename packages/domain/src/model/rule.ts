import { type Rule as EngineRule } from '@beckon/engine';
import { type From } from './people';

/** An engagement rule as the administrator wrote it; its place is the one in the list it comes in. */
export interface Rule extends EngineRule {
  id: string;
  siteId: string;
  title: string;
  enabled: boolean;
  then: RuleAction;
  /** Grows with each change of this rule; `save` and `remove` must name the one they saw. */
  revision: number;
  /** Of what the request said that created it; `null` for rules of an older version. */
  creationFingerprint: string | null;
  createdAt: Date;
  updatedAt: Date;
  /** Deleted rules can be restored; they are in no list and never fire. */
  deletedAt: Date | null;
}

export interface RuleAction {
  from: From;
  message: string;
  /** Assign every conversation that starts from the message to `from`. */
  assign: boolean;
}

/** All rules of a site that are not deleted, in the order that is enforced. */
export interface RuleList {
  /** Grows with every change of any rule or of the order. */
  revision: number;
  rules: Rule[];
}
