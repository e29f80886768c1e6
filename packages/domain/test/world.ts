import { standardCriteria } from '@beckon/criteria';
import { type Criterion } from '@beckon/engine';
import { openSqliteStorage } from '@beckon/storage-sqlite';
import { onTestFinished } from 'vitest';
import {
  type Actor,
  type AgentDraft,
  type Answer,
  type Claim,
  createDomain,
  type Domain,
  type DomainError,
  type FactRequest,
  type KnownFact,
  type LiveEvent,
  type Logger,
  type PluginRuntime,
  type RuleDraft,
  type SignedIn,
  type Site,
  type StartedVisit,
  type StartVisit,
  type Storage,
  system,
  type VisitorActor,
} from '../src';
import { createBus, createIds, createSecrets } from '../src/adapters';

/** A clock in the test's hand. */
export interface TestClock {
  now(): Date;
  set(moment: string): void;
  advance(ms: number): void;
}

/** A domain on a real storage in memory, with time and the facts of plugins in the test's hand. */
export interface World {
  domain: Domain;
  storage: Storage;
  clock: TestClock;
  site: Site;
  /** What the fact source answers, by key; a key that is missing is not provided. */
  facts: Record<string, KnownFact>;
  /** What the fact source was asked. */
  asked: FactRequest[];
  live: LiveEvent[];
  logged: string[];
  secrets: ReturnType<typeof createSecrets>;
}

export const ORIGIN = 'https://shop.example';
/** A Tuesday. */
export const START = '2026-11-24T10:00:00.000Z';
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** Runs nothing. */
const noPlugins: PluginRuntime = {
  state: () => ({ plugins: [], pendingEvents: 0 }),
  configure: () => Promise.resolve({ ok: false, issues: [] }),
  choices: () => Promise.resolve({ ok: false, reason: 'unknown', error: 'There is no such list.' }),
  emit: () => Promise.resolve({ dead: [] }),
  replay: ({ attempts }) => Promise.resolve({ ok: false, error: 'There are no plugins.', attempts }),
  browserModules: () => [],
};

export async function createWorld({
  extraCriteria = [],
  browserModules,
}: {
  extraCriteria?: Criterion[];
  browserModules?: ReturnType<PluginRuntime['browserModules']>;
} = {}): Promise<World> {
  const storage = await openSqliteStorage({ file: ':memory:' });
  // Each stays open to the end of its test; a property makes many.
  onTestFinished(() => storage.close());
  await storage.migrate();
  let now = Date.parse(START);
  const clock: TestClock = {
    now: () => new Date(now),
    set: (moment) => (now = Date.parse(moment)),
    advance: (ms) => (now += ms),
  };
  const logged: string[] = [];
  const log = (message: string) => void logged.push(message);
  const logger: Logger = { info: log, warn: log, error: log };
  const bus = createBus({ logger });
  const live: LiveEvent[] = [];
  bus.subscribe((event) => live.push(event));
  const facts: Record<string, KnownFact> = {};
  const asked: FactRequest[] = [];
  const secrets = createSecrets({ cost: 2 });
  const domain = createDomain({
    storage,
    bus,
    clock,
    ids: createIds(clock),
    secrets,
    logger,
    ...(browserModules ? { plugins: { ...noPlugins, browserModules: () => browserModules } } : {}),
    factSource: {
      criteria: [...standardCriteria, ...extraCriteria],
      resolve(request) {
        asked.push(request);
        return Promise.resolve(
          Object.fromEntries(request.needs.flatMap((key) => (facts[key] ? [[key, facts[key]]] : []))),
        );
      },
    },
  });
  const site = value(
    await domain.sites.create({ actor: system, name: 'Shop', origins: [ORIGIN], key: 'shop-key-1' }),
  );
  return { domain, storage, clock, site, facts, asked, live, logged, secrets };
}

/** The value of an answer that must have gone well. */
export function value<T>(answer: Answer<T>): T {
  if (!answer.ok)
    throw new Error(
      `${answer.error.code}: ${answer.error.message} ${JSON.stringify(answer.error.issues ?? [])}`,
    );
  return answer.value;
}

/** The error of an answer that must have been refused. */
export function error(answer: Answer<unknown>): DomainError {
  if (answer.ok) throw new Error(`Not refused: ${JSON.stringify(answer.value)}`);
  return answer.error;
}

/** The code and the paths of a refusal, in short. */
export function refusal(answer: Answer<unknown>): string {
  const { code, issues } = error(answer);
  return [code, ...(issues ?? []).map((issue) => `${issue.path} ${issue.code}`)].join(' | ');
}

