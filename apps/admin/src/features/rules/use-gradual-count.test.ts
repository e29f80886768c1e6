import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, type Ref, ref } from 'vue';
import { useGradualCount } from './use-gradual-count';

describe('rows that are drawn little by little', () => {
  const frames: (() => void)[] = [];
  let scope: ReturnType<typeof effectScope>;
  beforeEach(() => {
    frames.length = 0;
    scope = effectScope();
    vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw));
    vi.stubGlobal('cancelAnimationFrame', (id: number) => frames.splice(id - 1, 1));
  });
  afterEach(() => {
    scope.stop();
    vi.unstubAllGlobals();
  });
  const frame = () => frames.shift()?.();
  function draw(total: Ref<number>) {
    const drawn = scope.run(() => useGradualCount(total, { first: 4, step: 3 }));
    if (!drawn) throw new Error('the scope has ended');
    return drawn;
  }

  it('begin with a screenful and go on to the last', () => {
    const total = ref(0);
    const drawn = draw(total);
    total.value = 9;
    const seen = [drawn.value];
    while (frames.length > 0) {
      frame();
      seen.push(drawn.value);
    }
    expect(seen).toEqual([4, 7, 9]);
  });

  it('are there at once where one is added', () => {
    const total = ref(4);
    const drawn = draw(total);
    total.value = 5;
    expect(drawn.value).toBe(5);
    expect(frames).toEqual([]);
  });

  it('go on where many come, and end with the screen', () => {
    const total = ref(3);
    const drawn = draw(total);
    total.value = 20;
    frame();
    expect(drawn.value).toBe(7);
    scope.stop();
    expect(frames).toEqual([]);
  });
});
