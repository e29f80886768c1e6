import { useQuery } from '@pinia/colada';
import { computed } from 'vue';
import { api } from '../../../shared/api';
import { namedFinding } from './named-finding';

/** What the server's analysis noticed in the rules of a site, as they are enforced. */
export function useRuleFindings(
  siteId: () => string | undefined,
  teamNames: () => ReadonlyMap<string, string>,
) {
  const rules = useQuery({
    key: () => ['rules', siteId() ?? ''],
    query: () => api.rules.list(siteId() ?? ''),
    enabled: () => siteId() !== undefined,
  });
  const list = computed(() => rules.data.value?.rules ?? []);
  const titles = computed(() => new Map(list.value.map(({ id, title }) => [id, title])));
  // Another order, another revision, a rule switched off: each may change what there is to notice.
  const stamp = computed(() => list.value.map(({ id, revision }) => `${id}:${revision}`).join());
  const query = useQuery({
    key: () => ['analysis', siteId() ?? '', stamp.value],
    query: () => api.rules.analyze(siteId() ?? ''),
    enabled: () => siteId() !== undefined && stamp.value !== '',
  });
  return computed(() =>
    (query.data.value?.findings ?? []).map((finding) => namedFinding(finding, titles.value, teamNames())),
  );
}