let keys = 0;
export function newKey(): string {
  keys += 1;
  return `key-${String(keys).padStart(8, '0')}`;
}

export const password = 'correct horse battery';

export async function addAgent(world: World, draft: Partial<AgentDraft> & { email: string }) {
  return value(
    await world.domain.agents.create({
      actor: system,
      draft: {
        name: 'Ann',
        password,
        roles: ['agent'],
        teamIds: [],
        primaryTeamId: null,
        enabled: true,
        ...draft,
      },
    }),
  );
}

/** Makes an agent with this role and signs in. */
export async function signIn(
  world: World,
  role: 'administrator' | 'agent',
  email = `${role}@shop.example`,
): Promise<SignedIn> {
  await addAgent(world, { email, roles: [role], name: role === 'administrator' ? 'Ada' : 'Ann' });
  return value(await world.domain.session.signIn({ email, password })).signedIn;
}

export async function addTeam(
  world: World,
  name = 'Sales',
  hours: Parameters<Domain['teams']['create']>[0]['draft']['hours'] = null,
): Promise<string> {
  return value(await world.domain.teams.create({ actor: system, draft: { name, hours } })).id;
}

/** Open on weekdays from 9 to 17, UTC. */
export const officeHours = {
  zone: 'UTC',
  week: ([1, 2, 3, 4, 5] as const).map((day) => ({ day, intervals: [{ open: '09:00', close: '17:00' }] })),
  exceptions: [],
};

export function draftOf(team: string, changes: Partial<RuleDraft> = {}): RuleDraft {
  return {
    title: 'Product page',
    enabled: true,
    when: { criterion: 'pageUrl', operator: 'contains', value: '/product' },
    then: { from: { team }, message: 'Need a hand choosing?', assign: true },
    ...changes,
  };
}

export async function addRule(world: World, draft: RuleDraft, actor: Actor = system) {
  return value(await world.domain.rules.create({ actor, siteId: world.site.id, draft }));
}

/** A visitor's browser: it keeps what the server told it. */
export class Browser {
  visitor: VisitorActor['visitor'] = null;
  visitId: string | undefined;
  facts: StartVisit['facts'] = {
    pageUrl: `${ORIGIN}/product/r58`,
    referrerUrl: '',
    browserLanguage: 'en-GB',
  };

  constructor(private readonly world: World) {}

  get actor(): VisitorActor {
    return { siteKey: this.world.site.key, origin: ORIGIN, visitor: this.visitor };
  }

  get visit(): string {
    if (this.visitId === undefined) throw new Error('No visit has started');
    return this.visitId;
  }

  request(changes: Partial<StartVisit> = {}): StartVisit {
    return {
      actor: this.actor,
      visitId: this.visitId,
      facts: this.facts,
      active: true,
      key: newKey(),
      ip: '192.0.2.1',
      headers: {},
      trusted: false,
      ...changes,
    };
  }

  async start(changes: Partial<StartVisit> = {}): Promise<StartedVisit> {
    const started = value(await this.world.domain.visits.start(this.request(changes)));
    if (started.visitor.secret !== undefined)
      this.visitor = { id: started.visitor.id, secret: started.visitor.secret };
    this.visitId = started.visit.id;
    return started;
  }

  claimRequest(changes: Partial<Claim> = {}): Claim {
    return {
      actor: this.actor,
      visitId: this.visit,
      ruleId: 'unknown',
      revision: 0,
      facts: this.facts,
      key: newKey(),
      ip: '192.0.2.1',
      headers: {},
      trusted: false,
      ...changes,
    };
  }

  async claim(changes: Partial<Claim> = {}) {
    return value(await this.world.domain.engagements.claim(this.claimRequest(changes)));
  }

  /** Claims, and must be granted. */
  async granted(changes: Partial<Claim> = {}) {
    const claimed = await this.claim(changes);
    if (!claimed.granted) throw new Error(`Not granted: ${claimed.reason}`);
    return claimed;
  }

  async mark(engagementId: string, step: 'delivered' | 'opened' | 'dismissed') {
    return value(await this.world.domain.engagements.mark({ actor: this.actor, engagementId, step }));
  }

  async write(text: string, engagementId?: string) {
    return value(
      await this.world.domain.conversations.start({
        actor: this.actor,
        visitId: this.visit,
        engagementId,
        text,
        pageUrl: `${ORIGIN}/product/r58`,
        key: newKey(),
      }),
    );
  }
}
