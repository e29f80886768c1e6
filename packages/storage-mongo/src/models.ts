import { type Connection, Schema, type SchemaDefinition } from 'mongoose';
import {
  type AgentDocument,
  type ConversationDocument,
  type DeadLetterDocument,
  type EngagementDocument,
  type LinkDocument,
  type PluginDocument,
  type RuleListDocument,
  type RuleSiteDocument,
  type RuleVersionDocument,
  type SchemaDocument,
  type SessionDocument,
  type SiteDocument,
  type TeamDocument,
  type VisitDocument,
  type VisitorDocument,
} from './documents';

/** Names of unique indexes: how a violation is told from another. */
export const unique = {
  siteKey: 'unique_key',
  agentEmail: 'unique_email',
  visitStart: 'unique_start',
  engagementHold: 'unique_hold_of_visit',
  engagementRule: 'unique_rule_of_visit',
  engagementKey: 'unique_claim_of_visit',
  conversationStart: 'unique_start',
  conversationEngagement: 'unique_engagement',
} as const;

type Keys = Record<string, 1 | -1>;
interface Index {
  keys: Keys;
  /** Set: a unique index of this name. */
  unique?: string;
  /** Set: documents are swept once this date has passed (MongoDB looks about once a minute; queries look by themselves). */
  expires?: true;
}

const { Mixed, ObjectId } = Schema.Types;
const nested = { _id: false, id: false, minimize: false, strict: 'throw' } as const;

function schema<T>(
  fields: SchemaDefinition,
  indexes: Index[] = [],
  id: SchemaDefinition[string] = String,
): Schema<T> {
  const made = new Schema<T>({ _id: id, ...fields } as SchemaDefinition, {
    id: false,
    minimize: false,
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
    autoCreate: false,
  });
  for (const index of indexes) {
    made.index(index.keys, {
      ...(index.unique === undefined ? {} : { unique: true, name: index.unique }),
      ...(index.expires ? { expireAfterSeconds: 0 } : {}),
    });
  }
  return made;
}

const place = new Schema({ id: String, revision: Number, deleted: Boolean, version: ObjectId }, nested);
const message = new Schema(
  { id: String, author: Mixed, text: String, sentAt: Date, proactive: Boolean, key: String },
  nested,
);
const event = new Schema({ id: String, type: { type: String }, at: Date, payload: String }, nested);

