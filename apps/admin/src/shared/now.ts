import { onScopeDispose, ref, type Ref } from 'vue';

/** The present moment in ms, renewed each half minute, for "5 min ago". */
export function useNow(): Ref<number> {
  const now = ref(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), 30_000);
  onScopeDispose(() => clearInterval(timer));
  return now;
}
