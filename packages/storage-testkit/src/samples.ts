import {
  type Agent,
  type Conversation,
  type DeadLetter,
  defaultSiteSettings,
  type DomainEvent,
  type Engagement,
  type Message,
  type OneTimeLink,
  type PluginSettings,
  type Rule,
  type Session,
  type Site,
  type Team,
  type Visit,
  type Visitor,
} from '@beckon/domain';

let minted = 0;

/** Ids that grow and look like ULIDs; each is new. */
export function newId(): string {
  minted += 1;
  return `01K${minted.toString(32).toUpperCase().padStart(23, '0')}`;
}

/** A moment so many milliseconds after a fixed one; odd on purpose, so that lost milliseconds show. */
export function at(milliseconds: number): Date {
  return new Date(Date.UTC(2026, 2, 29, 1, 59, 59, 987) + milliseconds);
}

/** Text that adapters get wrong: quotes, operators of query languages, all planes of Unicode, both directions, long. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  `'; DROP TABLE rules; --`,
  '"quoted" \\ %_*?[]{}',
  '$where',
  '{"$gt": ""}',
  'a.b.$.c',
  '__proto__',
  'line\r\nline\u2028\u0085\u0001',
  'Zoë, İstanbul, ſ, ﬁ, e\u0301 and \u00e9',
  '🧑🏽‍🚀 𝒳 \u{10FFFF} \uFEFF\uFFFE',
  'שלום \u202Eabc\u202C مرحبا',
  'x'.repeat(70_000),
];

/** Text that no storage keeps. */
export const textWithNul = 'before\0after';

export function sampleSite(parts: Partial<Site> = {}): Site {
  return {
    id: newId(),
    key: `key-${newId()}`,
    name: 'Brewfictus',
    origins: ['https://shop.example', 'http://localhost:4401'],
    settings: { ...defaultSiteSettings, greeting: 'Hi' },
    facts: [{ name: 'cartValue', label: 'Value of the cart', type: 'number' }],
    firstSeenAt: null,
    lastSeenAt: null,
    lastSeenOrigin: null,
    revision: 1,
    createdAt: at(0),
    ...parts,
  };
}

export function sampleRule(parts: Partial<Rule> = {}): Rule {
  return {
    id: newId(),
    siteId: newId(),
    title: 'Product page engagement',
    enabled: true,
    when: {
      all: [
        { criterion: 'pageUrl', operator: 'contains', value: '/product' },
        {
          any: [
            { criterion: 'timeOnPage', operator: 'greaterThanOrEqual', value: 15.5 },
            { not: { criterion: 'country', operator: 'isOneOf', value: ['CH', 'GB'] } },
          ],
        },
      ],
    },
    then: { from: { team: newId() }, message: 'Need a hand choosing?', assign: true },
    revision: 1,
    creationFingerprint: newId(),
    createdAt: at(0),
    updatedAt: at(1),
    deletedAt: null,
    ...parts,
  };
}

export function sampleTeam(parts: Partial<Team> = {}): Team {
  return {
    id: newId(),
    name: 'Sales',
    hours: {
      zone: 'Europe/Zurich',
      week: [
        {
          day: 1,
          intervals: [
            { open: '09:00', close: '17:30' },
            { open: '22:00', close: '02:00' },
          ],
        },
      ],
      exceptions: [{ date: '2026-12-25', name: 'Christmas', intervals: [] }],
    },
    revision: 1,
    createdAt: at(0),
    ...parts,
  };
}

export function sampleAgent(parts: Partial<Agent> = {}): Agent {
  const teamId = newId();
  return {
    id: newId(),
    name: 'Ada',
    email: `${newId().toLowerCase()}@brewfictus.test`,
    passwordHash: '$scrypt$x',
    teamIds: [teamId, newId()],
    primaryTeamId: teamId,
    roles: ['administrator', 'agent'],
    enabled: true,
    revision: 1,
    createdAt: at(0),
    ...parts,
  };
}

