import { useQuery } from '@pinia/colada';
import { onScopeDispose, type Ref, shallowRef, watch } from 'vue';
import { api } from '../../../shared/api';
import { type usePeople } from '../../../shared/people';
import { type RuleForm } from '../form/rule-form';
import { toWhen } from '../form/when-form';
import { type useCriteria } from '../rule-queries';
import { type NamedFinding, namedFinding } from './named-finding';

/** So long, in ms, nothing is written before it is looked at. */
const PAUSE = 500;
const DRAFT = 'draft';

/** What analysis notices in a rule while it is being written, before it is saved. */
export function useDraftFindings(
  id: string | undefined,
  editor: { form: RuleForm; enabled: Ref<boolean>; siteId: Readonly<Ref<string | undefined>> },
  criteria: Pick<ReturnType<typeof useCriteria>, 'criteria' | 'ready'>,
  people: ReturnType<typeof usePeople>,
) {
  const rules = useQuery({
    key: () => ['rules', editor.siteId.value ?? ''],
    query: () => api.rules.list(editor.siteId.value ?? ''),
    enabled: () => editor.siteId.value !== undefined,
  });
  const findings = shallowRef<readonly NamedFinding[]>([]);

  async function look() {
    if (!criteria.ready.value || !people.ready.value) return;
    // Loaded when it is needed: the editor is there before.
    const { analyzeDraft } = await import('./analyze-draft');
    const stored = rules.data.value?.rules ?? [];
    const place = stored.findIndex((rule) => rule.id === id);
    const earlier = place < 0 ? stored : stored.slice(0, place);
    const { form } = editor;
    const draft = {
      id: id ?? DRAFT,
      enabled: editor.enabled.value,
      when: toWhen(form.when),
      from: form.from,
    };
    const titles = new Map(stored.map(({ id: other, title }) => [other, title]));
    findings.value = analyzeDraft(
      draft,
      earlier.map(({ id: other, enabled, when, then }) => ({ id: other, enabled, when, from: then.from })),
      {
        criteria: criteria.criteria.value,
        people: { teams: people.teams.value, agents: people.agents.value },
      },
    ).map((finding) => namedFinding(finding, titles, people.teamNames.value));
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    () => [
      JSON.stringify([toWhen(editor.form.when), editor.form.from, editor.enabled.value]),
      rules.data.value,
      criteria.criteria.value,
      people.ready.value,
    ],
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => void look(), PAUSE);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return findings;
}
