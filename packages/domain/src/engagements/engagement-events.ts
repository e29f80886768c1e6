import { type EngagementPayload, type VisitStartedPayload } from '@beckon/plugin';
import { type Context } from '../context';
import { type DomainEvent, type Engagement, type EngagementStep, type Visit } from '../model';

type Minter = Pick<Context, 'ids' | 'clock'>;

/** What a step of an engagement tells. */
export function engagementEvent(
  { ids, clock }: Minter,
  step: EngagementStep | 'claimed',
  engagement: Engagement,
): DomainEvent {
  const { siteId, id, ruleId, visitId, visitorId, from, message, pageUrl } = engagement;
  const payload: EngagementPayload = {
    siteId,
    engagementId: id,
    ruleId,
    visitId,
    visitorId,
    from,
    message,
    pageUrl,
  };
  return { id: ids.next(), type: `engagement.${step}`, at: clock.now(), payload: { ...payload } };
}

/** What a step tells, and the delivery that it implies. The storage keeps those of steps that were not noted before. */
export function stepEvents(
  minter: Minter,
  step: EngagementStep,
  engagement: Engagement,
): Partial<Record<EngagementStep, DomainEvent>> {
  return {
    delivered: engagementEvent(minter, 'delivered', engagement),
    [step]: engagementEvent(minter, step, engagement),
  };
}

/** What the start of a visit tells. */
export function visitStarted({ ids, clock }: Minter, visit: Visit): DomainEvent {
  const { siteId, id, visitorId, landingUrl, referrerUrl } = visit;
  const payload: VisitStartedPayload = { siteId, visitId: id, visitorId, landingUrl, referrerUrl };
  return { id: ids.next(), type: 'visit.started', at: clock.now(), payload: { ...payload } };
}