/** The collections, on this connection. */
export function models(connection: Connection) {
  return {
    schema: connection.model('Schema', schema<SchemaDocument>({ version: Number }), 'schema'),
    sites: connection.model(
      'Site',
      schema<SiteDocument>(
        {
          key: String,
          name: String,
          origins: [String],
          settings: Mixed,
          facts: Mixed,
          firstSeenAt: Date,
          lastSeenAt: Date,
          lastSeenOrigin: String,
          revision: Number,
          createdAt: Date,
        },
        [{ keys: { key: 1 }, unique: unique.siteKey }],
      ),
      'sites',
    ),
    ruleLists: connection.model(
      'RuleList',
      schema<RuleListDocument>({ revision: Number, order: [place] }),
      'ruleLists',
    ),
    ruleSites: connection.model('RuleSite', schema<RuleSiteDocument>({ siteId: String }), 'ruleSites'),
    ruleVersions: connection.model(
      'RuleVersion',
      schema<RuleVersionDocument>(
        {
          ruleId: String,
          siteId: String,
          revision: Number,
          title: String,
          enabled: Boolean,
          when: String,
          then: Mixed,
          createdAt: Date,
          updatedAt: Date,
          deletedAt: Date,
          creationFingerprint: String,
        },
        [{ keys: { ruleId: 1, revision: 1 } }],
        ObjectId,
      ),
      'ruleVersions',
    ),
    plugins: connection.model(
      'Plugin',
      schema<PluginDocument>({ options: String, revision: Number, updatedAt: Date }),
      'plugins',
    ),
    deadLetters: connection.model(
      'DeadLetter',
      schema<DeadLetterDocument>(
        { plugin: String, listener: String, event, attempts: Number, error: String, at: Date },
        [{ keys: { at: -1, _id: -1 } }, { keys: { plugin: 1 } }],
      ),
      'deadLetters',
    ),
    teams: connection.model(
      'Team',
      schema<TeamDocument>({ name: String, hours: Mixed, revision: Number, createdAt: Date }),
      'teams',
    ),
    agents: connection.model(
      'Agent',
      schema<AgentDocument>(
        {
          name: String,
          email: String,
          passwordHash: String,
          teamIds: [String],
          primaryTeamId: String,
          roles: [String],
          enabled: Boolean,
          revision: Number,
          createdAt: Date,
        },
        [{ keys: { email: 1 }, unique: unique.agentEmail }],
      ),
      'agents',
    ),
    sessions: connection.model(
      'Session',
      schema<SessionDocument>({ agentId: String, csrfToken: String, createdAt: Date, expiresAt: Date }, [
        { keys: { agentId: 1 } },
        { keys: { expiresAt: 1 }, expires: true },
      ]),
      'sessions',
    ),
    links: connection.model(
      'Link',
      schema<LinkDocument>({ purpose: String, expiresAt: Date }, [{ keys: { expiresAt: 1 }, expires: true }]),
      'links',
    ),
    visitors: connection.model(
      'Visitor',
      schema<VisitorDocument>({
        siteId: String,
        secretHash: String,
        secretSalt: String,
        visits: Number,
        createdAt: Date,
        lastSeenAt: Date,
      }),
      'visitors',
    ),
    visits: connection.model(
      'Visit',
      schema<VisitDocument>(
        {
          siteId: String,
          visitorId: String,
          startKey: String,
          startFingerprint: String,
          startedAt: Date,
          lastActivityAt: Date,
          endsAt: Date,
          facts: Mixed,
          landingUrl: String,
          referrerUrl: String,
          unsentEvents: [event],
        },
        [
          { keys: { visitorId: 1, startKey: 1 }, unique: unique.visitStart },
          { keys: { 'unsentEvents.at': 1 } },
        ],
      ),
      'visits',
    ),
    engagements: connection.model(
      'Engagement',
      schema<EngagementDocument>(
        {
          siteId: String,
          ruleId: String,
          visitId: String,
          visitorId: String,
          from: Mixed,
          message: String,
          assign: Boolean,
          claimKey: String,
          claimFingerprint: String,
          claimedAt: Date,
          leaseUntil: Date,
          deliveredAt: Date,
          openedAt: Date,
          dismissedAt: Date,
          pageUrl: String,
          hold: String,
          unsentEvents: [event],
        },
        [
          { keys: { visitId: 1, hold: 1 }, unique: unique.engagementHold },
          { keys: { visitId: 1, ruleId: 1 }, unique: unique.engagementRule },
          { keys: { visitId: 1, claimKey: 1 }, unique: unique.engagementKey },
          { keys: { siteId: 1, deliveredAt: 1, ruleId: 1, openedAt: 1 } },
          { keys: { visitorId: 1, deliveredAt: -1, _id: -1 } },
          { keys: { 'unsentEvents.at': 1 } },
        ],
      ),
      'engagements',
    ),
    conversations: connection.model(
      'Conversation',
      schema<ConversationDocument>(
        {
          siteId: String,
          visitorId: String,
          visitId: String,
          engagementId: String,
          engagementKey: String,
          ruleId: String,
          startKey: String,
          status: String,
          assignedTeamId: String,
          assignedAgentId: String,
          messages: [message],
          messageCount: Number,
          lastMessage: message,
          visitorReadCount: Number,
          pageUrl: String,
          createdAt: Date,
          lastMessageAt: Date,
          revision: Number,
          unsentEvents: [event],
        },
        [
          { keys: { visitorId: 1, startKey: 1 }, unique: unique.conversationStart },
          { keys: { visitorId: 1, engagementKey: 1 }, unique: unique.conversationEngagement },
          { keys: { lastMessageAt: -1, _id: -1 } },
          { keys: { siteId: 1, lastMessageAt: -1, _id: -1 } },
          { keys: { siteId: 1, engagementId: 1 } },
          { keys: { visitorId: 1, lastMessageAt: -1, _id: -1 } },
          { keys: { assignedTeamId: 1, lastMessageAt: -1, _id: -1 } },
          { keys: { assignedAgentId: 1, lastMessageAt: -1, _id: -1 } },
          { keys: { 'unsentEvents.at': 1 } },
        ],
      ),
      'conversations',
    ),
  };
}

export type Models = ReturnType<typeof models>;
