import { type Answer, type VisitorActor } from '../answer';
import { type EngagementStep } from '../model';
import { type Residue, type SenderName, type SentFacts } from '../visits/visits';

export interface Claim {
  actor: VisitorActor;
  visitId: string;
  /** The rule that the browser saw match, and the revision it saw it in. */
  ruleId: string;
  revision: number;
  /** All that the browser knows, as it saw it at the match. */
  facts: SentFacts;
  /** Idempotency key. */
  key: string;
  /** As for the start of a visit: facts of the server that have expired are taken anew. */
  ip: string | null;
  headers: Record<string, string>;
  trusted: boolean;
}

/** Why nothing is shown. */
export type ClaimRefusal = 'noMatch' | 'busy' | 'engagedBefore' | 'conversationOpen';

export type ClaimAnswer =
  | {
      granted: true;
      engagement: {
        id: string;
        /** May be another rule than the browser saw: the first that matches now. */
        ruleId: string;
        from: SenderName;
        message: string;
        /** ms in which `delivered` must be told. */
        lease: number;
      };
      residue: Residue;
    }
  | {
      granted: false;
      reason: ClaimRefusal;
      /** ms, where `busy`. */
      retryAfter?: number;
      residue: Residue;
    };

/** From a match in the browser to a message that was shown. */
export interface Engagements {
  /**
   * Judges the present rules with the browser's facts under the server's, and reserves the visit for the first rule that matches.
   * Errors: `notFound`, `foreignOrigin`, `visitorUnknown`, `visitOver`, `keyReused` (the key made an engagement with another claim), `invalidRequest` (a fact of the wrong type, or one that browsers must not supply).
   */
  claim(request: Claim): Promise<Answer<ClaimAnswer>>;
  /** Notes a step; again changes nothing. Errors: `notFound` (also for another visitor's), `foreignOrigin`, `visitorUnknown`. */
  mark(request: {
    actor: VisitorActor;
    engagementId: string;
    step: EngagementStep;
  }): Promise<Answer<{ changed: boolean }>>;
}
