import { type Answer, done } from '../answer';
import { invalid } from '../answer/from-saved';
import { type Context } from '../context';
import { unreadOf } from '../conversations/visitor-view';
import { type Site, type Visit, type Visitor } from '../model';
import { visitStarted } from '../engagements/engagement-events';
import { nameOf } from '../people/people-cache';
import { fingerprint, keyReused, saidOther } from '../reused-key';
import { admit } from '../sites/admit';
import { meetVisitor } from './meet-visitor';
import { pageAddress } from './page-address';
import { verifyVisitor } from './recognize-visitor';
import { residueOf } from './residue';
import { checkSentFacts, finalFacts } from './sent-facts';
import { endAfter, findOut, lastEnd, lookAt, type Situation } from './situation';
import { type StartedVisit, type StartVisit, type UnreadEngagement, type Visits } from './visits';

/** ms within which a site's widget being heard from again is not written down again. */
const SEEN_EVERY = 60_000;

/** Visits: start and go on. */
export function createVisits(context: Context): Visits {
  const { storage, clock, ids, secrets, ruleSets } = context;

  async function noteSite(site: Site, origin: string | null): Promise<void> {
    if (origin === null) return;
    const now = clock.now();
    const recently =
      site.lastSeenAt &&
      site.lastSeenOrigin === origin &&
      now.getTime() - site.lastSeenAt.getTime() < SEEN_EVERY;
    if (!recently) await storage.sites.seen(site.id, origin, now);
  }

  /** The visit asked for, if it is hers and not over; activity moves its end. */
  async function goOn(request: StartVisit, site: Site, visitor: Visitor): Promise<Visit | null> {
    if (request.visitId === undefined) return null;
    const visit = await storage.visits.get(request.visitId);
    const now = clock.now();
    if (visit?.visitorId !== visitor.id || visit.siteId !== site.id || now > visit.endsAt) return null;
    if (!request.active) return visit;
    const touched = await storage.visits.touch(visit.id, now, endAfter(visit.startedAt, now, site));
    if (touched) await storage.visitors.seen(visitor.id, now, visitor.visits);
    return touched;
  }

  async function begin(
    request: StartVisit,
    site: Site,
    visitor: Visitor,
    given: Record<string, string | number | boolean>,
  ): Promise<Answer<Visit>> {
    const now = clock.now();
    const siteRules = await context.ruleSets.of(site);
    const id = ids.next();
    const search = {
      visit: { id, siteId: site.id, facts: {}, landingUrl: pageAddress(request.facts['pageUrl']) },
      visitor,
      visitNumber: visitor.visits + 1,
      ...(visitor.visits > 0 ? { lastVisitAt: visitor.lastSeenAt } : {}),
      source: request,
      given,
    };
    const facts = await findOut(context, search, siteRules, new Set());
    const begun = {
      id,
      siteId: site.id,
      visitorId: visitor.id,
      startKey: request.key,
      startFingerprint: fingerprint(secrets, {
        visitId: request.visitId,
        facts: request.facts,
        active: request.active,
      }),
      startedAt: now,
      lastActivityAt: now,
      endsAt: endAfter(now, now, site),
      facts,
      landingUrl: pageAddress(request.facts['pageUrl']),
      referrerUrl: pageAddress(request.facts['referrerUrl']),
    };
    const { created, visit } = await storage.visits.insert(begun, [visitStarted(context, begun)]);
    if (created) await storage.visitors.seen(visitor.id, now, visitor.visits + 1);
    else if (saidOther(visit.startFingerprint, begun.startFingerprint)) return keyReused();
    return done(visit);
  }

  async function unreadMessages({ conversations }: Situation): Promise<number> {
    const perhaps = conversations.filter(
      (conversation) => conversation.visitorReadCount < conversation.messageCount,
    );
    const whole = await Promise.all(perhaps.map(({ id }) => storage.conversations.get(id)));
    return whole.reduce((sum, conversation) => sum + (conversation ? unreadOf(conversation) : 0), 0);
  }

  return {
    async start(request): Promise<Answer<StartedVisit>> {
      const admitted = await admit(storage, request.actor.siteKey, request.actor.origin);
      if (!admitted.ok) return admitted;
      const site = admitted.value;
      const criteria = ruleSets.criteriaOf(site).list;
      const sent = checkSentFacts(request.facts, criteria);
      if (!sent.ok) return invalid(sent.issues);
      let secret: string | undefined;
      let visitor: Visitor;
      if (request.actor.visitor) {
        const known = await verifyVisitor(context, site, request.actor.visitor);
        if (!known.ok) return known;
        visitor = known.value;
      } else {
        ({ visitor, secret } = await meetVisitor(context, site, request));
      }
      await noteSite(site, request.actor.origin);

      const before = await goOn(request, site, visitor);
      const begun = before ? done(before) : await begin(request, site, visitor, sent.facts);
      if (!begun.ok) return begun;
      const visit = begun.value;
      const situation = await lookAt(context, site, visit, { visitor, source: request, given: sent.facts });
      // What a browser saw in a visit that is over says nothing of the new one.
      const settled =
        before !== null || request.visitId === undefined ? finalFacts(sent.facts, criteria) : {};
      return done({
        visitor: secret === undefined ? { id: visitor.id } : { id: visitor.id, secret },
        visit: {
          id: visit.id,
          continued: before !== null,
          age: Math.max(0, situation.now.getTime() - visit.startedAt.getTime()),
          engaged: situation.engaged.size > 0,
        },
        residue: residueOf(context, situation, settled, lastEnd(visit.startedAt, site)),
        settings: {
          launcher: site.settings.launcher,
          greeting: site.settings.greeting,
          accent: site.settings.accent,
          visitIdle: site.settings.visitIdleMinutes * 60_000,
          visitMax: site.settings.visitMaxHours * 3_600_000,
        },
        unread: unreadEngagements(situation),
        conversations: situation.conversations.length,
        unreadMessages: await unreadMessages(situation),
      });
    },
  };
}

/** Messages of this visit that were delivered and neither answered nor dismissed, oldest first. */
function unreadEngagements({ engagements, conversations, people }: Situation): UnreadEngagement[] {
  const answered = new Set(conversations.map((conversation) => conversation.engagementId));
  return engagements.flatMap(({ id, from, message, deliveredAt, openedAt, dismissedAt }) => {
    if (!deliveredAt || dismissedAt || answered.has(id)) return [];
    const { kind, name } = nameOf(from, people);
    return [{ id, from: { kind, name }, message, deliveredAt, opened: openedAt !== null }];
  });
}
