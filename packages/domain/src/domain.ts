import { type Conversations } from './conversations/conversations';
import { type Engagements } from './engagements/engagements';
import { type Events } from './events/events';
import { type Inbox } from './inbox/inbox';
import { type Agents, type Teams } from './people/people';
import {
  type Bus,
  type Clock,
  type FactSource,
  type Ids,
  type AppliedSettings,
  type Logger,
  type PluginRuntime,
  type Secrets,
  type Storage,
} from './ports';
import { type Plugins } from './plugins/plugins';
import { type Rules } from './rules/rules';
import { type SessionUseCases, type Setup } from './session/session';
import { type Sites } from './sites/sites';
import { type Visits } from './visits/visits';

/** What the domain needs of the world. */
export interface DomainDependencies {
  storage: Storage;
  bus: Bus;
  clock: Clock;
  ids: Ids;
  secrets: Secrets;
  factSource: FactSource;
  logger: Logger;
  /** What runs the plugins. @default none: there are no plugins */
  plugins?: PluginRuntime;
  /** What was made of the plugins' saved settings when they were started, by name. @default nothing was looked at */
  appliedSettings?: ReadonlyMap<string, AppliedSettings>;
}

/** Everything that can be done, by feature. Each use-case answers a value; it throws only for broken infrastructure and bugs. */
export interface Domain {
  readonly visits: Visits;
  readonly engagements: Engagements;
  readonly conversations: Conversations;
  readonly session: SessionUseCases;
  readonly setup: Setup;
  readonly rules: Rules;
  readonly sites: Sites;
  readonly teams: Teams;
  readonly agents: Agents;
  readonly inbox: Inbox;
  readonly events: Events;
  readonly plugins: Plugins;
}
