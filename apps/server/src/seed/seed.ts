import { system, type Answer, type Domain, type Site, type Storage, type TeamDraft } from '@beckon/domain';
import { type Config } from '../config/environment';
import { StartError } from '../composition/start-error';
import { DEMO_SITE_KEY, demoAgents, demoRules, demoSettings, demoTeams, type DemoTeams } from './demo-shop';
import { keptPassword } from './sign-ins';

type SeedConfig = Pick<Config, 'administrator' | 'dataFolder'>;

/**
 * Makes the Brewfictus demo where it is not there yet. Each part is looked for first, so that a start that was cut off in the middle is
 * completed by the next one; the shop's origins come last and say that all is there. What exists is never changed, but for one
 * thing: an origin on which this start serves the shop is allowed. Servers that start at the same moment make it once, together.
 */
export async function seedDemo(
  domain: Domain,
  storage: Storage,
  config: SeedConfig,
  shopOrigins: string[],
): Promise<void> {
  const kept = await storage.sites.getByKey(DEMO_SITE_KEY);
  const complete = kept !== null && kept.origins.length > 0;
  const teams = complete ? null : await seedPeople(domain, storage, config);
  const site = kept ?? (await seedSite(domain, storage));
  for (const [index, draft] of teams === null ? [] : demoRules(teams).entries()) {
    const key = `seed-rule-${index}`;
    const made = await domain.rules.create({ actor: system, siteId: site.id, draft, key });
    // The start that was cut off may have been of a version that wrote it otherwise.
    if (made.ok || made.error.code !== 'keyReused') must(made);
  }
  await allowOrigins(domain, site, shopOrigins);
}

async function seedSite(domain: Domain, storage: Storage): Promise<Site> {
  const made = await domain.sites.create({
    actor: system,
    name: 'Brewfictus',
    origins: [],
    settings: demoSettings,
    key: DEMO_SITE_KEY,
  });
  // Another server that starts at the same moment may have been first.
  return (made.ok ? null : await storage.sites.getByKey(DEMO_SITE_KEY)) ?? must(made);
}

/** Guarded by revision; whoever saves the site beside us makes us read it again. */
async function allowOrigins(domain: Domain, site: Site, shopOrigins: string[]): Promise<void> {
  for (;;) {
    const { id: siteId, name, settings, origins, revision } = site;
    const missing = shopOrigins.filter((origin) => !origins.includes(origin));
    if (missing.length === 0) return;
    const saved = await domain.sites.save({
      actor: system,
      siteId,
      name,
      origins: [...origins, ...missing],
      settings,
      revision,
    });
    if (saved.ok || saved.error.code !== 'stale') return void must(saved);
    site = must(await domain.sites.get({ actor: system, siteId }));
  }
}

async function seedPeople(domain: Domain, storage: Storage, config: SeedConfig): Promise<DemoTeams> {
  const existing = must(await domain.teams.list({ actor: system }));
  const team = async (draft: TeamDraft) =>
    (
      existing.find(({ name }) => name === draft.name) ??
      must(await domain.teams.create({ actor: system, draft, key: `seed-team-${draft.name}` }))
    ).id;
  const teams = { sales: await team(demoTeams.sales), support: await team(demoTeams.support) };

  const agents = demoAgents(teams);
  if (config.administrator !== null) agents.administrator.email = config.administrator.email;
  for (const agent of Object.values(agents)) {
    const exists = async () => (await storage.agents.getByEmail(agent.email)) !== null;
    if (await exists()) continue;
    const chosen = agent === agents.administrator ? config.administrator?.password : undefined;
    // Kept before the account exists: a cut between the two must not make an account whose password nobody knows.
    const password = chosen ?? keptPassword(config.dataFolder, agent.email);
    const made = await domain.agents.create({ actor: system, draft: { ...agent, password } });
    // Another server that starts at the same moment may have been first.
    if (!made.ok && !(await exists())) must(made);
  }
  return teams;
}

/** The first administrator that the environment names, where there is none yet. */
export async function seedAdministrator(
  domain: Domain,
  administrator: Config['administrator'],
): Promise<void> {
  if (administrator === null || !(await domain.setup.needed())) return;
  const made = await domain.agents.create({
    actor: system,
    draft: {
      name: 'Administrator',
      ...administrator,
      roles: ['administrator'],
      teamIds: [],
      primaryTeamId: null,
      enabled: true,
    },
  });
  // Another server of this installation that starts at the same moment may have been first.
  if (!made.ok && !(await domain.setup.needed())) return;
  must(made);
}

function must<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  const issues = (answer.error.issues ?? []).map(({ path, message }) => `${path} ${message}`).join('; ');
  throw new StartError(
    `The first data could not be made: ${answer.error.message}${issues === '' ? '' : ` (${issues})`}`,
  );
}
