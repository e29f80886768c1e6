import { type AgentWire, type FromWire, type TeamWire } from '@beckon/protocol';
import { useQuery } from '@pinia/colada';
import { computed } from 'vue';
import { api } from './api';

/** In the order of people: “Team 2” before “Team 10”. */
const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const sorted = <T extends { name: string }>(list: readonly T[] | undefined): readonly T[] =>
  [...(list ?? [])].sort((a, b) => byName.compare(a.name, b.name));

/** Teams and agents, by which messages are sent and conversations assigned. */
export function usePeople() {
  const teams = useQuery({ key: ['teams'], query: () => api.teams.list() });
  const agents = useQuery({ key: ['agents'], query: () => api.agents.list() });
  const teamList = computed<readonly TeamWire[]>(() => sorted(teams.data.value?.teams));
  const agentList = computed<readonly AgentWire[]>(() => sorted(agents.data.value?.agents));
  const teamName = (id: string) => teamList.value.find((team) => team.id === id)?.name;
  const agentName = (id: string) => agentList.value.find((agent) => agent.id === id)?.name;
  return {
    teams: teamList,
    agents: agentList,
    ready: computed(() => teams.data.value !== undefined && agents.data.value !== undefined),
    error: computed(() => teams.error.value ?? agents.error.value),
    refresh: () => Promise.all([teams.refetch(), agents.refetch()]),
    teamName,
    teamNames: computed<ReadonlyMap<string, string>>(
      () => new Map(teamList.value.map(({ id, name }) => [id, name])),
    ),
    agentName,
    /** Is it known that this agent is disabled? Nothing pops up in the name of such a one. */
    isDisabled: (from: FromWire) =>
      'agent' in from && agentList.value.some((agent) => agent.id === from.agent && !agent.enabled),
    /** The name of a sender; `undefined` where it is gone or not loaded yet. */
    senderName: (from: FromWire) => ('team' in from ? teamName(from.team) : agentName(from.agent)),
  };
}
