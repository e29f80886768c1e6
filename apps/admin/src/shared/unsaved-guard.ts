import { onBeforeUnmount, onMounted, ref } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router';

/**
 * Keeps changes from being lost: leaving the page asks first while `isDirty()`.
 * The page shows `<UnsavedDialog :guard />`.
 */
export function useUnsavedGuard(isDirty: () => boolean) {
  const asking = ref(false);
  let answer: ((leave: boolean) => void) | undefined;

  function decide(leave: boolean) {
    asking.value = false;
    answer?.(leave);
    answer = undefined;
  }

  function ask(): Promise<boolean> | boolean {
    if (!isDirty()) return true;
    decide(false);
    asking.value = true;
    return new Promise<boolean>((resolve) => (answer = resolve));
  }

  onBeforeRouteLeave(ask);
  onBeforeRouteUpdate((to, from) => to.path === from.path || ask());

  const onUnload = (event: BeforeUnloadEvent) => {
    if (isDirty()) event.preventDefault();
  };
  onMounted(() => window.addEventListener('beforeunload', onUnload));
  onBeforeUnmount(() => window.removeEventListener('beforeunload', onUnload));

  return { asking, decide };
}

export type UnsavedGuard = ReturnType<typeof useUnsavedGuard>;
