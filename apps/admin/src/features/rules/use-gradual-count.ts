import { onScopeDispose, readonly, type Ref, ref, watch } from 'vue';

/**
 * How many of `total` rows are drawn: `first` as many as a screen can show at once, the others in steps, one a frame, so that
 * a long list can be used from the start. What somebody adds to a list that is drawn is there at once.
 */
export function useGradualCount(
  total: Readonly<Ref<number>>,
  { first, step }: { first: number; step: number },
): Readonly<Ref<number>> {
  const drawn = ref(first);
  let frame: number | undefined;

  function next() {
    frame = undefined;
    drawn.value = Math.min(drawn.value + step, Math.max(total.value, first));
    request();
  }
  function request() {
    if (frame === undefined && drawn.value < total.value) frame = requestAnimationFrame(next);
  }
  watch(
    total,
    (now, before = 0) => {
      if (now === before + 1 && drawn.value >= before) drawn.value = Math.max(drawn.value, now);
      request();
    },
    { immediate: true, flush: 'sync' },
  );
  onScopeDispose(() => frame !== undefined && cancelAnimationFrame(frame));
  return readonly(drawn);
}
