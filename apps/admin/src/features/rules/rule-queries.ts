import { type Criterion } from '@beckon/engine';
import { useQuery } from '@pinia/colada';
import { computed } from 'vue';
import { api } from '../../shared/api';
import { type usePeople } from '../../shared/people';
import { useSession } from '../session/session-store';
import { useSites } from '../sites/site-store';
import { choiceLists } from './choice-lists';
import { type SentenceWords } from './when-sentence';

/** The criteria that a site's conditions can be made of: standard ones, those of plugins and of its page facts, all the same to the admin. */
export function useCriteria(siteId: () => string | undefined) {
  const sites = useSites();
  const query = useQuery({
    key: () => ['criteria', siteId() ?? 'none'],
    query: () => (siteId() === undefined ? api.criteria.list() : api.criteria.ofSite(siteId() ?? '')),
    enabled: () => siteId() !== undefined || (sites.status === 'ready' && sites.sites.length === 0),
    staleTime: 60_000,
  });
  const criteria = computed<readonly Criterion[]>(() => query.data.value?.criteria ?? []);
  const byId = computed(() => new Map(criteria.value.map((criterion) => [criterion.id, criterion])));
  return {
    criteria,
    byId,
    ready: computed(() => query.data.value !== undefined),
    error: query.error,
    refresh: () => query.refetch(),
  };
}

/** Words for sentences about conditions. */
export function sentenceWords(
  criteria: ReturnType<typeof useCriteria>,
  people: ReturnType<typeof usePeople>,
): SentenceWords {
  return {
    criterion: (id) => criteria.byId.value.get(id),
    of: (id) => people.teamName(id),
    choice: (list, value) =>
      choiceLists.of({ load: list }).options?.find((option) => option.value === value)?.label,
  };
}

/**
 * What the plugins call themselves, by the ids of their criteria; empty for those who may not see the plugins. The criteria
 * that a server names say only the plugin's id.
 */
export function usePluginLabels() {
  const session = useSession();
  const query = useQuery({
    key: ['plugins'],
    query: () => api.plugins.list(),
    enabled: () => session.mayManagePlugins,
    staleTime: 60_000,
  });
  return computed<ReadonlyMap<string, string>>(
    () =>
      new Map(
        (query.data.value?.plugins ?? []).flatMap(({ label, criteria }) =>
          criteria.map(({ id }) => [id, label] as const),
        ),
      ),
  );
}
