import { BeckonProblem, newIdempotencyKey } from '@beckon/client';
import { type RuleWire } from '@beckon/protocol';
import { useToast } from '@nuxt/ui/composables';
import { useQuery, useQueryCache } from '@pinia/colada';
import { computed, reactive, ref, watch } from 'vue';
import { useRouter } from 'vue-router';
import { api } from '../../../shared/api';
import { errorText, isSignedOut } from '../../../shared/error-text';
import { type FieldIssue, fieldIssuesOf } from '../../../shared/field-issues';
import { useLiveEvents } from '../../../shared/live-events';
import { useSites } from '../../sites/site-store';
import { defaultOperator, hasValue } from '../form/condition-editing';
import { checkRule, emptyRuleForm, fingerprint, requestOf, ruleFormOf } from '../form/rule-form';
import { newRow, type Row, rowAt } from '../form/when-form';
import { sortIssues } from '../form/when-issues';
import { type useCriteria } from '../rule-queries';

/** Writing one rule: loading, checking, saving, and what happens when somebody else saved first. */
export function useRuleEditor(
  id: string | undefined,
  { criteria, ready: criteriaReady }: ReturnType<typeof useCriteria>,
) {
  const sites = useSites();
  const cache = useQueryCache();
  const router = useRouter();
  const toast = useToast();

  const stored = useQuery({
    key: () => ['rule', id ?? 'new'],
    query: () => api.rules.get(id ?? ''),
    enabled: () => id !== undefined,
  });
  const form = reactive(emptyRuleForm());
  const baseline = ref(fingerprint(form));
  const loaded = ref(id === undefined);
  const revision = ref(0);
  const enabled = ref(true);
  const attempted = ref(false);
  const refusal = ref('');
  const serverIssues = ref<FieldIssue[]>([]);
  /** The rule as somebody else saved it meanwhile. */
  const conflict = ref<RuleWire | null>(null);
  const busy = ref(false);
  let intent = { key: newIdempotencyKey(), of: '' };

  const dirty = computed(() => fingerprint(form) !== baseline.value);
  const siteId = computed(() => stored.data.value?.siteId ?? sites.current?.id);

  function adopt(rule: RuleWire) {
    Object.assign(form, ruleFormOf(rule));
    baseline.value = fingerprint(form);
    revision.value = rule.revision;
    enabled.value = rule.enabled;
    loaded.value = true;
    conflict.value = null;
    serverIssues.value = [];
    attempted.value = false;
    refusal.value = '';
  }
  // What comes later than the first answer is taken only where nothing would be lost.
  watch(
    stored.data,
    (rule) => {
      if (!rule || busy.value) return;
      if (!loaded.value || (!dirty.value && rule.revision !== revision.value)) adopt(rule);
      else if (rule.revision > revision.value) conflict.value = rule;
    },
    { immediate: true },
  );
  // A new rule begins with the criterion that comes first.
  watch(
    criteria,
    ([first]) => {
      const row = form.when.rows[0];
      if (id !== undefined || !first || row?.kind !== 'condition' || row.criterion !== '') return;
      const untouched = !dirty.value;
      Object.assign(row, { criterion: first.id, operator: defaultOperator(first) });
      if (untouched) baseline.value = fingerprint(form);
    },
    { immediate: true },
  );
  // Somebody else may save the rule while it is open: better to learn it now than when saving.
  useLiveEvents().listen('rules', (event) => {
    if (id !== undefined && event.siteId === siteId.value && !busy.value) void stored.refetch();
  });
  watch(
    () => fingerprint(form),
    () => {
      if (serverIssues.value.length > 0) serverIssues.value = [];
    },
  );

  /** Conditions that somebody filled in and left: those are checked before anything is saved. */
  const left = reactive(new Set<number>());
  const found = computed(() => {
    if (!criteriaReady.value || (!attempted.value && left.size === 0)) return [];
    const all = checkRule(form, criteria.value);
    if (attempted.value) return all;
    return all.filter(({ path }) => {
      const row = form.when.rows[rowAt(form.when, path)?.index ?? -1];
      return row !== undefined && left.has(row.key);
    });
  });
  const issues = computed(() => [...found.value, ...serverIssues.value]);
  const sorted = computed(() => sortIssues(form.when, issues.value));

  function addCondition() {
    const row = newRow();
    form.when.rows.push(row);
    return row.key;
  }
  /** Somebody went on from a condition; one without a value is not wrong yet. */
  function leaveRow(row: Row) {
    if (row.kind === 'condition' && hasValue(row.value)) left.add(row.key);
  }
  /** A condition asks for something else: what it is to be compared with comes only now. */
  function askRow(row: Row) {
    left.delete(row.key);
  }
  function removeCondition(index: number) {
    form.when.rows.splice(index, 1);
  }

  function succeeded(rule: RuleWire, title: string, description: string | undefined) {
    baseline.value = fingerprint(form);
    cache.setQueryData(['rule', rule.id], rule);
    void cache.invalidateQueries({ key: ['rules'] });
    toast.add({
      title,
      ...(description ? { description } : {}),
      icon: 'i-lucide-circle-check',
      color: 'success',
    });
    return router.push({ name: 'rules' });
  }

  /** Saves; `false` where something has to be mended first. */
  async function save(): Promise<boolean> {
    if (busy.value) return true;
    attempted.value = true;
    refusal.value = '';
    // What the server refused before may be mended by now, elsewhere (an agent who is enabled again): it decides anew.
    serverIssues.value = [];
    if (issues.value.length > 0) return false;
    const request = requestOf(form);
    if (siteId.value === undefined) {
      refusal.value =
        sites.status === 'ready'
          ? 'Rules belong to a site, and there is none yet. Add one under “Sites” first.'
          : 'The sites are not loaded yet. Try again in a moment.';
      return false;
    }
    if (!request) return false;
    busy.value = true;
    const sent = fingerprint(form);
    try {
      if (id === undefined) {
        // The same intent keeps its key, so that a retry after a lost answer does not make a second rule.
        if (intent.of !== sent) intent = { key: newIdempotencyKey(), of: sent };
        const rule = await api.rules.create(
          siteId.value,
          { ...request, enabled: true },
          { idempotencyKey: intent.key },
        );
        await succeeded(
          rule,
          `“${rule.title}” is saved and switched on.`,
          'It comes last in the order. Drag it to change that.',
        );
      } else {
        const rule = await api.rules.save(id, {
          ...request,
          enabled: enabled.value,
          revision: revision.value,
        });
        await succeeded(
          rule,
          `“${rule.title}” is saved.`,
          rule.enabled ? 'It is switched on.' : 'It is still switched off.',
        );
      }
      return true;
    } catch (error) {
      if (error instanceof BeckonProblem && error.code === 'stale' && id !== undefined)
        conflict.value = await api.rules.get(id).catch(() => null);
      const refused = fieldIssuesOf(error);
      serverIssues.value = refused;
      // Who is no longer signed in is asked for the password over the page.
      if (!conflict.value && !isSignedOut(error))
        refusal.value =
          refused.length > 0 && refused.every(({ path }) => /^\/(title|when|then)/.test(path))
            ? ''
            : errorText(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  /** Saves what is here over what somebody else saved. */
  function overwrite() {
    if (!conflict.value) return Promise.resolve(true);
    revision.value = conflict.value.revision;
    enabled.value = conflict.value.enabled;
    conflict.value = null;
    return save();
  }

  return {
    form,
    stored,
    loaded,
    dirty,
    siteId,
    enabled,
    issues,
    sorted,
    refusal,
    conflict,
    busy,
    adopt,
    addCondition,
    leaveRow,
    askRow,
    removeCondition,
    save,
    overwrite,
  };
}
