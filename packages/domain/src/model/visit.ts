/** One browser. */
export interface Visitor {
  id: string;
  siteId: string;
  /** SHA-256 of the visitor's secret, hex. */
  secretHash: string;
  /** Random; with the idempotency key of the request that made the visitor it gives the secret again. `null` for visitors of an older version. */
  secretSalt: string | null;
  visits: number;
  createdAt: Date;
  lastSeenAt: Date;
}

/** A value the server found out for a visit, and until when it holds (`null`: the whole visit). `value: null` is settled as unknown. */
export interface KnownFact {
  value: string | number | boolean | null;
  until: Date | null;
}

/** A visitor's session on a site. */
export interface Visit {
  id: string;
  siteId: string;
  visitorId: string;
  /** Idempotency key of the request that began it; unique per visitor. */
  startKey: string;
  /** Of what that request said; `null` for visits of an older version. */
  startFingerprint: string | null;
  startedAt: Date;
  lastActivityAt: Date;
  /** After this moment the visit is over; moves with activity, never past `startedAt` + the maximum. */
  endsAt: Date;
  /** What the server knows about this visit. */
  facts: Record<string, KnownFact>;
  /** The page it began on and where it came from, for the inbox. */
  landingUrl: string;
  referrerUrl: string;
}
