import { type GuardStateWire, type PluginWire } from '@beckon/protocol';

type HealthKind = 'problem' | 'switchedOff' | 'failing' | 'unasked' | 'working';

/** All functions of a plugin that the server calls. */
const guardsOf = ({ state }: Pick<PluginWire, 'state'>): readonly GuardStateWire[] => [
  ...state.facts,
  ...state.geo,
  ...state.listeners,
];

export const failuresOf = ({ failures }: GuardStateWire): number =>
  Object.values(failures).reduce((sum, count) => sum + count, 0);

/** Was it called, and has it never answered? */
export const neverAnswers = (guard: GuardStateWire): boolean => guard.answers === 0 && failuresOf(guard) > 0;

/**
 * How a plugin does, at a glance. One of which some function has only ever failed is failing, though it may not rest yet. One whose functions were never called yet has nothing to show; one that has none (its
 * criteria are settled in the browser) works.
 */
export function healthOf(plugin: Pick<PluginWire, 'state' | 'problem'>): HealthKind {
  if (plugin.state.health === 'switchedOff') return 'switchedOff';
  if (plugin.problem !== null) return 'problem';
  const guards = guardsOf(plugin);
  if (plugin.state.health === 'failing' || guards.some(neverAnswers)) return 'failing';
  return guards.length > 0 && guards.every((guard) => guard.answers === 0 && failuresOf(guard) === 0)
    ? 'unasked'
    : 'working';
}

export const healthWords: Record<
  HealthKind,
  { label: string; icon: string; color: 'success' | 'neutral' | 'warning' | 'error' }
> = {
  working: { label: 'Working', icon: 'i-lucide-circle-check', color: 'success' },
  unasked: { label: 'Nothing asked yet', icon: 'i-lucide-circle-dashed', color: 'neutral' },
  failing: { label: 'Failing', icon: 'i-lucide-triangle-alert', color: 'warning' },
  problem: { label: 'Problem with its options', icon: 'i-lucide-circle-alert', color: 'error' },
  switchedOff: { label: 'Switched off', icon: 'i-lucide-power-off', color: 'error' },
};
