import { type Criterion, type When } from '@beckon/engine';
import { type Answer, type VisitorActor } from '../answer';
import { type VisitorSettings } from '../sites/sites';

/** A fact as a browser sends it. `null`: it looked and does not know. */
export type SentFacts = Record<string, string | number | boolean | null>;

/** What is still open of the rules for one visitor. */
export interface Residue {
  /** Of the rule list it was made from. */
  revision: number;
  /** ms after which to ask again; `null`: not before the visit ends. */
  validFor: number | null;
  rules: { id: string; when: When }[];
  /** Declarations of the criteria that are still open in `rules`, and of no other. */
  criteria: Criterion[];
  /** The browser modules of plugins whose facts a condition of `rules` reads. */
  modules: OpenModule[];
}

/** A plugin's module that the browser loads. */
export interface OpenModule {
  plugin: string;
  /** That it may provide. */
  facts: string[];
  /** For its start: JSON. */
  settings: unknown;
}

/** Who a message comes from, as visitors see it. */
export interface SenderName {
  kind: 'team' | 'agent';
  name: string;
}

/** A message that was delivered and neither answered nor dismissed. */
export interface UnreadEngagement {
  id: string;
  from: SenderName;
  message: string;
  deliveredAt: Date;
  opened: boolean;
}

export interface StartVisit {
  actor: VisitorActor;
  /** The visit to go on with. */
  visitId?: string | undefined;
  facts: SentFacts;
  /** Has the visitor done something just now? */
  active: boolean;
  /** Idempotency key. */
  key: string;
  /** The visitor's address; `null`: not known. */
  ip: string | null;
  /** Of the request, lower-cased names. */
  headers: Record<string, string>;
  /** The request came through a proxy that the operator trusts. */
  trusted: boolean;
}

export interface StartedVisit {
  /** `secret` only when the visitor is new; it is told again only to the very request that made it, sent again within two minutes. */
  visitor: { id: string; secret?: string };
  visit: {
    id: string;
    /** The visit asked for goes on. */
    continued: boolean;
    /** ms since it began. */
    age: number;
    /** A message was delivered in it. */
    engaged: boolean;
  };
  residue: Residue;
  settings: VisitorSettings;
  unread: UnreadEngagement[];
  /** How many conversations the visitor has. */
  conversations: number;
  /** Messages from the other side that she has not seen. */
  unreadMessages: number;
}

/** Visits, as the widget starts them and goes on with them. */
export interface Visits {
  /**
   * Starts a visit or goes on with one. A visitor without credentials is made anew; the same key of a known visitor starts one visit only.
   * Errors: `notFound` (no such site), `foreignOrigin`, `visitorUnknown`, `invalidRequest`.
   *
   * @example
   * const started = await domain.visits.start({ actor: { siteKey, origin, visitor: null }, facts: { pageUrl }, active: true, key, ip, headers: {}, trusted: false });
   */
  start(request: StartVisit): Promise<Answer<StartedVisit>>;
}
