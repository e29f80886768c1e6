import { type Answer, done, refuse } from '../answer';
import { invalid, missing } from '../answer/from-saved';
import { type Context } from '../context';
import { type Engagement, type Rule } from '../model';
import { nameOf } from '../people/people-cache';
import { pageAddress } from '../visits/page-address';
import { fingerprint, keyReused, saidOther } from '../reused-key';
import { recognizeVisitor } from '../visits/recognize-visitor';
import { residueOf } from '../visits/residue';
import { checkSentFacts, finalFacts } from '../visits/sent-facts';
import { factsOf, lastEnd, lookAt, type Situation } from '../visits/situation';
import { engagementEvent, stepEvents } from './engagement-events';
import { type ClaimAnswer, type ClaimRefusal, type Engagements } from './engagements';

/** ms that a claim reserves the visit for: time for the pop-up to appear and to say so. */
export const LEASE = 30_000;

/** From a match in the browser to a message that was shown. */
export function createEngagements(context: Context): Engagements {
  const { storage, clock, ids, secrets, bus, ruleSets } = context;

  /** Can messages come from there at this very moment? The rule set's people may be seconds old. */
  async function isUsableNow(rule: Rule): Promise<boolean> {
    const { from } = rule.then;
    if ('team' in from) return (await storage.teams.get(from.team)) !== null;
    return (await storage.agents.get(from.agent))?.enabled === true;
  }

  function granted(
    engagement: Engagement,
    { people, now }: Situation,
  ): Omit<Extract<ClaimAnswer, { granted: true }>, 'residue'> {
    const { kind, name } = nameOf(engagement.from, people);
    return {
      granted: true,
      engagement: {
        id: engagement.id,
        ruleId: engagement.ruleId,
        from: { kind, name },
        message: engagement.message,
        lease: Math.max(0, engagement.leaseUntil.getTime() - now.getTime()),
      },
    };
  }

  return {
    async claim(request): Promise<Answer<ClaimAnswer>> {
      const recognized = await recognizeVisitor(context, request.actor);
      if (!recognized.ok) return recognized;
      const { site, visitor } = recognized.value;
      const criteria = ruleSets.criteriaOf(site).list;
      const sent = checkSentFacts(request.facts, criteria);
      if (!sent.ok) return invalid(sent.issues);
      const visit = await storage.visits.get(request.visitId);
      if (visit?.visitorId !== visitor.id || visit.siteId !== site.id) return missing('visit');
      if (clock.now() > visit.endsAt) return refuse('visitOver', 'This visit is over. Start a new one.');

      const situation = await lookAt(context, site, visit, { visitor, source: request, given: sent.facts });
      // As things stand before the delivery: a message that cannot be shown after all (the tab was left) may be claimed again.
      const residue = residueOf(
        context,
        situation,
        finalFacts(sent.facts, criteria),
        lastEnd(visit.startedAt, site),
      );
      const refused = (reason: ClaimRefusal, retryAfter?: number): Answer<ClaimAnswer> =>
        done({ granted: false, reason, ...(retryAfter === undefined ? {} : { retryAfter }), residue });

      const { ruleId, revision, facts: said } = request;
      const claimFingerprint = fingerprint(secrets, { ruleId, revision, facts: said });
      const repeated = situation.engagements.find((engagement) => engagement.claimKey === request.key);
      if (repeated && saidOther(repeated.claimFingerprint, claimFingerprint)) return keyReused();
      if (repeated && (repeated.deliveredAt !== null || repeated.leaseUntil > situation.now)) {
        return done({ ...granted(repeated, situation), residue });
      }
      if (situation.silent) return refused('conversationOpen');

      const facts = { ...sent.facts, ...factsOf(situation) };
      const matching = situation.siteRules.ruleSet.matchAll(facts);
      let winner: Rule | undefined;
      for (const { id } of matching) {
        const rule = situation.engaged.has(id) ? undefined : situation.siteRules.rules.get(id);
        if (rule && (await isUsableNow(rule))) {
          winner = rule;
          break;
        }
      }
      if (!winner) return refused(situation.engaged.has(request.ruleId) ? 'engagedBefore' : 'noMatch');

      const now = clock.now();
      const wanted: Engagement = {
        // There is one engagement a rule and visit: a claim after a lease that lapsed goes on with it.
        id: situation.engagements.find((engagement) => engagement.ruleId === winner.id)?.id ?? ids.next(),
        siteId: site.id,
        ruleId: winner.id,
        visitId: visit.id,
        visitorId: visitor.id,
        from: winner.then.from,
        message: winner.then.message,
        assign: winner.then.assign,
        claimKey: request.key,
        claimFingerprint,
        claimedAt: now,
        leaseUntil: new Date(now.getTime() + LEASE),
        deliveredAt: null,
        openedAt: null,
        dismissedAt: null,
        pageUrl: pageAddress(request.facts['pageUrl']),
      };
      const claimed = await storage.engagements.claim(wanted, now, [
        engagementEvent(context, 'claimed', wanted),
      ]);
      if (claimed.outcome === 'busy')
        return refused('busy', Math.max(1, claimed.until.getTime() - now.getTime()));
      if (claimed.outcome === 'engagedBefore') return refused('engagedBefore');
      // Another request may have been first with this key, between the look and the claim.
      if (saidOther(claimed.engagement.claimFingerprint, claimFingerprint)) return keyReused();
      return done({ ...granted(claimed.engagement, situation), residue });
    },

    async mark({ actor, engagementId, step }) {
      const recognized = await recognizeVisitor(context, actor);
      if (!recognized.ok) return recognized;
      const engagement = await storage.engagements.get(engagementId);
      if (engagement?.visitorId !== recognized.value.visitor.id) return missing('engagement');
      const marked = await storage.engagements.mark(
        engagementId,
        step,
        clock.now(),
        stepEvents(context, step, engagement),
      );
      if (!marked) return missing('engagement');
      if (marked.changed) bus.publish({ type: 'engagement.changed', siteId: engagement.siteId });
      return done({ changed: marked.changed });
    },
  };
}
