import { type Criterion } from '@beckon/engine';
import { useQuery } from '@pinia/colada';
import { computed } from 'vue';
import { api } from '../../shared/api';
import { type usePeople } from '../../shared/people';
import { type SentenceWords } from './when-sentence';

/** The criteria that conditions can be made of: standard ones and those of plugins, all the same to the admin. */
export function useCriteria() {
  const query = useQuery({ key: ['criteria'], query: () => api.criteria.list(), staleTime: 10 * 60_000 });
  const criteria = computed<readonly Criterion[]>(() => query.data.value?.criteria ?? []);
  const byId = computed(() => new Map(criteria.value.map((criterion) => [criterion.id, criterion])));
  return { criteria, byId, ready: computed(() => query.data.value !== undefined), error: query.error, refresh: () => query.refetch() };
}

/** Words for sentences about conditions. */
export function sentenceWords(criteria: ReturnType<typeof useCriteria>, people: ReturnType<typeof usePeople>): SentenceWords {
  return { criterion: (id) => criteria.byId.value.get(id), of: (id) => people.teamName(id) };
}
