/**
 * What a visitor does on the page. Only what open conditions ask for is watched.
 *
 * @module
 */
import { defineBrowserModule } from '@beckon/plugin/browser';

const prefix = 'behaviour/';

export default defineBrowserModule({
  facts: [
    'behaviour/scrollDepth',
    'behaviour/exitIntent',
    'behaviour/idle',
    'behaviour/seen',
    'behaviour/clicked',
    'behaviour/cartValue',
  ],
  start(set, { asked, settings }) {
    const ends: (() => void)[] = [];
    const on = (target: EventTarget, types: string, listen: (event: Event) => void) => {
      for (const type of types.split(' ')) {
        target.addEventListener(type, listen, { passive: true, capture: true });
        ends.push(() => target.removeEventListener(type, listen, { capture: true }));
      }
    };
    const asks = (fact: string) => asked.includes(prefix + fact);
    const selectorsOf = (fact: 'seen' | 'clicked') =>
      asked.flatMap((key) =>
        key.startsWith(`${prefix + fact}/`) ? [key.slice(prefix.length + fact.length + 1)] : [],
      );
    const each: (() => void)[] = [];

    if (asks('scrollDepth')) {
      let deepest = 0;
      const look = () => {
        const { scrollHeight } = document.documentElement;
        deepest = Math.max(
          deepest,
          Math.min(100, Math.round((100 * (scrollY + innerHeight)) / Math.max(1, scrollHeight))),
        );
        set('behaviour/scrollDepth', deepest);
      };
      look();
      on(window, 'scroll resize', look);
    }

    if (asks('exitIntent')) {
      set('behaviour/exitIntent', false);
      on(document, 'mouseout', (event) => {
        const { relatedTarget, clientY } = event as MouseEvent;
        if (!relatedTarget && clientY <= 0) set('behaviour/exitIntent', true);
      });
    }

    if (asks('idle')) {
      let idle = 0;
      set('behaviour/idle', 0);
      on(window, 'pointermove pointerdown keydown scroll touchstart', () => {
        if (idle) set('behaviour/idle', (idle = 0));
      });
      each.push(() => {
        if (!document.hidden) set('behaviour/idle', ++idle);
      });
    }

    const seen = selectorsOf('seen');
    if (seen.length) {
      const found = new Map<Element, Set<string>>();
      const observer = new IntersectionObserver(
        (entries) => {
          for (const { target, isIntersecting, intersectionRatio, intersectionRect } of entries) {
            // Half of the element, or half of the window full of it.
            if (isIntersecting && (intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2)) {
              found.get(target)?.forEach((selector) => set(`behaviour/seen/${selector}`, true));
            }
          }
        },
        { threshold: [0, 0.25, 0.5] },
      );
      for (const selector of seen) set(`behaviour/seen/${selector}`, false);
      // Elements may come later: they are looked for each second.
      const find = () => {
        for (const selector of seen) {
          const element = query(selector);
          if (!element) continue;
          const selectors = found.get(element);
          if (selectors) selectors.add(selector);
          else {
            found.set(element, new Set([selector]));
            observer.observe(element);
          }
        }
      };
      find();
      each.push(find);
      ends.push(() => observer.disconnect());
    }

    const clicked = selectorsOf('clicked');
    for (const selector of clicked) set(`behaviour/clicked/${selector}`, false);
    if (clicked.length) {
      on(document, 'click', ({ target }) => {
        for (const selector of clicked) {
          try {
            if ((target as Element).closest(selector)) set(`behaviour/clicked/${selector}`, true);
          } catch {
            // A selector that the browser does not know matches nothing.
          }
        }
      });
    }

    if (asks('cartValue')) {
      const name = (settings as { cartAttribute: string }).cartAttribute;
      let last: number | undefined;
      const look = () => {
        const text = query(`[${name}]`)?.getAttribute(name)?.trim();
        const value = text ? Number(text) : NaN;
        const known = Number.isFinite(value) ? value : undefined;
        if (known !== last) set('behaviour/cartValue', (last = known));
      };
      look();
      each.push(look);
    }

    if (each.length) {
      const timer = setInterval(() => each.forEach((run) => run()), 1000);
      ends.push(() => clearInterval(timer));
    }
    return () => ends.forEach((end) => end());
  },
});

function query(selector: string): Element | null {
  try {
    return document.querySelector(selector);
  } catch {
    return null;
  }
}
