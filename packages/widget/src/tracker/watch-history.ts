import { listen, type World } from '../runtime/world';

/**
 * Calls `moved` after every change of address within the document, until Beckon stops. `pushState` and `replaceState` keep
 * their behaviour, answer and errors; whoever wrapped them after us keeps working when we step aside.
 */
export function watchHistory(world: World, moved: () => void): void {
  const { ended } = world;
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    const wrapper: History['pushState'] = function (this: History, ...entry) {
      original.apply(this, entry);
      if (!ended.aborted) moved();
    };
    history[name] = wrapper;
    ended.addEventListener('abort', () => {
      if (history[name] === wrapper) history[name] = original;
    });
  }
  listen(world, window, 'popstate hashchange', moved);
}
