import {
  type Agent,
  type Conversation,
  type ConversationStatus,
  type ConversationSummary,
  type DeadLetter,
  type DomainEvent,
  type Engagement,
  type EngagementStep,
  type KnownFact,
  type Message,
  type OneTimeLink,
  type PluginSettings,
  type Rule,
  type RuleCounts,
  type RuleList,
  type Session,
  type Site,
  type Team,
  type Visit,
  type Visitor,
} from '../model';
import { type Inserted, type Page, type Saved } from './results';

/**
 * Everything that is kept. Each method is one atomic step on one aggregate, whatever runs beside it, and durable
 * when it answers. Ids come from the domain (ULIDs); dates are `Date` in whole milliseconds; absent is `null`; results are
 * fresh copies that the caller may change. Text is Unicode as `storable` makes it; event payloads and a rule's `when` are JSON.
 * Adapters turn unique-key violations into values and all other trouble (a repeated `id` too, where no value is named for it) into `StorageError`.
 */
export interface Storage {
  readonly sites: SiteStore;
  readonly rules: RuleStore;
  readonly teams: TeamStore;
  readonly agents: AgentStore;
  readonly sessions: SessionStore;
  readonly links: LinkStore;
  readonly visitors: VisitorStore;
  readonly visits: VisitStore;
  readonly engagements: EngagementStore;
  readonly conversations: ConversationStore;
  readonly plugins: PluginStore;
  readonly deadLetters: DeadLetterStore;
  /** Brings the store to this version's shape; doing it again, or from two processes at once, changes nothing more. */
  migrate(): Promise<void>;
  /** Answers when a read works; throws `StorageError` else. */
  health(): Promise<void>;
  close(): Promise<void>;
}

export interface SiteStore {
  /** Unique: `id`, `key`. */
  insert(site: Site): Promise<Inserted<Site>>;
  get(id: string): Promise<Site | null>;
  getByKey(key: string): Promise<Site | null>;
  /** By name (case ignored), then id: `byName`. */
  list(): Promise<Site[]>;
  /** Writes name, origins, settings and facts; `key`, `createdAt` and the `…Seen…` fields stay. The stored revision must be `expectedRevision` and becomes one more. */
  save(site: Site, expectedRevision: number): Promise<Saved<Site>>;
  /** Notes that a widget was heard from: `firstSeenAt` never moves forward, `lastSeenAt` and its origin never back; no new revision. */
  seen(id: string, origin: string, at: Date): Promise<void>;
}

export interface RuleStore {
  /** Appends the rule at the end of its site's order. Unique: `id`. */
  insert(rule: Rule): Promise<Inserted<Rule>>;
  /** Also a deleted one. */
  get(id: string): Promise<Rule | null>;
  /** All rules that are not deleted, in order, with the revision that this very list has. */
  list(siteId: string): Promise<RuleList>;
  /** The revision alone, cheap: it differs from a list's if and only if that list is out of date. 0 for a site without rules. */
  revision(siteId: string): Promise<number>;
  /**
   * Writes title, enabled, when, then, updatedAt and deletedAt (never `creationFingerprint`); the stored revision must be `expectedRevision` and becomes one more.
   * Deleting is a save with `deletedAt`; a restored rule stands where it stood.
   */
  save(rule: Rule, expectedRevision: number): Promise<Saved<Rule>>;
  /**
   * Puts the site's rules in this order; deleted ones keep their places among them. `ids` must hold exactly the rules that are not deleted (`mismatch` else), and the list's
   * revision must be `expectedRevision` (`stale` else).
   */
  reorder(
    siteId: string,
    ids: string[],
    expectedRevision: number,
  ): Promise<{ ok: true; revision: number } | { ok: false; reason: 'stale' | 'mismatch' }>;
}

export interface TeamStore {
  /** Unique: `id`. */
  insert(team: Team): Promise<Inserted<Team>>;
  get(id: string): Promise<Team | null>;
  /** By name (case ignored), then id. */
  list(): Promise<Team[]>;
  /** Writes name and hours. */
  save(team: Team, expectedRevision: number): Promise<Saved<Team>>;
}

