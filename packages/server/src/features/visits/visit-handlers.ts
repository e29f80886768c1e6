import { type Domain, type Residue, type StartedVisit } from '@beckon/domain';
import { type Residue as ResidueWire, type StartVisitResponse } from '@beckon/protocol';
import { translate } from '../../routing/answer';
import { type Handlers } from '../../routing/handler';

/** The address of a plugin's browser module; `undefined`: it is not served. */
export type ModuleUrlOf = (plugin: string) => string | undefined;

export function toResidueWire(
  { revision, validFor, rules, criteria, modules }: Residue,
  moduleUrlOf: ModuleUrlOf,
): ResidueWire {
  return {
    revision,
    validFor,
    rules,
    criteria,
    modules: modules.flatMap(({ plugin, facts, settings }) => {
      const url = moduleUrlOf(plugin);
      return url === undefined ? [] : [{ url, facts, settings }];
    }),
  };
}

function toStartedVisitWire(
  { visitor, visit, residue, settings, unread, conversations, unreadMessages }: StartedVisit,
  moduleUrlOf: ModuleUrlOf,
): StartVisitResponse {
  return {
    visitor,
    visit,
    residue: toResidueWire(residue, moduleUrlOf),
    settings,
    unread: unread.map((engagement) => ({
      ...engagement,
      deliveredAt: engagement.deliveredAt.toISOString(),
    })),
    conversations,
    unreadMessages,
  };
}

export function visitHandlers(domain: Domain, moduleUrlOf: ModuleUrlOf): Handlers<'startVisit'> {
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
        (started) => toStartedVisitWire(started, moduleUrlOf),
      ),
  };
}
