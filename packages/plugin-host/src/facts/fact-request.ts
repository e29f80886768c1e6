import { type FactValue, type VisitorHistory } from '@beckon/plugin';

/** What is asked when a visit starts. */
export interface FactRequest {
  siteId: string;
  visitorId: string;
  /** Address of the visitor; `null`: not known. */
  ip: string | null;
  /** Lower-cased names. */
  headers: Readonly<Record<string, string>>;
  /** The request came through a proxy that the operator trusts. */
  trusted: boolean;
  /** Facts that are known already. */
  given: Readonly<Record<string, FactValue>>;
  /** Keys that some open rule reads, with their qualifier. */
  needs: readonly string[];
  /** What is remembered of the visitor; plugins that read it answer nothing without it. */
  visitor?: VisitorHistory | undefined;
}

/** A fact that was asked for. `value: null`: nobody knows. `until: null`: holds for the whole visit. */
export interface ResolvedFact {
  value: FactValue | null;
  until: Date | null;
}
