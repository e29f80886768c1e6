import { onScopeDispose, readonly, type Ref, ref, watch } from 'vue';

const STEP = 40;

/**
 * How many of `total` rows are drawn: as many as a screen can show at once, the others in steps, one a frame, so that
 * a long list can be used from the start.
 */
export function useGradualCount(total: Readonly<Ref<number>>): Readonly<Ref<number>> {
  const drawn = ref(STEP);
  let frame: number | undefined;

  function next() {
    frame = undefined;
    if (drawn.value >= total.value) return;
    drawn.value += STEP;
    request();
  }
  function request() {
    if (frame === undefined && drawn.value < total.value) frame = requestAnimationFrame(next);
  }
  watch(total, request, { immediate: true });
  onScopeDispose(() => frame !== undefined && cancelAnimationFrame(frame));
  return readonly(drawn);
}