export interface AgentStore {
  /** Unique: `id`, `email`. */
  insert(agent: Agent): Promise<Inserted<Agent>>;
  get(id: string): Promise<Agent | null>;
  getByEmail(email: string): Promise<Agent | null>;
  /** By name (case ignored), then id. */
  list(): Promise<Agent[]>;
  /** Writes all but `id` and `createdAt`. `conflict` where the e-mail address is another agent's. */
  save(
    agent: Agent,
    expectedRevision: number,
  ): Promise<Saved<Agent> | { ok: false; reason: 'conflict'; field: string }>;
}

export interface SessionStore {
  insert(session: Session): Promise<void>;
  /** `null` where there is none or it has expired: `expiresAt <= now`. */
  get(tokenHash: string, now: Date): Promise<Session | null>;
  remove(tokenHash: string): Promise<void>;
  removeOfAgent(agentId: string): Promise<void>;
}

export interface LinkStore {
  insert(link: OneTimeLink): Promise<void>;
  /** `null` where there is none or it has expired: `expiresAt <= now`. */
  get(tokenHash: string, now: Date): Promise<OneTimeLink | null>;
  /** Takes the link away and answers it; of many callers at once only one gets it, the rest `null`. */
  consume(tokenHash: string, now: Date): Promise<OneTimeLink | null>;
}

export interface VisitorStore {
  /** Unique: `id`. */
  insert(visitor: Visitor): Promise<Inserted<Visitor>>;
  get(id: string): Promise<Visitor | null>;
  /** `lastSeenAt` never goes back; `visits` becomes the larger of the two. */
  seen(id: string, at: Date, visits: number): Promise<void>;
}

export interface VisitStore {
  /** Unique: `startKey` of one visitor; a repeated key answers the visit that is there. A visit that is created carries `events` as unsent. */
  insert(visit: Visit, events?: DomainEvent[]): Promise<{ created: boolean; visit: Visit }>;
  get(id: string): Promise<Visit | null>;
  /** Activity: `lastActivityAt` and `endsAt` move forward, never back. `null` where there is no such visit or it is over: `at > endsAt`. */
  touch(id: string, at: Date, endsAt: Date): Promise<Visit | null>;
  /** Lays these facts over the visit's. */
  keepFacts(id: string, facts: Record<string, KnownFact>): Promise<void>;
  /** Visits that carry unsent events, oldest event first. */
  listUnsent(limit: number): Promise<{ visitId: string; events: DomainEvent[] }[]>;
  /** Takes these events off the visit: they have arrived. */
  markSent(id: string, eventIds: string[]): Promise<void>;
}

export type Claimed =
  /** Reserved: now, or before by the same key. */
  | { outcome: 'claimed'; engagement: Engagement }
  /** Another rule or tab holds the visit until `until`. */
  | { outcome: 'busy'; until: Date }
  /** This rule's message was delivered in this visit already. */
  | { outcome: 'engagedBefore'; engagement: Engagement };

/** What is to be told of each step, should it be taken now. */
export type StepEvents = Partial<Record<EngagementStep, DomainEvent>>;

export interface EngagementStore {
  /**
   * Reserves the visit for this engagement until its `leaseUntil`: of all claims of one visit, whatever their rules, only one holds at `now`
   * (it holds while it is undelivered and `now < leaseUntil`).
   * The same `claimKey` in the visit again gets the same engagement again, as it is, whatever rule is named. Then `engagedBefore` is
   * looked at, then `busy`. There is one engagement a rule and visit: a claim after a lease that lapsed
   * undelivered renews it under the id it had, with the new message, key, fingerprint, page and times. Where this call reserves it, it carries `events` as unsent.
   */
  claim(engagement: Engagement, now: Date, events?: DomainEvent[]): Promise<Claimed>;
  get(id: string): Promise<Engagement | null>;
  /** All of one visit, by `claimedAt`, then id. */
  listByVisit(visitId: string): Promise<Engagement[]>;
  /** Those of a visitor that were delivered, newest first. */
  listByVisitor(visitorId: string, limit: number): Promise<Engagement[]>;
  /**
   * Notes a step once: the first time stamp stays. `opened` and `dismissed` imply `delivered`. Delivered frees the visit for the next claim.
   * `changed` says whether this call moved anything. Of `events` those are carried as unsent whose step this call noted, `delivered` first.
   */
  mark(
    id: string,
    step: EngagementStep,
    at: Date,
    events?: StepEvents,
  ): Promise<{ changed: boolean; engagement: Engagement } | null>;
  /**
   * Delivered and clicked a rule, counted from the engagements by `deliveredAt` in [from, to); conversations from the conversations
   * that answer those engagements. Rules without any are left out. `null` bounds are open. By `ruleId`.
   */
  countByRule(siteId: string, from: Date | null, to: Date | null): Promise<RuleCounts[]>;
  /** Engagements that carry unsent events, oldest event first. */
  listUnsent(limit: number): Promise<{ engagementId: string; events: DomainEvent[] }[]>;
  /** Takes these events off the engagement: they have arrived. */
  markSent(id: string, eventIds: string[]): Promise<void>;
}

