import { system, type Answer, type Domain, type Storage, type TeamDraft } from '@beckon/domain';
import { type Config } from '../config/environment';
import { StartError } from '../composition/start-error';
import { DEMO_SITE_KEY, demoAgents, demoRules, demoSettings, demoTeams, type DemoTeams } from './demo-shop';
import { keepSignIns, newPassword, readSignIns } from './sign-ins';

type SeedConfig = Pick<Config, 'administrator' | 'dataFolder'>;

/**
 * Makes the Brewfictus demo where it is not there yet. Each part is looked for first, so that a start that was cut off in the middle is
 * completed by the next one; the shop's origins come last and say that all is there. What exists is never changed, but for one
 * thing: an origin on which this start serves the shop is allowed.
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
  const site =
    kept ??
    must(
      await domain.sites.create({
        actor: system,
        name: 'Brewfictus',
        origins: [],
        settings: demoSettings,
        key: DEMO_SITE_KEY,
      }),
    );
  for (const [index, draft] of teams === null ? [] : demoRules(teams).entries())
    must(await domain.rules.create({ actor: system, siteId: site.id, draft, key: `seed-rule-${index}` }));

  const missing = shopOrigins.filter((origin) => !site.origins.includes(origin));
  if (missing.length === 0) return;
  const { id: siteId, name, settings, revision } = site;
  must(
    await domain.sites.save({
      actor: system,
      siteId,
      name,
      origins: [...site.origins, ...missing],
      settings,
      revision,
    }),
  );
}

async function seedPeople(domain: Domain, storage: Storage, config: SeedConfig): Promise<DemoTeams> {
  const existing = must(await domain.teams.list({ actor: system }));
  const team = async (draft: TeamDraft) =>
    (
      existing.find(({ name }) => name === draft.name) ??
      must(await domain.teams.create({ actor: system, draft }))
    ).id;
  const teams = { sales: await team(demoTeams.sales), support: await team(demoTeams.support) };

  const agents = demoAgents(teams);
  if (config.administrator !== null) agents.administrator.email = config.administrator.email;
  const signIns = readSignIns(config.dataFolder);
  for (const agent of Object.values(agents)) {
    if ((await storage.agents.getByEmail(agent.email)) !== null) continue;
    const chosen = agent === agents.administrator ? config.administrator?.password : undefined;
    const password = chosen ?? signIns[agent.email] ?? newPassword();
    // Kept before the account exists: a cut between the two must not make an account whose password nobody knows.
    if (chosen === undefined)
      keepSignIns(config.dataFolder, Object.assign(signIns, { [agent.email]: password }));
    must(await domain.agents.create({ actor: system, draft: { ...agent, password } }));
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
