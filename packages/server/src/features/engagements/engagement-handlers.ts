import { type ClaimAnswer, type Domain } from '@beckon/domain';
import { type ClaimResponse } from '@beckon/protocol';
import { translate } from '../../routing/answer';
import { type Handlers } from '../../routing/handler';
import { type ModuleUrlOf, toResidueWire } from '../visits/visit-handlers';

function toClaimWire(claim: ClaimAnswer, moduleUrlOf: ModuleUrlOf): ClaimResponse {
  const residue = toResidueWire(claim.residue, moduleUrlOf);
  if (!claim.granted)
    return {
      granted: false,
      reason: claim.reason,
      ...(claim.retryAfter === undefined ? {} : { retryAfter: claim.retryAfter }),
      residue,
    };
  const { id, ruleId, from, message, lease } = claim.engagement;
  return { granted: true, engagement: { id, rule: ruleId, from, message, lease }, residue };
}

export function engagementHandlers(
  domain: Domain,
  moduleUrlOf: ModuleUrlOf,
): Handlers<'claimEngagement' | 'markEngagement'> {
  return {
    claimEngagement: async ({ actor, body, key, client, headers }) =>
      translate(
        await domain.engagements.claim({
          actor,
          visitId: body.visit,
          ruleId: body.rule,
          revision: body.revision,
          facts: body.facts,
          key,
          ip: client.ip,
          headers,
          trusted: client.trusted,
        }),
        (claim) => toClaimWire(claim, moduleUrlOf),
      ),
    markEngagement: ({ actor, params, body }) =>
      domain.engagements.mark({ actor, engagementId: params.id, step: body.step }),
  };
}
