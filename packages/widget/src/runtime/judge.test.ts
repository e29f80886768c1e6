import type { Residue } from '@beckon/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { criteria } from '../testing/criteria';
import { settle, testWorld } from '../testing/world';
import type { Facts } from '../tracker/tracker';
import { type Attempt, createJudge, REFUSED } from './judge';

const url = { criterion: 'pageUrl', operator: 'contains', value: '/product' };
const time = { criterion: 'timeOnPage', operator: 'greaterThanOrEqual', value: 15 };
const rule = (id: string, ...all: object[]): Residue['rules'][number] => ({ id, when: { all } as never });
const residue = (rules: Residue['rules'], more: Partial<Residue> = {}): Residue => ({
  revision: 1,
  validFor: null,
  rules,
  criteria,
  modules: [],
  ...more,
});

describe('the judge', () => {
  let world: ReturnType<typeof testWorld>['world'];
  let pass: (ms: number) => void;
  let waiting: () => number;
  let facts: Facts;
  let present: boolean;
  let block: boolean;
  let asked: number;
  let attempts: string[];
  let answer: Attempt;
  let enteredAt: number;
  let judge: ReturnType<typeof createJudge>;

  beforeEach(() => {
    ({ world, pass, waiting } = testWorld());
    facts = { pageUrl: 'https://shop.test/product/r58', plan: 'free' };
    present = true;
    block = false;
    asked = 0;
    attempts = [];
    answer = 0;
    enteredAt = world.clock.now();
    judge = createJudge({
      clock: world.clock,
      tracker: {
        facts: () => ({ ...facts, timeOnPage: (world.clock.now() - enteredAt) / 1000 }),
        present: () => present,
      },
      blocked: () => block,
      ask: () => asked++,
      attempt: async ({ id }) => {
        attempts.push(id);
        if (answer === 0) block = true;
        return answer;
      },
    });
  });

  it('waits with one timer until the very millisecond in which time decides', async () => {
    const before = waiting();
    judge.use(residue([rule('a', url, time)]));
    judge.consider();
    judge.consider();
    expect(waiting()).toBe(before + 1);
    pass(14_999);
    expect(attempts).toEqual([]);
    pass(1);
    await settle();
    expect(attempts).toEqual(['a']);
  });

  it('has no timer where time alone can change nothing, or nobody is here', () => {
    const before = waiting();
    judge.use(residue([rule('a', { ...url, value: '/elsewhere' })]));
    expect(waiting()).toBe(before);
    judge.use(residue([rule('a', url, time)]));
    present = false;
    judge.consider();
    expect(waiting()).toBe(before);
  });

  it('does not try a refused rule again until a fact changes, but lets the next one win meanwhile', async () => {
    answer = REFUSED;
    judge.use(residue([rule('a', url), rule('b', url, time)]));
    await settle();
    judge.consider();
    pass(10_000);
    await settle();
    expect(attempts).toEqual(['a']);
    pass(5000);
    await settle();
    expect(attempts).toEqual(['a', 'b']);
    facts = { ...facts, plan: 'pro' };
    judge.consider();
    await settle();
    expect(attempts).toEqual(['a', 'b', 'a', 'b']);
  });

  it('tries again after the time that the server names', async () => {
    answer = 2000;
    judge.use(residue([rule('a', url)]));
    await settle();
    pass(1999);
    await settle();
    expect(attempts.length).toBe(1);
    pass(1);
    await settle();
    expect(attempts.length).toBe(2);
  });

  it('asks once for another residue when this one has aged, and decides nothing by it', async () => {
    judge.use(residue([rule('a', url, time)], { validFor: 10_000 }));
    pass(30_000);
    judge.consider();
    await settle();
    expect([asked, attempts]).toEqual([1, []]);
    judge.use(residue([rule('a', url, time)]));
    await settle();
    expect(attempts).toEqual(['a']);
  });

  it('claims nothing while the way is blocked, and judges again when it may be free', async () => {
    block = true;
    judge.use(residue([rule('a', url)]));
    pass(60_000);
    await settle();
    expect(attempts).toEqual([]);
    block = false;
    judge.consider();
    await settle();
    expect(attempts).toEqual(['a']);
  });

  it('is silent about rules that it cannot read', () => {
    judge.use(residue([{ id: 'x', when: { criterion: 'unheard', operator: 'is', value: 1 } }]));
    expect(judge.holds({ criterion: 'unheard', operator: 'is', value: 1 })).toBe(false);
    expect(attempts).toEqual([]);
  });
});
