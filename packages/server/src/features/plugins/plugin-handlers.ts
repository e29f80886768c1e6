import { type CallState, type DeadLetter, type Domain, type PluginView } from '@beckon/domain';
import { type DeadLetterWire, type GuardStateWire, type PluginWire } from '@beckon/protocol';
import { translate } from '../../routing/answer';
import { type Handlers } from '../../routing/handler';

function toGuardStateWire(state: CallState): GuardStateWire {
  const { answers, failures, lastError, latency, breaker, running, waiting } = state;
  const { blocks, longestBlock, switchedOff } = state;
  return {
    answers,
    failures,
    lastError: lastError && { ...lastError, at: lastError.at.toISOString() },
    latency,
    breaker: { state: breaker.state, retryAt: breaker.retryAt?.toISOString() ?? null },
    running,
    waiting,
    blocks,
    longestBlock,
    switchedOff,
  };
}

function toPluginWire(plugin: PluginView): PluginWire {
  const { attribution } = plugin;
  return {
    name: plugin.name,
    label: plugin.label,
    description: plugin.description,
    criteria: plugin.criteria.map(({ id, label }) => ({ id, label })),
    optionsSchema: plugin.options,
    options: plugin.currentOptions,
    secrets: [...plugin.secrets],
    revision: plugin.revision,
    updatedAt: plugin.updatedAt?.toISOString() ?? null,
    attribution: attribution && {
      text: attribution.text,
      ...(attribution.url === undefined ? {} : { url: attribution.url }),
    },
    state: {
      health: plugin.health,
      facts: plugin.factState.map((state) => ({
        ...toGuardStateWire(state),
        provides: [...state.provides],
        needs: [...state.needs],
        deadline: state.deadline,
        cache: state.cache,
      })),
      geo: plugin.geoState.map((state) => ({
        ...toGuardStateWire(state),
        name: state.name,
        deadline: state.deadline,
        cache: state.cache,
      })),
      listeners: plugin.listenerState.map((state) => ({
        ...toGuardStateWire(state),
        id: state.id,
        event: state.event,
      })),
      browserFacts: [...plugin.browserFacts],
      deadLetters: plugin.deadLetters,
    },
    problem: plugin.problem,
  };
}

function toDeadLetterWire({ id, plugin, listener, event, attempts, error, at }: DeadLetter): DeadLetterWire {
  const conversationId = event.payload['conversationId'];
  return {
    id,
    plugin,
    listener,
    eventType: event.type,
    eventId: event.id,
    attempts,
    error,
    at: at.toISOString(),
    conversationId: typeof conversationId === 'string' ? conversationId : null,
  };
}

type Ids =
  | 'listPlugins'
  | 'savePluginOptions'
  | 'listDeadLetters'
  | 'replayDeadLetter'
  | 'removeDeadLetter'
  | 'loadChoices';

export function pluginHandlers({ plugins }: Domain): Handlers<Ids> {
  return {
    listPlugins: async ({ actor }) =>
      translate(await plugins.list({ actor }), ({ plugins: all, deadLetters, pendingEvents }) => ({
        plugins: all.map(toPluginWire),
        deadLetters,
        pendingEvents,
      })),
    savePluginOptions: async ({ actor, params, body }) =>
      translate(
        await plugins.saveOptions({
          actor,
          name: params.name,
          options: body.options,
          revision: body.revision,
        }),
        toPluginWire,
      ),
    listDeadLetters: async ({ actor, query }) =>
      translate(
        await plugins.deadLetters({ actor, after: query.after ?? null, limit: query.limit }),
        ({ items, next }) => ({ deadLetters: items.map(toDeadLetterWire), next }),
      ),
    replayDeadLetter: ({ actor, params }) => plugins.replay({ actor, deadLetterId: params.id }),
    removeDeadLetter: ({ actor, params }) => plugins.removeDeadLetter({ actor, deadLetterId: params.id }),
    loadChoices: async ({ actor, params }) =>
      translate(await plugins.choices({ actor, list: params.list }), (options) => ({
        options: options.map(({ value, label }) => ({ value, label })),
      })),
  };
}