export interface ConversationFilter {
  siteId: string | null;
  status: ConversationStatus | null;
  /** `unassigned`: neither team nor agent. */
  assigned: { team: string } | { agent: string } | 'unassigned' | null;
}

export interface ConversationStore {
  /** Unique for one visitor: `startKey`, and `engagementId` where it is not null; a repeat answers the conversation that is there (that of `startKey` first). */
  insert(conversation: Conversation): Promise<{ created: boolean; conversation: Conversation }>;
  get(id: string): Promise<Conversation | null>;
  /**
   * Appends a message with its events, moves `lastMessageAt` (never back) and makes `revision` one more; an agent's or visitor's message opens a closed conversation again.
   * A key that is there already appends nothing and answers `created: false` with the message that is there; `full` at `MAX_MESSAGES`.
   */
  append(
    id: string,
    message: Message,
    events: DomainEvent[],
  ): Promise<
    | { ok: true; created: boolean; message: Message; conversation: ConversationSummary }
    | { ok: false; reason: 'notFound' | 'full' }
  >;
  /** Assigns and/or changes the status; the stored revision must be `expectedRevision` and becomes one more. */
  update(
    id: string,
    change: { assignedTeamId?: string | null; assignedAgentId?: string | null; status?: ConversationStatus },
    events: DomainEvent[],
    expectedRevision: number,
  ): Promise<Saved<ConversationSummary>>;
  /** The visitor has seen so many messages: never goes back, never past the messages there are; no new revision. */
  markRead(id: string, count: number): Promise<void>;
  /** Newest `lastMessageAt` first, then id descending. `after`: the `next` of the page before; text that is no cursor (`decodeCursor`) answers an empty page. */
  list(filter: ConversationFilter, after: string | null, limit: number): Promise<Page<ConversationSummary>>;
  /** Of one visitor, in the same order, without paging. */
  listByVisitor(visitorId: string, limit: number): Promise<ConversationSummary[]>;
  /** Conversations that carry unsent events, oldest event first. */
  listUnsent(limit: number): Promise<{ conversationId: string; events: DomainEvent[] }[]>;
  /** Takes these events off the conversation: they have arrived. */
  markSent(id: string, eventIds: string[]): Promise<void>;
}

export interface PluginStore {
  get(name: string): Promise<PluginSettings | null>;
  /** By name, by code units. */
  list(): Promise<PluginSettings[]>;
  /**
   * Writes options and `updatedAt`; the stored revision must be `expectedRevision` (0: nothing was saved yet) and becomes one more.
   * Where others saved first it is `stale`; `notFound` where nothing is stored and `expectedRevision` is not 0.
   */
  save(settings: PluginSettings, expectedRevision: number): Promise<Saved<PluginSettings>>;
}

export interface DeadLetterStore {
  /** Keeps the letter; one with its id is replaced. Letters whose `at` is more than `DEAD_LETTER_LASTS` before this one's are gone. */
  put(letter: DeadLetter): Promise<void>;
  get(id: string): Promise<DeadLetter | null>;
  /** Newest `at` first, then id descending. `after`: the `next` of the page before; text that is no cursor answers an empty page. */
  list(after: string | null, limit: number): Promise<Page<DeadLetter>>;
  /** How many there are of each plugin that has any, by its name. */
  count(): Promise<{ plugin: string; count: number }[]>;
  /** Removing what is not there does nothing. */
  remove(id: string): Promise<void>;
}
