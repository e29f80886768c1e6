/** One step of the schema. Steps are never changed once released: what is new is a new step. */
export interface Migration {
  version: number;
  name: string;
  sql: string;
}

/** All dates are milliseconds since 1970; `origins`, `settings` and the like are JSON. */
const first = `
CREATE TABLE sites (
  id TEXT PRIMARY KEY NOT NULL, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, origins TEXT NOT NULL, settings TEXT NOT NULL,
  first_seen_at INTEGER, last_seen_at INTEGER, last_seen_origin TEXT, revision INTEGER NOT NULL, created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rule_lists (site_id TEXT PRIMARY KEY NOT NULL, revision INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE rules (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, position INTEGER NOT NULL, title TEXT NOT NULL, enabled INTEGER NOT NULL,
  conditions TEXT NOT NULL, action TEXT NOT NULL, revision INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX rules_in_order ON rules (site_id, position);

CREATE TABLE teams (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, hours TEXT, revision INTEGER NOT NULL, created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE agents (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, password_hash TEXT, team_ids TEXT NOT NULL,
  primary_team_id TEXT, roles TEXT NOT NULL, enabled INTEGER NOT NULL, revision INTEGER NOT NULL, created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY NOT NULL, agent_id TEXT NOT NULL, csrf_token TEXT NOT NULL, created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of_agent ON sessions (agent_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE TABLE links (
  token_hash TEXT PRIMARY KEY NOT NULL, purpose TEXT NOT NULL, expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE visitors (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, secret_hash TEXT NOT NULL, visits INTEGER NOT NULL, created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE visits (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, visitor_id TEXT NOT NULL, start_key TEXT NOT NULL, started_at INTEGER NOT NULL,
  last_activity_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, facts TEXT NOT NULL, landing_url TEXT NOT NULL, referrer_url TEXT NOT NULL,
  UNIQUE (visitor_id, start_key)
) STRICT;

CREATE TABLE engagements (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, rule_id TEXT NOT NULL, visit_id TEXT NOT NULL, visitor_id TEXT NOT NULL,
  sender TEXT NOT NULL, message TEXT NOT NULL, assign INTEGER NOT NULL, claim_key TEXT NOT NULL, claimed_at INTEGER NOT NULL,
  lease_until INTEGER NOT NULL, delivered_at INTEGER, opened_at INTEGER, dismissed_at INTEGER, page_url TEXT NOT NULL,
  UNIQUE (visit_id, rule_id), UNIQUE (visit_id, claim_key)
) STRICT;
CREATE INDEX engagements_delivered ON engagements (site_id, delivered_at, rule_id) WHERE delivered_at IS NOT NULL;
CREATE INDEX engagements_of_visitor ON engagements (visitor_id, delivered_at, id) WHERE delivered_at IS NOT NULL;

CREATE TABLE conversations (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, visitor_id TEXT NOT NULL, visit_id TEXT NOT NULL, engagement_id TEXT,
  rule_id TEXT, start_key TEXT NOT NULL, status TEXT NOT NULL, assigned_team_id TEXT, assigned_agent_id TEXT,
  visitor_read_count INTEGER NOT NULL, message_count INTEGER NOT NULL, page_url TEXT NOT NULL, created_at INTEGER NOT NULL,
  last_message_at INTEGER NOT NULL, revision INTEGER NOT NULL, UNIQUE (visitor_id, start_key), UNIQUE (engagement_id, visitor_id)
) STRICT;
CREATE INDEX conversations_newest ON conversations (last_message_at DESC, id DESC);
CREATE INDEX conversations_of_site ON conversations (site_id, last_message_at DESC, id DESC);
CREATE INDEX conversations_of_visitor ON conversations (visitor_id, last_message_at DESC, id DESC);
CREATE INDEX conversations_of_team ON conversations (assigned_team_id, last_message_at DESC, id DESC) WHERE assigned_team_id IS NOT NULL;
CREATE INDEX conversations_of_agent ON conversations (assigned_agent_id, last_message_at DESC, id DESC) WHERE assigned_agent_id IS NOT NULL;
CREATE TABLE messages (
  conversation_id TEXT NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, author TEXT NOT NULL, text TEXT NOT NULL,
  sent_at INTEGER NOT NULL, proactive INTEGER NOT NULL, key TEXT NOT NULL,
  PRIMARY KEY (conversation_id, position), UNIQUE (conversation_id, key)
) STRICT;
CREATE TABLE unsent_events (
  position INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, at INTEGER NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE INDEX unsent_events_of_conversation ON unsent_events (conversation_id, position);
CREATE INDEX unsent_events_oldest ON unsent_events (at);
`;

/** Visits and engagements carry events too: `owner` says whose. */
const eventsOfAll = `
ALTER TABLE unsent_events RENAME COLUMN conversation_id TO owner_id;
ALTER TABLE unsent_events ADD COLUMN owner TEXT NOT NULL DEFAULT 'conversation';
DROP INDEX unsent_events_oldest;
CREATE INDEX unsent_events_oldest ON unsent_events (owner, at);
`;

/** What plugins and pages bring: settings, events that were not taken, facts that a site's pages push. */
const plugins = `
ALTER TABLE sites ADD COLUMN facts TEXT NOT NULL DEFAULT '[]';
CREATE TABLE plugins (
  name TEXT PRIMARY KEY NOT NULL, options TEXT NOT NULL, revision INTEGER NOT NULL, updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE dead_letters (
  id TEXT PRIMARY KEY NOT NULL, plugin TEXT NOT NULL, listener TEXT NOT NULL, event_id TEXT NOT NULL, event_type TEXT NOT NULL,
  event_at INTEGER NOT NULL, payload TEXT NOT NULL, attempts INTEGER NOT NULL, error TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX dead_letters_newest ON dead_letters (at DESC, id DESC);
CREATE INDEX dead_letters_of_plugin ON dead_letters (plugin);
`;

/** What gives a new visitor's secret again where the answer was lost. */
const secretSalts = 'ALTER TABLE visitors ADD COLUMN secret_salt TEXT';

/** Counts by rule are read from an index alone, in its order; conversations are counted from their own side. */
const countsFromIndexes = `
DROP INDEX engagements_delivered;
CREATE INDEX engagements_delivered ON engagements (site_id, rule_id, delivered_at, opened_at) WHERE delivered_at IS NOT NULL;
CREATE INDEX conversations_answering ON conversations (site_id, engagement_id) WHERE engagement_id IS NOT NULL;
`;

/** What the request said that made it: tells its retry from another request with the same key. */
const fingerprints = `
ALTER TABLE visits ADD COLUMN start_fingerprint TEXT;
ALTER TABLE engagements ADD COLUMN claim_fingerprint TEXT;
ALTER TABLE rules ADD COLUMN creation_fingerprint TEXT;
`;

export const migrations: readonly Migration[] = [
  { version: 1, name: 'everything of the first release', sql: first },
  { version: 2, name: 'unsent events of visits and engagements', sql: eventsOfAll },
  { version: 3, name: 'plugins, dead letters, page facts', sql: plugins },
  { version: 4, name: "salts of visitors' secrets", sql: secretSalts },
  { version: 5, name: 'counts by rule from indexes', sql: countsFromIndexes },
  { version: 6, name: 'fingerprints of requests with keys', sql: fingerprints },
];
