import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileProgram } from '../compile/compile-program';
import { type Program } from '../compile/program';
import { type Rule } from '../declare/rule';
import { interpretMatcher } from '../interpret/matcher';
import { criteria } from '../testing/criteria';
import { anyFacts, anyRules } from './arbitrary.fixture';
import { IndexedMatcher, buildIndexed } from './indexed-matcher';

function programOf(rules: readonly Rule[], previous?: Program): Program {
  const sound = rules.filter((rule) => compileProgram([rule], { criteria }).ok);
  return compiledOf(sound, previous);
}

function compiledOf(rules: readonly Rule[], previous?: Program): Program {
  const result = compileProgram(rules, { criteria }, previous);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.program;
}

function inspect(matcher: unknown): ReturnType<IndexedMatcher['inspect']> {
  if (!(matcher instanceof IndexedMatcher)) throw new Error('This is not the indexed form.');
  return matcher.inspect();
}

const runs = Number(process.env.BECKON_PROPERTY_RUNS ?? 300);

describe('the indexed form', () => {
  it('agrees with the interpreter on every rule and fact', () => {
    fc.assert(
      fc.property(anyRules(20), fc.array(anyFacts, { minLength: 1, maxLength: 8 }), (rules, visitors) => {
        const program = programOf(rules);
        const reference = interpretMatcher(program);
        const indexed = buildIndexed(program);
        for (const facts of [...visitors, ...visitors]) {
          expect(indexed.all(facts)).toEqual(reference.all(facts));
          expect(indexed.first(facts)).toBe(reference.first(facts));
        }
      }),
      { numRuns: runs, interruptAfterTimeLimit: 90_000, markInterruptAsFailure: false },
    );
  }, 120_000);

  it('agrees after a change, and the rule set before it goes on as it was', () => {
    fc.assert(
      fc.property(
        anyRules(12),
        anyRules(4),
        fc.nat(12),
        fc.array(anyFacts, { minLength: 1, maxLength: 4 }),
        (rules, more, at, visitors) => {
          const before = programOf(rules);
          const old = buildIndexed(before);
          for (const facts of visitors) old.first(facts);
          const changed = [
            ...rules.slice(0, at),
            ...more.map((rule, index) => ({ ...rule, id: `new${index}` })),
            ...rules.slice(at + 1),
          ];
          const after = programOf(changed, before);
          const next = buildIndexed(after, { program: before, matcher: old });
          for (const facts of visitors) {
            expect(next.all(facts)).toEqual(interpretMatcher(after).all(facts));
            expect(old.all(facts)).toEqual(interpretMatcher(before).all(facts));
          }
        },
      ),
      { numRuns: runs / 3, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false },
    );
  }, 120_000);

  it('settles plain rules by the index alone, without judging a condition', () => {
    const rules: Rule[] = Array.from({ length: 3000 }, (_, at) => ({
      id: `r${at}`,
      when: {
        all: [
          { criterion: 'pageUrl', operator: 'contains', value: `/product/${at % 700}/` },
          { criterion: 'timeOnPage', operator: 'greaterThanOrEqual', value: at % 60 },
          {
            any: [
              { criterion: 'country', operator: 'is', value: 'DE' },
              { criterion: 'pageTitle', operator: 'matches', value: 'sale \\d+' },
            ],
          },
        ],
      },
    }));
    const program = programOf(rules);
    const indexed = buildIndexed(program);
    const facts = {
      pageUrl: 'https://shop.test/product/650/x',
      timeOnPage: 50,
      pageTitle: 'SALE 50',
      country: 'FR',
    };
    expect(indexed.all(facts)).toEqual(interpretMatcher(program).all(facts));
    expect(inspect(indexed)).toMatchObject({ places: 6000, judged: 0, blocks: 6 });
    expect(inspect(indexed).remembered).toBeGreaterThan(3);
  });

  it('builds only what is new after a change', () => {
    const rules: Rule[] = Array.from({ length: 4000 }, (_, at) => ({
      id: `r${at}`,
      when: { criterion: 'pageTitle', operator: 'contains', value: `word${at}.` },
    }));
    let list = rules;
    let before = programOf(rules);
    let old = buildIndexed(before);
    expect(old.first({ pageTitle: 'a word3999.' })).toBe(3999);
    for (let turn = 0; turn < 60; turn += 1) {
      const at = (turn * 1013) % 4000;
      const fresh: Rule = {
        id: `new${turn}`,
        when: { criterion: 'pageTitle', operator: 'is', value: `new ${turn}` },
      };
      list =
        turn % 3 === 0
          ? list.with(at, fresh)
          : turn % 3 === 1
            ? list.toSpliced(at, 0, fresh)
            : list.toSpliced(at, 1);
      const after = compiledOf(list, before);
      const next = buildIndexed(after, { program: before, matcher: old });
      const reference = interpretMatcher(after);
      for (const pageTitle of [
        `new ${turn}`,
        `word${at - 1}.`,
        `word${at}.`,
        `word${at + 1}.`,
        'word3999.',
      ]) {
        expect(next.all({ pageTitle })).toEqual(reference.all({ pageTitle }));
      }
      const { built, blocks, stretches } = inspect(next);
      expect(built <= 1 || built === blocks).toBe(true);
      expect(stretches).toBeLessThan(60);
      [before, old] = [after, next];
    }
  }, 60_000);

  it('agrees on values that never come again, and when they begin to', () => {
    for (const size of [60, 900, 2500]) {
      const rules: Rule[] = Array.from({ length: size }, (_, at) => ({
        id: `r${at}`,
        when: {
          all: [
            { criterion: 'pageUrl', operator: at % 2 ? 'contains' : 'startsWith', value: `/p${at % 40}/` },
            { criterion: 'pageTitle', operator: 'notContains', value: `w${at % 7}` },
            { criterion: 'timeOnPage', operator: 'greaterThan', value: at % 50 },
            { criterion: 'city', operator: 'is', value: `c${at % 30}` },
            // What is tried only for rules that nothing else rules out.
            { criterion: 'pageUrl', operator: at % 4 ? 'notLike' : 'like', value: `*/?n=*${at % 10}*` },
            { not: { criterion: 'pageUrl', operator: 'matches', value: `n=${at % 3}\\d*[02468]$` } },
          ],
        },
      }));
      const program = programOf(rules);
      const indexed = buildIndexed(program);
      const reference = interpretMatcher(program);
      for (let at = 0; at < 20_000; at += 1) {
        const turn = at % 1000 < 50 ? 7 : at;
        const facts = {
          pageUrl: `https://s.test/p${turn % 40}/?n=${turn}`,
          pageTitle: `t${turn} w${turn % 9}`,
          timeOnPage: turn % 60,
          city: `c${turn % 30}`,
        };
        const found = indexed.first(facts);
        if (at % 97 === 0 || at % 1000 < 3 || (at > 16_000 && at % 20 === 0))
          expect(found).toBe(reference.first(facts));
      }
    }
  }, 60_000);

  it('agrees on anything while texts are not remembered', () => {
    for (const [at, rules] of fc.sample(anyRules(20), { numRuns: 40, seed: 7 }).entries()) {
      const program = programOf(rules);
      const reference = interpretMatcher(program);
      const indexed = buildIndexed(program);
      for (let turn = 0; turn < 600; turn += 1) {
        const pageUrl = `https://s.test/a/${turn}`;
        indexed.first({ pageUrl, pageTitle: `a ${turn}`, referrerUrl: pageUrl, city: `c${turn}` });
      }
      for (const facts of fc.sample(anyFacts, { numRuns: 60, seed: at })) {
        expect(indexed.all(facts)).toEqual(reference.all(facts));
        expect(indexed.first(facts)).toBe(reference.first(facts));
      }
    }
  }, 60_000);

  it('takes texts of every kind apart as the interpreter does', () => {
    const values = [
      'caf\u00e9',
      'cafe\u0301',
      'İ',
      'ß',
      '\u212a',
      'K',
      'two  spaces',
      '',
      '/',
      '/a/',
      'é',
      '\ud83d',
      '😀',
      'x'.repeat(2047) + 'ab',
      'x'.repeat(2047) + '😀',
    ];
    const operators = ['is', 'isNot', 'contains', 'notContains', 'startsWith', 'endsWith', 'like'];
    const rules: Rule[] = ['pageUrl', 'pageTitle', 'city'].flatMap((criterion) =>
      operators.flatMap((operator) =>
        [
          ...values,
          'https://h/%61',
          'https://h:443/a/?b',
          'https://h/#/r',
          'https://h/a#r',
          '*/a/*b',
          'a*',
        ].map((value, at) => ({
          id: `${criterion} ${operator} ${at}`,
          when: { criterion, operator, value },
        })),
      ),
    );
    const program = programOf(rules);
    const reference = interpretMatcher(program);
    const indexed = buildIndexed(program);
    const texts = [
      ...values,
      ...values.map((value) => `https://h/a/${value}`),
      ...values.map((value) => `A ${value} Z`),
      'https://H:443/A/?b',
      'https://h/a/?b',
      'https://h/a/?b/',
      'https://h/?b',
      'https://h?b',
      'https://h',
      'HTTP://h:80/%41%zz#x',
      'https://h/#/r/',
      'https://h/a#r',
      'https://h/caf%C3%A9',
    ];
    for (const text of texts) {
      const facts = { pageUrl: text, pageTitle: text, city: text };
      expect(indexed.all(facts), text.slice(0, 40)).toEqual(reference.all(facts));
    }
  });

  it('has room for more texts than a mask has bits', () => {
    const rules: Rule[] = Array.from({ length: 90 }, (_, at) => ({
      id: `r${at}`,
      when: {
        criterion: 'businessHours',
        of: `team${at % 45}`,
        operator: 'is',
        value: at < 45 ? 'during' : 'outside',
      },
    }));
    const program = compiledOf(rules);
    const indexed = buildIndexed(program);
    const reference = interpretMatcher(program);
    for (let at = 0; at < 45; at += 1) {
      const facts = {
        [`businessHours/team${at}`]: 'outside',
        [`businessHours/team${(at * 7) % 45}`]: 'during',
      };
      expect(indexed.first(facts)).toBe(reference.first(facts));
      expect(indexed.all(facts)).toEqual(reference.all(facts));
    }
  });

  it('forgets what it has no room for, and goes on', () => {
    const rules: Rule[] = Array.from({ length: 3000 }, (_, at) => ({
      id: `r${at}`,
      when: {
        all: [
          { criterion: 'pageTitle', operator: 'contains', value: `w${at}.` },
          { criterion: 'pagesViewed', operator: 'lessThan', value: at },
        ],
      },
    }));
    const program = programOf(rules);
    const indexed = buildIndexed(program);
    for (let at = 0; at < 30_000; at += 1) {
      const rule = (at * 7919) % 3000;
      expect(
        indexed.first({
          pageTitle: `about w${rule}. and w${(at * 31) % 3000}.`,
          pagesViewed: (at * 31) % 3000,
        }),
      ).toBe(rule > (at * 31) % 3000 ? rule : -1);
    }
    expect(inspect(indexed).remembered).toBeLessThan(12_000);
  }, 60_000);
});
