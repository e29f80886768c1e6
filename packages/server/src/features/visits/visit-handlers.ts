import { type Domain, type Residue, type StartedVisit } from '@beckon/domain';
import { type Residue as ResidueWire, type StartVisitResponse } from '@beckon/protocol';
import { translate } from '../../routing/answer';
import { type Handlers } from '../../routing/handler';

export function toResidueWire({ revision, validFor, rules, criteria }: Residue): ResidueWire {
  return { revision, validFor, rules, criteria };
}

function toStartedVisitWire({
  visitor,
  visit,
  residue,
  settings,
  unread,
  conversations,
  unreadMessages,
}: StartedVisit): StartVisitResponse {
  return {
    visitor,
    visit,
    residue: toResidueWire(residue),
    settings,
    unread: unread.map((engagement) => ({
      ...engagement,
      deliveredAt: engagement.deliveredAt.toISOString(),
    })),
    conversations,
    unreadMessages,
  };
}

export function visitHandlers(domain: Domain): Handlers<'startVisit'> {
  return {
    startVisit: async ({ actor, body, key, client, headers }) =>
      translate(
        await domain.visits.start({
          actor,
          visitId: body.visit,
          facts: body.facts,
          active: body.active,
          key,
          ip: client.ip,
          headers,
          trusted: client.trusted,
        }),
        toStartedVisitWire,
      ),
  };
}
