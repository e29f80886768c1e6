import { BeckonProblem } from '@beckon/client';
import { type RuleListResponse, type RuleWire } from '@beckon/protocol';
import { useToast } from '@nuxt/ui/composables';
import { useQuery, useQueryCache } from '@pinia/colada';
import { computed, type Ref } from 'vue';
import { announce } from '../../../shared/announcer';
import { api } from '../../../shared/api';
import { errorText } from '../../../shared/error-text';
import { useLiveEvents } from '../../../shared/live-events';
import { createOrderSaver } from './order-saver';
import { moved } from '../rule-order';

export type ListedRule = RuleListResponse['rules'][number];

/** The rules of a site and what can be done with them as a list. Changes show at once and are taken back where they are refused. */
export function useRuleList(
  siteId: Ref<string | undefined>,
  /** A deleted rule is in the list again. */
  restored: (id: string) => void,
) {
  const cache = useQueryCache();
  const toast = useToast();
  const live = useLiveEvents();
  const key = (site: string) => ['rules', site];
  const query = useQuery({
    key: () => key(siteId.value ?? ''),
    query: () => api.rules.list(siteId.value ?? ''),
    enabled: () => siteId.value !== undefined,
  });

  const read = () =>
    siteId.value === undefined ? undefined : cache.getQueryData<RuleListResponse>(key(siteId.value));
  function write(change: (list: RuleListResponse) => RuleListResponse) {
    const list = read();
    if (siteId.value !== undefined && list) cache.setQueryData(key(siteId.value), change(list));
  }
  const replace = (rule: RuleWire) =>
    write((list) => ({
      ...list,
      rules: list.rules.map((old) => (old.id === rule.id ? { ...rule, counts: old.counts } : old)),
    }));

  function refuse(title: string, error: unknown) {
    const stale = error instanceof BeckonProblem && error.code === 'stale';
    toast.add({
      title,
      description: stale
        ? 'It was changed elsewhere meanwhile. The list shows how it is now.'
        : errorText(error),
      color: 'error',
      icon: 'i-lucide-circle-alert',
    });
  }

  const order = createOrderSaver({
    list: (site) => api.rules.list(site),
    save: (site, ids, revision) => api.rules.reorder(site, { ids: [...ids], revision }),
    saved: (site, list) => cache.setQueryData(key(site), list),
    refused(error) {
      refuse('The order was not changed.', error);
      void query.refetch();
    },
  });

  function move(from: number, to: number) {
    const list = read();
    const rule = list?.rules[from];
    if (siteId.value === undefined || !list || !rule || from === to || to < 0 || to >= list.rules.length)
      return;
    const rules = moved(list.rules, from, to);
    write((current) => ({ ...current, rules }));
    announce(`“${rule.title}” is now number ${to + 1} of ${rules.length}.`);
    void order.want(
      siteId.value,
      { ids: list.rules.map(({ id }) => id), revision: list.revision },
      rules.map(({ id }) => id),
    );
  }

  async function setEnabled(rule: ListedRule, enabled: boolean) {
    replace({ ...rule, enabled });
    try {
      replace(await api.rules.setEnabled(rule.id, { enabled, revision: rule.revision }));
      announce(`“${rule.title}” is switched ${enabled ? 'on' : 'off'}.`);
    } catch (error) {
      replace(rule);
      refuse(`“${rule.title}” was not switched ${enabled ? 'on' : 'off'}.`, error);
    }
    void query.refetch();
  }

  async function restore(rule: ListedRule, revision: number) {
    try {
      await api.rules.restore(rule.id, { revision });
      announce(`“${rule.title}” is back.`);
      await query.refetch();
      return restored(rule.id);
    } catch (error) {
      refuse(`“${rule.title}” could not be taken back.`, error);
    }
    void query.refetch();
  }

  async function remove(rule: ListedRule) {
    const before = read();
    write((list) => ({ ...list, rules: list.rules.filter(({ id }) => id !== rule.id) }));
    try {
      const { revision } = await api.rules.remove(rule.id, rule.revision);
      toast.add({
        title: `“${rule.title}” is deleted.`,
        description: 'It no longer pops up anywhere.',
        icon: 'i-lucide-trash-2',
        color: 'neutral',
        duration: 12_000,
        actions: [
          {
            label: 'Undo',
            color: 'neutral',
            variant: 'outline',
            onClick: () => void restore(rule, revision),
          },
        ],
      });
    } catch (error) {
      if (before) write(() => before);
      refuse(`“${rule.title}” was not deleted.`, error);
    }
    void query.refetch();
  }

  const concerns = (event: { siteId: string }) => {
    if (event.siteId === siteId.value && !order.busy()) void query.refetch();
  };
  live.listen('rules', concerns);
  live.listen('engagement', concerns);

  // What did not change stays the same object, so that its row is not drawn again.
  let before = new Map<string, { rule: ListedRule; text: string }>();
  const rules = computed(() => {
    const now = (query.data.value?.rules ?? []).map((rule) => {
      const known = before.get(rule.id);
      if (known?.rule === rule) return known;
      const text = JSON.stringify(rule);
      return known?.text === text ? known : { rule, text };
    });
    before = new Map(now.map((entry) => [entry.rule.id, entry]));
    return now.map(({ rule }) => rule);
  });

  return {
    rules,
    ready: computed(() => query.data.value !== undefined),
    error: query.error,
    loading: query.isLoading,
    refresh: () => query.refetch(),
    move,
    setEnabled,
    remove,
  };
}
