import { BeckonProblem } from '@beckon/client';
import { computed, ref, type Ref, shallowRef } from 'vue';
import { errorText, isNotFound, isSignedOut } from './error-text';
import { type FieldIssue, fieldIssuesOf } from './field-issues';

interface SavedFormPorts<Thing extends { revision: number }, Form> {
  /** Absent: something new is made. */
  id: string | undefined;
  load(id: string): Promise<Thing>;
  empty(): Form;
  toForm(thing: Thing): Form;
  /** What is wrong before it is sent. */
  check(form: Form): FieldIssue[];
  create(form: Form): Promise<Thing>;
  save(id: string, form: Form, revision: number): Promise<Thing>;
  saved(thing: Thing, isNew: boolean): void;
}

/** A form over one stored thing: loading, checking, saving, and what happens when somebody else saved first. */
export function useSavedForm<Thing extends { revision: number }, Form extends object>(
  ports: SavedFormPorts<Thing, Form>,
) {
  const form = ref(ports.empty()) as Ref<Form>;
  const baseline = ref(JSON.stringify(form.value));
  const thing = shallowRef<Thing>();
  const loaded = ref(ports.id === undefined);
  const loadError = shallowRef<unknown>();
  const attempted = ref(false);
  const serverIssues = ref<FieldIssue[]>([]);
  const refusal = ref('');
  const conflict = shallowRef<Thing>();
  const busy = ref(false);

  const dirty = computed(() => JSON.stringify(form.value) !== baseline.value);
  const issues = computed(() => [...(attempted.value ? ports.check(form.value) : []), ...serverIssues.value]);

  function adopt(next: Thing) {
    thing.value = next;
    form.value = ports.toForm(next);
    baseline.value = JSON.stringify(form.value);
    loaded.value = true;
    attempted.value = false;
    conflict.value = undefined;
    serverIssues.value = [];
    refusal.value = '';
  }

  async function load() {
    if (ports.id === undefined) return;
    loadError.value = undefined;
    try {
      adopt(await ports.load(ports.id));
    } catch (error) {
      loadError.value = error;
    }
  }
  void load();

  /** Saves; `false` where something has to be mended first. */
  async function save(): Promise<boolean> {
    if (busy.value) return true;
    attempted.value = true;
    serverIssues.value = [];
    refusal.value = '';
    if (issues.value.length > 0) return false;
    busy.value = true;
    try {
      const next =
        ports.id === undefined
          ? await ports.create(form.value)
          : await ports.save(ports.id, form.value, thing.value?.revision ?? 0);
      adopt(next);
      ports.saved(next, ports.id === undefined);
      return true;
    } catch (error) {
      if (error instanceof BeckonProblem && error.code === 'stale' && ports.id !== undefined)
        conflict.value = await ports.load(ports.id).catch(() => undefined);
      serverIssues.value = fieldIssuesOf(error);
      if (!conflict.value && !isSignedOut(error)) refusal.value = errorText(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  function overwrite() {
    if (conflict.value) thing.value = conflict.value;
    conflict.value = undefined;
    return save();
  }

  return {
    form,
    thing,
    loaded,
    loadError,
    missing: computed(() => isNotFound(loadError.value)),
    issues,
    refusal,
    conflict,
    busy,
    dirty,
    load,
    adopt,
    save,
    overwrite,
  };
}
