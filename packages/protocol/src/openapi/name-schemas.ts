import { zodToOpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import {
  agentSchema,
  businessHoursSchema,
  conversationSchema,
  conversationSummarySchema,
  deadLetterSchema,
  findingSchema,
  guardStateSchema,
  messageSchema,
  pageFactSchema,
  pluginSchema,
  pluginStateSchema,
  ruleExplanationSchema,
  ruleSchema,
  sessionResponse,
  siteSchema,
  siteSettingsSchema,
  teamSchema,
} from '../admin';
import { problemSchema } from '../problem';
import {
  browserModuleSchema,
  residueSchema,
  startVisitResponse,
  unreadEngagementSchema,
  visitorConversationSchema,
  visitorMessageSchema,
  widgetSettingsSchema,
} from '../visitor';

const names = {
  Agent: agentSchema,
  BrowserModule: browserModuleSchema,
  BusinessHours: businessHoursSchema,
  Conversation: conversationSchema,
  ConversationSummary: conversationSummarySchema,
  DeadLetter: deadLetterSchema,
  Finding: findingSchema,
  GuardState: guardStateSchema,
  Message: messageSchema,
  PageFact: pageFactSchema,
  Plugin: pluginSchema,
  PluginState: pluginStateSchema,
  Problem: problemSchema,
  Residue: residueSchema,
  Rule: ruleSchema,
  RuleExplanation: ruleExplanationSchema,
  Session: sessionResponse,
  Site: siteSchema,
  SiteSettings: siteSettingsSchema,
  StartedVisit: startVisitResponse,
  Team: teamSchema,
  UnreadEngagement: unreadEngagementSchema,
  VisitorConversation: visitorConversationSchema,
  VisitorMessage: visitorMessageSchema,
  WidgetSettings: widgetSettingsSchema,
};

/** Gives the shapes that recur their names under `components/schemas`, so that they are written once; again does nothing. */
export function nameSchemas(): void {
  // The generator's own registry: an `id` in zod's would name nothing and stand in each copy as a keyword that no validator knows.
  for (const [refId, schema] of Object.entries(names))
    zodToOpenAPIRegistry.add(schema, { _internal: { refId } });
}
