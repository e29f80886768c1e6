import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropEdge, landing, moved } from './rule-order';

describe('moved', () => {
  it('keeps all others in their order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(), { minLength: 1 }), fc.nat(), fc.nat(), (list, a, b) => {
        const from = a % list.length;
        const to = b % list.length;
        const next = moved(list, from, to);
        expect(next[to]).toBe(list[from]);
        expect(next.filter((entry) => entry !== list[from])).toEqual(
          list.filter((entry) => entry !== list[from]),
        );
      }),
    );
  });
});

describe('dropEdge', () => {
  it('takes the place of a row on whose middle it is dropped', () => {
    expect(moved(['a', 'b', 'c'], 0, landing(0, 2, dropEdge(0.5, 0, 2)))).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, landing(2, 0, dropEdge(0.5, 2, 0)))).toEqual(['c', 'a', 'b']);
  });
  it('goes to the side that it is near', () =>
    expect([dropEdge(0.1, 0, 2), dropEdge(0.9, 2, 0)]).toEqual(['top', 'bottom']));
});

describe('landing', () => {
  it('puts what is dropped beside the target, on the side of the line', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom('top' as const, 'bottom' as const),
        (length, a, b, edge) => {
          const from = a % length;
          const target = b % length;
          fc.pre(from !== target);
          const list = Array.from({ length }, (_, index) => index);
          const next = moved(list, from, landing(from, target, edge));
          expect(next.indexOf(from) - next.indexOf(target)).toBe(edge === 'top' ? -1 : 1);
        },
      ),
    );
  });
});
