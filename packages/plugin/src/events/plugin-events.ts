import { type PluginLog } from '../plugin-log';

/** Who a message comes from. */
export type EventSender = { team: string } | { agent: string };

/** What an engagement's events say. */
export interface EngagementPayload {
  siteId: string;
  engagementId: string;
  ruleId: string;
  visitId: string;
  visitorId: string;
  from: EventSender;
  /** The message as it was when claimed. */
  message: string;
  /** Where the visitor was. */
  pageUrl: string;
}

/** What a conversation's beginning says. */
export interface ConversationStartedPayload {
  siteId: string;
  conversationId: string;
  visitorId: string;
  visitId: string;
  /** The engagement that it answers; `null` where the visitor began by herself. */
  engagementId: string | null;
  ruleId: string | null;
  assignedTeamId: string | null;
  assignedAgentId: string | null;
  pageUrl: string;
}

/** What a message in a conversation says. */
export interface ConversationMessagePayload {
  siteId: string;
  conversationId: string;
  visitorId: string;
  messageId: string;
  author: { kind: 'visitor' } | { kind: 'agent'; agentId: string } | { kind: 'team'; teamId: string };
  text: string;
}

/** What a change of a conversation says. */
export interface ConversationChangedPayload {
  siteId: string;
  conversationId: string;
  visitorId: string;
  /** `null`: a trigger or the platform did it. */
  byAgentId: string | null;
}

/** What an assignment says. */
export interface ConversationAssignedPayload extends ConversationChangedPayload {
  assignedTeamId: string | null;
  assignedAgentId: string | null;
}

/** What the start of a visit says. */
export interface VisitStartedPayload {
  siteId: string;
  visitId: string;
  visitorId: string;
  landingUrl: string;
  /** `''` if none. */
  referrerUrl: string;
}

/** All events that plugins can hear of, by name. */
export interface PluginEventPayloads {
  'engagement.claimed': EngagementPayload;
  'engagement.delivered': EngagementPayload;
  'engagement.opened': EngagementPayload;
  'engagement.dismissed': EngagementPayload;
  'conversation.started': ConversationStartedPayload;
  'conversation.message': ConversationMessagePayload;
  'conversation.assigned': ConversationAssignedPayload;
  'conversation.closed': ConversationChangedPayload;
  'conversation.reopened': ConversationChangedPayload;
  'visit.started': VisitStartedPayload;
}

/** The name of an event. */
export type PluginEventName = keyof PluginEventPayloads;

/** The names of all events. */
export const pluginEventNames = [
  'engagement.claimed',
  'engagement.delivered',
  'engagement.opened',
  'engagement.dismissed',
  'conversation.started',
  'conversation.message',
  'conversation.assigned',
  'conversation.closed',
  'conversation.reopened',
  'visit.started',
] as const satisfies readonly PluginEventName[];

/**
 * Something that happened. It reaches a listener at least once: after a crash perhaps twice, with the same `id`.
 */
export interface PluginEvent<Name extends PluginEventName = PluginEventName> {
  /** The same each time it is delivered. */
  id: string;
  type: Name;
  at: Date;
  payload: PluginEventPayloads[Name];
}

/** What a listener is called with, beside the event. */
export interface ListenerContext<Options = unknown> {
  signal: AbortSignal;
  fetch: typeof globalThis.fetch;
  log: PluginLog;
  options: Options;
  /** 1 for the first try. */
  attempt: number;
  now: Date;
}

/** A listener may say that it failed, and that trying again is of no use. Throwing says: try again. */
export type ListenerAnswer = { ok: true } | { ok: false; error: string; retry?: boolean };

/** The listeners of a plugin. Those of one conversation are called in order, one after the other. */
export type Listeners<Options = unknown> = {
  readonly [Name in PluginEventName]?: (
    event: PluginEvent<Name>,
    context: ListenerContext<Options>,
  ) => void | ListenerAnswer | Promise<void | ListenerAnswer>;
};

/** How events are delivered to a plugin. */
export interface Delivery {
  /** Milliseconds a listener may take. @default 10000 */
  deadline?: number;
  /** Seconds before each further try. After the last one the event is a dead letter. @default the schedule of Standard Webhooks, about three days */
  retry?: readonly number[];
}

/** The schedule that Standard Webhooks recommends: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h. */
export const standardRetry: readonly number[] = [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400];
