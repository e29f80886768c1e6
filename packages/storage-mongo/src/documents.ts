import {
  type Agent,
  type Conversation,
  type ConversationStatus,
  type DeadLetter,
  type Engagement,
  type KnownFact,
  type Message,
  type OneTimeLink,
  type PluginSettings,
  type RuleAction,
  type Session,
  type Site,
  type Team,
  type Visit,
  type Visitor,
} from '@beckon/domain';
import { type Types } from 'mongoose';

/** An entity with its id where MongoDB wants it. */
type Stored<T extends { id: string }> = Omit<T, 'id'> & { _id: string };

export interface SiteDocument extends Omit<
  Stored<Site>,
  'facts' | 'firstSeenAt' | 'lastSeenAt' | 'lastSeenOrigin'
> {
  /** Absent in documents that are older than page facts. */
  facts?: Site['facts'];
  /** Absent rather than null, so that `$min` can set it. */
  firstSeenAt?: Date;
  lastSeenAt?: Date;
  lastSeenOrigin?: string;
}

/**
 * A site's rules in full order, deleted ones too. This document is the truth: it names the version of each rule that is in force,
 * so that one write to it is what makes any change happen.
 */
export interface RuleListDocument {
  _id: string;
  revision: number;
  order: RulePlace[];
}

export interface RulePlace {
  id: string;
  revision: number;
  deleted: boolean;
  version: Types.ObjectId;
}

/** The contents of a rule at one revision; never changed, removed once a later one is in force. */
export interface RuleVersionDocument {
  _id: Types.ObjectId;
  ruleId: string;
  siteId: string;
  revision: number;
  title: string;
  enabled: boolean;
  /** JSON. */
  when: string;
  then: RuleAction;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
  /** Absent in documents of an older version. */
  creationFingerprint?: string | null;
}

/** Which site a rule's id belongs to: what makes it unique, and found without its site. */
export interface RuleSiteDocument {
  _id: string;
  siteId: string;
}

export type TeamDocument = Stored<Team>;
export type AgentDocument = Stored<Agent>;
export type SessionDocument = Omit<Session, 'tokenHash'> & { _id: string };
export type LinkDocument = Omit<OneTimeLink, 'tokenHash'> & { _id: string };
/** `secretSalt` is absent in documents of an older version. */
export type VisitorDocument = Omit<Stored<Visitor>, 'secretSalt'> & { secretSalt?: string | null };

export interface EventDocument {
  id: string;
  type: string;
  at: Date;
  /** JSON. */
  payload: string;
}

export interface VisitDocument extends Omit<Stored<Visit>, 'facts' | 'startFingerprint'> {
  /** By the name as `factKey` writes it. */
  facts: Record<string, KnownFact>;
  /** Absent in documents of an older version. */
  startFingerprint?: string | null;
  unsentEvents: EventDocument[];
}

export interface EngagementDocument extends Omit<Stored<Engagement>, 'claimFingerprint'> {
  /** Absent in documents of an older version. */
  claimFingerprint?: string | null;
  /** `held` while it reserves its visit, else its own id: with the visit's id unique, so that only one can. */
  hold: string;
  unsentEvents: EventDocument[];
}

export interface ConversationDocument extends Omit<Stored<Conversation>, 'unsentEvents'> {
  /** The engagement's id, or its own where it answers none: unique without an index that leaves some out. */
  engagementKey: string;
  status: ConversationStatus;
  messageCount: number;
  lastMessage: Message;
  unsentEvents: EventDocument[];
}

/** `options` is JSON: its keys may be anything. */
export type PluginDocument = Omit<PluginSettings, 'name' | 'options'> & { _id: string; options: string };
export type DeadLetterDocument = Omit<Stored<DeadLetter>, 'event'> & { event: EventDocument };

/** The version of the shape that everything is in. */
export interface SchemaDocument {
  _id: 'schema';
  version: number;
}
