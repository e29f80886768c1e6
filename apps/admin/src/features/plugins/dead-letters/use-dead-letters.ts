import { type DeadLetterWire } from '@beckon/protocol';
import { useQueryCache } from '@pinia/colada';
import { ref, shallowRef } from 'vue';
import { api } from '../../../shared/api';
import { errorText, isNotFound } from '../../../shared/error-text';

type Act = 'replay' | 'discard';

/** Events that plugins did not take, page by page, and what can be done with each. */
export function useDeadLetters() {
  const cache = useQueryCache();
  const letters = shallowRef<readonly DeadLetterWire[]>([]);
  const next = ref<string | null>(null);
  const loaded = ref(false);
  const loading = ref(false);
  const error = shallowRef<unknown>();
  /** What is being done, by letter. */
  const busy = shallowRef<ReadonlyMap<string, Act>>(new Map());
  /** Why it did not work, by letter. */
  const failures = shallowRef<ReadonlyMap<string, string>>(new Map());

  async function fetchPage(after: string | null) {
    loading.value = true;
    error.value = undefined;
    try {
      const page = await api.plugins.deadLetters(after === null ? {} : { after });
      const fresh = new Set(page.deadLetters.map(({ id }) => id));
      letters.value =
        after === null
          ? page.deadLetters
          : [...letters.value.filter(({ id }) => !fresh.has(id)), ...page.deadLetters];
      next.value = page.next;
      loaded.value = true;
    } catch (caught) {
      error.value = caught;
    } finally {
      loading.value = false;
    }
  }

  const without = <Value>(map: ReadonlyMap<string, Value>, id: string) =>
    new Map([...map].filter(([other]) => other !== id));

  /** Does it; answers why it did not work. */
  async function act(id: string, kind: Act, call: () => Promise<void>): Promise<string | undefined> {
    if (busy.value.has(id)) return 'It is being done already.';
    busy.value = new Map([...busy.value, [id, kind]]);
    failures.value = without(failures.value, id);
    try {
      await call().catch((caught: unknown) => {
        // Somebody else was faster: it is gone, as was wanted.
        if (!isNotFound(caught)) throw caught;
      });
      letters.value = letters.value.filter((letter) => letter.id !== id);
      void cache.invalidateQueries({ key: ['plugins'] });
      if (letters.value.length === 0 && next.value) await fetchPage(null);
      return undefined;
    } catch (caught) {
      const failure = errorText(caught);
      failures.value = new Map([...failures.value, [id, failure]]);
      return failure;
    } finally {
      busy.value = without(busy.value, id);
    }
  }

  return {
    letters,
    next,
    loaded,
    loading,
    error,
    busy,
    failures,
    load: () => fetchPage(null),
    more: () => (loading.value ? Promise.resolve() : fetchPage(next.value)),
    replay: (id: string) => act(id, 'replay', () => api.plugins.replay(id)),
    discard: (id: string) => act(id, 'discard', () => api.plugins.removeDeadLetter(id)),
  };
}
