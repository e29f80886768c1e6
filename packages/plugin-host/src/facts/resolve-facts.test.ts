import { type FactProvider, type Plugin } from '@beckon/plugin';
import { createTestClock } from '@beckon/plugin/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asking, startHost } from '../testing/host-fixtures';

const DEADLINE = 200;

/** Provider `n` provides `fn` and needs facts of earlier ones only; it takes `ms` and may fail, or say that it does not know. */
interface Planned {
  needs: number[];
  ms: number;
  own: number;
  outcome: 'answers' | 'throws' | 'knowsNot' | 'wrong';
}

const plans = fc
  .array(
    fc.record({
      picks: fc.array(fc.nat(10), { maxLength: 3 }),
      ms: fc.integer({ min: 0, max: 250 }),
      own: fc.integer({ min: 1, max: 250 }),
      outcome: fc.constantFrom<Planned['outcome']>(
        'answers',
        'answers',
        'answers',
        'throws',
        'knowsNot',
        'wrong',
      ),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((drawn) =>
    drawn.map(({ picks, ...rest }, index): Planned => ({
      ...rest,
      needs: index === 0 ? [] : [...new Set(picks.map((pick) => pick % index))],
    })),
  );

/** When each fact is there, by a model that knows nothing of promises; Infinity: never. */
function model(planned: readonly Planned[]): number[] {
  const there: number[] = [];
  for (const { needs, ms, own, outcome } of planned) {
    const begins = Math.max(0, ...needs.map((need) => there[need] ?? Infinity));
    there.push(outcome === 'answers' && ms < own && begins < DEADLINE ? begins + ms : Infinity);
  }
  return there;
}

function closure(planned: readonly Planned[], asked: readonly number[]): Set<number> {
  const needed = new Set<number>();
  const visit = (index: number) => {
    if (needed.has(index)) return;
    needed.add(index);
    for (const need of planned[index]?.needs ?? []) visit(need);
  };
  for (const index of asked) visit(index);
  return needed;
}

describe('finding facts out', () => {
  it('answers by the deadline, what a model says, and calls only what is needed (property)', async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.array(fc.nat(8), { minLength: 1, maxLength: 4 }), async (planned, picks) => {
        const asked = [...new Set(picks.map((pick) => pick % planned.length))];
        const clock = createTestClock();
        const called = new Set<number>();
        const facts = planned.map(({ needs, ms, own, outcome }, index): FactProvider => ({
          provides: [`f${index}`],
          needs: needs.map((need) => `f${need}`),
          deadline: own,
          async resolve() {
            expect(called.has(index)).toBe(false);
            called.add(index);
            await new Promise<void>((resolve) => void clock.after(ms, resolve));
            if (outcome === 'throws') throw new Error('down');
            return outcome === 'answers'
              ? { [`f${index}`]: index }
              : outcome === 'wrong'
                ? { [`f${index}`]: [] }
                : {};
          },
        }));
        const plugin: Plugin = { name: 'graph', apiVersion: 1, facts };
        const { host } = await startHost([plugin], { clock, deadline: DEADLINE });
        const began = clock.now();
        let took = -1;
        const answer = host.resolve(asking(asked.map((index) => `f${index}`))).then((found) => {
          took = clock.now() - began;
          return found;
        });
        await clock.advance(1000);
        const found = await answer;
        const there = model(planned);
        expect(took).toBeLessThanOrEqual(DEADLINE);
        expect(Object.keys(found).sort()).toEqual(asked.map((index) => `f${index}`).sort());
        // At the very deadline either is right.
        for (const index of asked)
          if (there[index] !== DEADLINE)
            expect(found[`f${index}`]?.value).toBe((there[index] ?? Infinity) < DEADLINE ? index : null);
        const needed = closure(planned, asked);
        for (const index of called) expect(needed.has(index)).toBe(true);
        // Nothing holds up what does not depend on it: all that could be there in time was asked.
        for (const index of needed)
          if ((there[index] ?? Infinity) < DEADLINE) expect(called.has(index)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
