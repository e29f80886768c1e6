import type { Cancel } from '../runtime/world';

/**
 * Calls `moved` after every change of address within the document. `pushState` and `replaceState` keep their behaviour,
 * answer and errors; whoever wrapped them after us keeps working when we step aside.
 */
export function watchHistory(moved: () => void): Cancel {
  let watching = true;
  const wrapped = (['pushState', 'replaceState'] as const).map((name) => {
    const original = history[name];
    const wrapper: History['pushState'] = function (this: History, ...entry) {
      const answer = original.apply(this, entry);
      if (watching) moved();
      return answer;
    };
    history[name] = wrapper;
    return () => {
      if (history[name] === wrapper) history[name] = original;
    };
  });
  addEventListener('popstate', moved);
  addEventListener('hashchange', moved);
  return () => {
    watching = false;
    removeEventListener('popstate', moved);
    removeEventListener('hashchange', moved);
    wrapped.forEach((unwrap) => unwrap());
  };
}
