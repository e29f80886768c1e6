import { type Read, readAll } from '@beckon/engine/browser';
import type { Residue } from '@beckon/protocol';
import type { Facts } from '../tracker/tracker';
import { atEnd, type World } from '../runtime/world';
import { createBrowserModules } from './browser-modules';

/** What finds facts out that most residues do not ask for; loaded with the first that does. */
export interface Watchers {
  /** Reads facts and values of all types, dates and cities too. */
  readonly read: Read;
  use(residue: Residue): void;
  /** The page has changed. */
  restart(): void;
}

/**
 * @param given where the facts of plugins are kept
 * @param changed told when a fact has changed
 */
export function createWatchers(world: World, given: Facts, changed: () => void): Watchers {
  const modules = createBrowserModules(world.ended, (key, value) => {
    given[key] = value;
    changed();
  });
  let titleWatched = false;

  /** A title that frameworks set late is a fact that changed. */
  function watchTitle(): void {
    if (titleWatched) return;
    titleWatched = true;
    const observer = new MutationObserver(changed);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    atEnd(world, () => observer.disconnect());
    changed();
  }

  return {
    read: readAll,
    use(residue) {
      if (residue.criteria.some(({ fact }) => fact === 'pageTitle')) watchTitle();
      modules.use(residue);
    },
    restart: modules.restart,
  };
}
