import { type Domain, type Site } from '@beckon/domain';
import { type SiteWire } from '@beckon/protocol';
import { translate } from '../../routing/answer';
import { type Handlers } from '../../routing/handler';

/** The tag to copy into a site's pages. A key has no character that HTML would read otherwise. */
export function snippetFor(publicUrl: string, key: string): string {
  return `<script async src="${publicUrl}/beckon.js" data-site="${key}"></script>`;
}

export function siteHandlers(
  { sites }: Domain,
  publicUrl: string,
): Handlers<'listSites' | 'createSite' | 'getSite' | 'saveSite'> {
  const toWire = ({
    id,
    key,
    name,
    origins,
    settings,
    facts,
    firstSeenAt,
    lastSeenAt,
    lastSeenOrigin,
    revision,
  }: Site): SiteWire => ({
    id,
    key,
    name,
    origins,
    settings,
    facts,
    snippet: snippetFor(publicUrl, key),
    firstSeenAt: firstSeenAt?.toISOString() ?? null,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    lastSeenOrigin,
    revision,
  });
  return {
    listSites: async ({ actor }) =>
      translate(await sites.list({ actor }), (all) => ({ sites: all.map(toWire) })),
    createSite: async ({ actor, body }) =>
      translate(await sites.create({ actor, name: body.name, origins: body.origins }), toWire),
    getSite: async ({ actor, params }) => translate(await sites.get({ actor, siteId: params.id }), toWire),
    saveSite: async ({ actor, params, body }) =>
      translate(
        await sites.save({
          actor,
          siteId: params.id,
          name: body.name,
          origins: body.origins,
          settings: body.settings,
          facts: body.facts,
          revision: body.revision,
        }),
        toWire,
      ),
  };
}
