import { type Context } from '../context';
import { MAX_CONVERSATIONS } from '../conversations/conversations-use-cases';
import {
  type ConversationSummary,
  type Engagement,
  type KnownFact,
  type Site,
  type Visit,
  type Visitor,
} from '../model';
import { type PeopleSnapshot } from '../people/people-cache';
import { type SiteRules } from '../rule-sets/rule-sets';
import { businessHoursFacts, ENGAGED_THIS_VISIT, isBusinessHours } from '../rule-sets/server-facts';

/** Of the request that asks: what facts can be found out from. */
export interface RequestSource {
  ip: string | null;
  headers: Record<string, string>;
  trusted: boolean;
}

/** Everything that decides what a visitor may be shown now. */
export interface Situation {
  now: Date;
  visit: Visit;
  siteRules: SiteRules;
  people: PeopleSnapshot;
  engagements: Engagement[];
  conversations: ConversationSummary[];
  /** Rules that were engaged in this visit: they step aside. */
  engaged: ReadonlySet<string>;
  /** The visitor is talking, and the site wants no rule to fire meanwhile. */
  silent: boolean;
  /** What the server knows, by fact key, of all that some rule still open reads. */
  known: ReadonlyMap<string, KnownFact>;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** When a visit is over in any case. */
export function lastEnd(startedAt: Date, site: Site): Date {
  return new Date(startedAt.getTime() + site.settings.visitMaxHours * HOUR);
}

/** When a visit with activity at `at` is over if nothing more happens. */
export function endAfter(startedAt: Date, at: Date, site: Site): Date {
  return new Date(
    Math.min(at.getTime() + site.settings.visitIdleMinutes * MINUTE, lastEnd(startedAt, site).getTime()),
  );
}

/** The fact keys that the server alone knows and that some rule reads which can still fire in the visit. */
function openKeys(siteRules: SiteRules, engaged: ReadonlySet<string>): Set<string> {
  return new Set(
    [...siteRules.serverKeys].flatMap(([ruleId, keys]) => (engaged.has(ruleId) ? [] : [...keys])),
  );
}

/** What facts are found out from. */
export interface Search {
  visit: Pick<Visit, 'id' | 'siteId' | 'facts' | 'landingUrl'>;
  visitor: Visitor;
  /** Which of the visitor's visits it is. */
  visitNumber: number;
  /** The latest activity before this visit; absent where there was none, or it is not known any more. */
  lastVisitAt?: Date;
  source: RequestSource;
  /** What the browser says, for providers that build on it. */
  given: Record<string, string | number | boolean>;
}

/** The facts that plugins and geo providers must find out: those that a rule reads and the visit does not carry, or not any more. */
export async function findOut(
  { factSource, storage, clock }: Context,
  { visit, visitor, visitNumber, lastVisitAt, source, given }: Search,
  siteRules: SiteRules,
  engaged: ReadonlySet<string>,
): Promise<Record<string, KnownFact>> {
  const now = clock.now();
  const needs = [...openKeys(siteRules, engaged)].filter(
    (key) => !isBusinessHours(key) && !holds(visit.facts[key], now),
  );
  if (needs.length === 0) return {};
  const carried = Object.entries(visit.facts).flatMap(([key, fact]) =>
    fact.value !== null && holds(fact, now) ? [[key, fact.value] as const] : [],
  );
  const conversations = await storage.conversations.listByVisitor(visitor.id, MAX_CONVERSATIONS);
  const found = await factSource.resolve({
    siteId: visit.siteId,
    visitorId: visitor.id,
    ip: source.ip,
    headers: source.headers,
    trusted: source.trusted,
    given: { ...given, landingUrl: visit.landingUrl, ...Object.fromEntries(carried) },
    needs,
    visitor: {
      id: visitor.id,
      identified: false,
      visits: visitNumber,
      firstSeenAt: visitor.createdAt,
      ...(lastVisitAt ? { lastVisitAt } : {}),
      conversations: conversations.filter((conversation) => conversation.visitId !== visit.id).length,
    },
  });
  // What nobody provides is settled too, so that it is not asked for again and again.
  return Object.fromEntries(needs.map((key) => [key, found[key] ?? { value: null, until: null }]));
}

function holds(fact: KnownFact | undefined, now: Date): boolean {
  return fact !== undefined && (fact.until === null || fact.until.getTime() > now.getTime());
}

/** Looks at everything. The facts of the visit that have expired, or that a new rule asks for, are taken anew and kept. */
export async function lookAt(
  context: Context,
  site: Site,
  visit: Visit,
  { visitor, source, given }: Pick<Search, 'visitor' | 'source' | 'given'>,
): Promise<Situation> {
  const { storage, clock } = context;
  const now = clock.now();
  const [siteRules, people, engagements, conversations] = await Promise.all([
    context.ruleSets.of(site),
    context.people.snapshot(),
    storage.engagements.listByVisit(visit.id),
    storage.conversations.listByVisitor(visit.visitorId, MAX_CONVERSATIONS),
  ]);
  const engaged = new Set(
    engagements
      .filter((engagement) => engagement.deliveredAt !== null)
      .map((engagement) => engagement.ruleId),
  );
  const found = await findOut(
    context,
    { visit, visitor, visitNumber: visitor.visits, source, given },
    siteRules,
    engaged,
  );
  if (Object.keys(found).length > 0) await storage.visits.keepFacts(visit.id, found);
  const current = { ...visit, facts: { ...visit.facts, ...found } };

  const keys = openKeys(siteRules, engaged);
  const known = businessHoursFacts(keys, people, context.teamHours, now, lastEnd(visit.startedAt, site));
  for (const key of keys) {
    if (isBusinessHours(key)) continue;
    const fact = current.facts[key];
    // A fact that is not there although it was asked for: settled, nobody knows it.
    known.set(key, fact && holds(fact, now) ? fact : { value: null, until: null });
  }
  if (engaged.size > 0) known.set(ENGAGED_THIS_VISIT, { value: true, until: null });
  return {
    now,
    visit: current,
    siteRules,
    people,
    engagements,
    conversations,
    engaged,
    silent:
      !site.settings.rulesDuringConversation &&
      conversations.some((conversation) => conversation.status === 'open'),
    known,
  };
}

/** What the server knows, as the engine takes it: a key that is there as `undefined` is settled as unknown. */
export function factsOf(situation: Situation): Record<string, string | number | boolean | undefined> {
  return Object.fromEntries([...situation.known].map(([key, { value }]) => [key, value ?? undefined]));
}
