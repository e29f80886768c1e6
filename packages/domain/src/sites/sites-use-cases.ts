import { type Answer, done, refuse } from '../answer';
import { fromSaved, invalid, missing } from '../answer/from-saved';
import { deny } from '../answer/permit';
import { type Context } from '../context';
import { defaultSiteSettings, type Site } from '../model';
import { admit } from './admit';
import { checkFactsInUse, checkPageFacts } from './check-page-facts';
import { checkSite, normalOrigin } from './check-site';
import { type Sites } from './sites';

/** The use-cases of sites. */
export function createSites({ storage, clock, ids, secrets, ruleSets }: Context): Sites {
  return {
    async list() {
      return done(await storage.sites.list());
    },

    async get({ siteId }) {
      const site = await storage.sites.get(siteId);
      return site ? done(site) : missing('site');
    },

    async create({ actor, name, origins, settings: given, key }) {
      const denied = deny(actor, 'sites:manage');
      if (denied) return denied;
      const settings = { ...defaultSiteSettings, ...given };
      const issues = checkSite(name, origins, settings);
      if (key !== undefined && !/^[A-Za-z0-9_-]{8,64}$/.test(key)) {
        issues.push({
          path: '/key',
          code: 'keyInvalid',
          message: 'Must be 8 to 64 letters, digits, "-" or "_".',
        });
      }
      if (issues.length > 0) return invalid(issues);
      const site: Site = {
        id: ids.next(),
        key: key ?? `site_${secrets.hash(secrets.token()).slice(0, 20)}`,
        name: name.trim(),
        origins: normalOrigins(origins),
        settings,
        facts: [],
        firstSeenAt: null,
        lastSeenAt: null,
        lastSeenOrigin: null,
        revision: 1,
        createdAt: clock.now(),
      };
      const inserted = await storage.sites.insert(site);
      if (inserted.ok) return done(inserted.value);
      return refuse('conflict', 'Another site has this key already. Use another one.', {
        issues: [{ path: '/key', code: 'taken', message: 'Another site has this key already.' }],
      });
    },

    async save({ actor, siteId, name, origins, settings, facts: given, revision }): Promise<Answer<Site>> {
      const denied = deny(actor, 'sites:manage');
      if (denied) return denied;
      const site = await storage.sites.get(siteId);
      if (!site) return missing('site');
      const facts =
        given?.map(({ name: fact, label, type }) => ({ name: fact, label: label.trim(), type })) ??
        site.facts;
      const issues = [...checkSite(name, origins, settings), ...checkPageFacts(facts)];
      if (issues.length > 0) return invalid(issues);
      const { rules } = await storage.rules.list(siteId);
      const broken = checkFactsInUse(site.facts, facts, rules, ruleSets);
      if (broken.length > 0) return invalid(broken);
      return fromSaved(
        await storage.sites.save(
          { ...site, name: name.trim(), origins: normalOrigins(origins), settings, facts },
          revision,
        ),
        'site',
      );
    },

    admit({ siteKey, origin }) {
      return admit(storage, siteKey, origin);
    },
  };
}

function normalOrigins(origins: string[]): string[] {
  return [...new Set(origins.flatMap((origin) => normalOrigin(origin) ?? []))];
}
