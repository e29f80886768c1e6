/* eslint-disable no-restricted-imports -- a fixture of tests, which may run against a storage */
import { standardCriteria } from '@beckon/criteria';
import {
  createDomain,
  type Domain,
  type FactSource,
  type Logger,
  type PluginRuntime,
  type Site,
  type Storage,
  system,
  type TeamView,
} from '@beckon/domain';
import { createBus, createIds, createSecrets, systemClock } from '@beckon/domain/adapters';
import { openSqliteStorage } from '@beckon/storage-sqlite';
import { type BeckonServer, createServer } from '../create-server';
import { type ServerOptions } from '../server-options';
import { checkContract } from './check-contract';
import { type Answered, openRequest, type Sent, sendRequest } from './send-request';

export interface LogLine {
  level: 'info' | 'warn' | 'error';
  message: string;
  fields: Record<string, unknown>;
}

/** Sends requests with a signed-in agent's cookie and CSRF token. */
export interface SignedInCaller {
  send(sent: Sent): Promise<Answered>;
  cookie: string;
  csrfToken: string;
  agentId: string;
}

export interface TestServer {
  server: BeckonServer;
  port: number;
  domain: Domain;
  storage: Storage;
  site: Site;
  team: TeamView;
  log: LogLine[];
  send(sent: Sent): Promise<Answered>;
  open(sent: Sent): ReturnType<typeof openRequest>;
  signIn(email: string): Promise<SignedInCaller>;
  close(): Promise<void>;
}

export const ORIGIN = 'https://shop.example';
export const ADMIN = 'admin@shop.example';
export const AGENT = 'agent@shop.example';
export const PASSWORD = 'correct horse battery';

/** A source of facts without any provider: all that only plugins could know is unknown. */
const noProviders: FactSource = {
  criteria: standardCriteria,
  resolve: async ({ needs }) => Object.fromEntries(needs.map((key) => [key, { value: null, until: null }])),
};

function must<T>(answer: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

/** The real server on the real domain and an SQLite storage in memory, on a free port, with a site, a team and two agents. */
export async function startTestServer(
  options: Partial<ServerOptions> & {
    wrapStorage?: (storage: Storage) => Storage;
    plugins?: PluginRuntime;
    extraCriteria?: FactSource['criteria'];
  } = {},
): Promise<TestServer> {
  const log: LogLine[] = [];
  const at =
    (level: LogLine['level']) =>
    (message: string, fields: Record<string, unknown> = {}) =>
      void log.push({ level, message, fields });
  const logger: Logger = { info: at('info'), warn: at('warn'), error: at('error') };
  const { wrapStorage = (same: Storage) => same, plugins, extraCriteria = [], ...serverOptions } = options;
  const storage = wrapStorage(await openSqliteStorage({ file: ':memory:' }));
  await storage.migrate();
  const clock = systemClock;
  // The cheapest hash: what is tested here is not its strength.
  const domain = createDomain({
    storage,
    bus: createBus({ logger }),
    clock,
    ids: createIds(clock),
    secrets: createSecrets({ cost: 1 }),
    factSource: { ...noProviders, criteria: [...standardCriteria, ...extraCriteria] },
    logger,
    ...(plugins ? { plugins } : {}),
  });

  const site = must(await domain.sites.create({ actor: system, name: 'Shop', origins: [ORIGIN] }));
  const team = must(await domain.teams.create({ actor: system, draft: { name: 'Sales', hours: null } }));
  for (const [email, role] of [
    [ADMIN, 'administrator'],
    [AGENT, 'agent'],
  ] as const) {
    must(
      await domain.agents.create({
        actor: system,
        draft: {
          name: role,
          email,
          password: PASSWORD,
          roles: [role],
          teamIds: [team.id],
          primaryTeamId: team.id,
          enabled: true,
        },
      }),
    );
  }

  const server = createServer({
    domain,
    logger,
    health: () => storage.health(),
    publicUrl: 'http://127.0.0.1:4400',
    ...serverOptions,
  });
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  const send = async (sent: Sent) => {
    const answered = await sendRequest(port, sent);
    checkContract(sent, answered);
    return answered;
  };

  return {
    server,
    port,
    domain,
    storage,
    site,
    team,
    log,
    send,
    open: (sent) => openRequest(port, sent),
    async signIn(email) {
      const answered = await send({
        method: 'POST',
        path: '/v1/admin/session',
        body: { email, password: PASSWORD },
      });
      if (answered.status !== 200) throw new Error(answered.text);
      const { csrfToken, agent } = answered.body as { csrfToken: string; agent: { id: string } };
      const cookie = String(answered.headers['set-cookie']?.[0]).split(';')[0] ?? '';
      return {
        cookie,
        csrfToken,
        agentId: agent.id,
        send: (sent) => send({ ...sent, headers: { cookie, 'x-csrf-token': csrfToken, ...sent.headers } }),
      };
    },
    async close() {
      await server.close();
      await storage.close();
    },
  };
}
