import { type From } from './people';

/** One delivery of one rule's message in one visit. The time stamps are the truth; all counts are read from them. */
export interface Engagement {
  id: string;
  siteId: string;
  ruleId: string;
  visitId: string;
  visitorId: string;
  from: From;
  /** The message as it was when claimed. */
  message: string;
  assign: boolean;
  /** Idempotency key of the claim that reserved it last. */
  claimKey: string;
  /** Of what that claim said; `null` for engagements of an older version. */
  claimFingerprint: string | null;
  claimedAt: Date;
  /** Until then nothing else may be claimed in the visit, unless it is delivered earlier. */
  leaseUntil: Date;
  deliveredAt: Date | null;
  openedAt: Date | null;
  dismissedAt: Date | null;
  /** Where the visitor was. */
  pageUrl: string;
}

export type EngagementStep = 'delivered' | 'opened' | 'dismissed';

/** How often a rule's message was delivered, clicked into, and answered. */
export interface RuleCounts {
  ruleId: string;
  delivered: number;
  clicked: number;
  conversations: number;
}