export function sampleSession(parts: Partial<Session> = {}): Session {
  return {
    tokenHash: newId(),
    agentId: newId(),
    csrfToken: newId(),
    createdAt: at(0),
    expiresAt: at(60_000),
    ...parts,
  };
}

export function sampleLink(parts: Partial<OneTimeLink> = {}): OneTimeLink {
  return { tokenHash: newId(), purpose: 'setup', expiresAt: at(60_000), ...parts };
}

export function sampleVisitor(parts: Partial<Visitor> = {}): Visitor {
  return {
    id: newId(),
    siteId: newId(),
    secretHash: newId(),
    secretSalt: newId(),
    visits: 1,
    createdAt: at(0),
    lastSeenAt: at(0),
    ...parts,
  };
}

export function sampleVisit(parts: Partial<Visit> = {}): Visit {
  return {
    id: newId(),
    siteId: newId(),
    visitorId: newId(),
    startKey: newId(),
    startFingerprint: newId(),
    startedAt: at(0),
    lastActivityAt: at(0),
    endsAt: at(1_800_000),
    facts: {
      country: { value: 'CH', until: null },
      'businessHours/01J': { value: 'during', until: at(5_000) },
    },
    landingUrl: 'https://shop.example/product/rocket-r58?a=1#b',
    referrerUrl: '',
    ...parts,
  };
}

export function sampleEngagement(parts: Partial<Engagement> = {}): Engagement {
  return {
    id: newId(),
    siteId: newId(),
    ruleId: newId(),
    visitId: newId(),
    visitorId: newId(),
    from: { agent: newId() },
    message: 'Need a hand choosing?',
    assign: true,
    claimKey: newId(),
    claimFingerprint: newId(),
    claimedAt: at(0),
    leaseUntil: at(30_000),
    deliveredAt: null,
    openedAt: null,
    dismissedAt: null,
    pageUrl: 'https://shop.example/product/rocket-r58',
    ...parts,
  };
}

export function sampleMessage(parts: Partial<Message> = {}): Message {
  return {
    id: newId(),
    author: { kind: 'visitor' },
    text: 'Which grinder goes with it?',
    sentAt: at(0),
    proactive: false,
    key: newId(),
    ...parts,
  };
}

export function sampleEvent(parts: Partial<DomainEvent> = {}): DomainEvent {
  return {
    id: newId(),
    type: 'conversation.started',
    at: at(0),
    payload: { conversationId: newId(), 'a.$b': [1, null, { x: 'y' }] },
    ...parts,
  };
}

export function sampleConversation(parts: Partial<Conversation> = {}): Conversation {
  return {
    id: newId(),
    siteId: newId(),
    visitorId: newId(),
    visitId: newId(),
    engagementId: null,
    ruleId: null,
    startKey: newId(),
    status: 'open',
    assignedTeamId: null,
    assignedAgentId: null,
    messages: [sampleMessage()],
    visitorReadCount: 0,
    pageUrl: 'https://shop.example/',
    createdAt: at(0),
    lastMessageAt: at(0),
    revision: 1,
    unsentEvents: [sampleEvent()],
    ...parts,
  };
}

export function samplePluginSettings(parts: Partial<PluginSettings> = {}): PluginSettings {
  return {
    name: `plugin-${newId().toLowerCase()}`,
    options: {
      apiKey: 'secret',
      endpoints: [{ url: 'https://x.example', on: true, none: null }],
      'a.$b': { '': 0.5 },
    },
    revision: 0,
    updatedAt: at(0),
    ...parts,
  };
}

export function sampleDeadLetter(parts: Partial<DeadLetter> = {}): DeadLetter {
  const event = parts.event ?? sampleEvent();
  const listener = parts.listener ?? `webhooks:${event.type}`;
  return {
    id: `${event.id}@${listener}`,
    plugin: 'webhooks',
    listener,
    event,
    attempts: 9,
    error: '500 Internal Server Error',
    at: at(0),
    ...parts,
  };
}
