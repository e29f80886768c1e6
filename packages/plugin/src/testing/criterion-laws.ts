import {
  checkCriteria,
  type Condition,
  compileRules,
  type Criterion,
  type CustomTests,
  operatorsOf,
  type Rule,
  type ValueType,
  type Verdict,
} from '@beckon/engine';
import { type Plugin } from '../define-plugin';

/** Values that facts and conditions of each type may have. */
const samples: Readonly<Record<ValueType, readonly (string | number | boolean)[]>> = {
  text: ['espresso', 'Łódź', '', 'a b'],
  url: ['https://shop.example/product/r58?colour=red', 'https://shop.example/', ''],
  number: [0, 1, -2.5, 40],
  choice: ['one', 'two', ''],
  language: ['en-GB', 'de'],
  country: ['NL', 'US'],
  boolean: [true, false],
  date: ['2026-01-01', '2026-06-15T12:00:00Z'],
};

/** What is no value of any type: it counts as missing. */
const nothings: readonly unknown[] = [undefined, null, Number.NaN, {}, [], () => 1];

function choicesOf(criterion: Criterion): readonly string[] {
  return Array.isArray(criterion.options)
    ? (criterion.options as readonly { value: string }[]).map(({ value }) => value)
    : ['one', 'two'];
}

function samplesOf(criterion: Criterion, type: ValueType): readonly (string | number | boolean)[] {
  return type === 'choice' ? choicesOf(criterion) : samples[type];
}

/** One condition for each operator, with values that it takes. */
export function sampleConditions(criterion: Criterion): Condition[] {
  return operatorsOf(criterion).map((operator) => {
    const own = criterion.operators?.find((entry) => typeof entry !== 'string' && entry.id === operator.id);
    const type = (typeof own === 'object' ? own.valueType : undefined) ?? criterion.type;
    const [first, second] = samplesOf(criterion, type).filter((value) => value !== '');
    const value =
      operator.value === 'many'
        ? [first]
        : operator.value === 'range'
          ? [first, second].sort((a, b) => (a! < b! ? -1 : 1))
          : first;
    const of = criterion.qualifier?.required ? { of: 'sample' } : {};
    return {
      criterion: criterion.id,
      operator: operator.id,
      ...of,
      ...(operator.value === 'none' ? {} : { value }),
    };
  });
}

const opposites = [
  ['is', 'isNot'],
  ['isOneOf', 'isNoneOf'],
  ['contains', 'notContains'],
  ['like', 'notLike'],
  ['matches', 'notMatches'],
  ['isKnown', 'isUnknown'],
] as const;

/**
 * Checks that every operator of a criterion keeps the laws: a missing fact is unknown, also under "not"; the same
 * question has the same answer; opposites differ on what is known; an operator of one's own answers true or false.
 *
 * @returns sentences on what is broken; none if all is well
 */
export function brokenLaws(plugin: Plugin, criterion: Criterion): string[] {
  const flaws = checkCriteria([criterion]);
  if (flaws.length > 0) return flaws.map(({ message }) => `Criterion "${criterion.id}": ${message}`);
  const conditions = sampleConditions(criterion);
  const rules: Rule[] = conditions.flatMap((condition) => [
    { id: `${condition.operator}`, when: condition },
    { id: `not ${condition.operator}`, when: { not: condition } },
  ]);
  const compiled = compileRules(rules, {
    criteria: [criterion],
    operators: (plugin.operators ?? {}) as CustomTests,
  });
  if (!compiled.ok)
    return compiled.issues.map(
      ({ ruleId, message }) => `Criterion "${criterion.id}", operator "${ruleId}": ${message}`,
    );
  const broken: string[] = [];
  const key = criterion.qualifier?.required ? `${criterion.fact}/sample` : criterion.fact;
  const judge = (value: unknown) => {
    const facts = Object.freeze({ [key]: value });
    const verdicts = () =>
      new Map(
        compiled.ruleSet.explain(facts).rules.map(({ ruleId, verdict }) => [ruleId, verdict as Verdict]),
      );
    const [first, again] = [verdicts(), verdicts()];
    for (const [ruleId, verdict] of first)
      if (again.get(ruleId) !== verdict)
        broken.push(
          `Criterion "${criterion.id}": "${ruleId}" answers "${verdict}" once and "${again.get(ruleId)}" then, for the same fact.`,
        );
    return first;
  };
  for (const nothing of nothings) {
    for (const [ruleId, verdict] of judge(nothing)) {
      if (ruleId.endsWith('isKnown') || ruleId.endsWith('isUnknown')) continue;
      if (verdict !== 'unknown')
        broken.push(
          `Criterion "${criterion.id}": "${ruleId}" answers "${verdict}" where the fact is missing (${String(nothing)}); it must be unknown.`,
        );
    }
  }
  for (const value of samplesOf(criterion, criterion.type)) {
    const verdicts = judge(value);
    for (const [one, other] of opposites) {
      const [a, b] = [verdicts.get(one), verdicts.get(other)];
      if (a !== undefined && b !== undefined && a === b)
        broken.push(
          `Criterion "${criterion.id}": "${one}" and "${other}" agree on ${JSON.stringify(value)}.`,
        );
    }
    for (const condition of conditions) {
      const test = plugin.operators?.[condition.operator] as
        ((actual: unknown, value: unknown) => unknown) | undefined;
      if (!test) continue;
      try {
        const [said, again] = [test(value, condition.value), test(value, condition.value)];
        if (typeof said !== 'boolean')
          broken.push(
            `Operator "${condition.operator}" answers ${typeof said} for ${JSON.stringify(value)}; it must answer true or false.`,
          );
        else if (said !== again)
          broken.push(
            `Operator "${condition.operator}" answers both true and false for ${JSON.stringify(value)}.`,
          );
      } catch (thrown) {
        broken.push(
          `Operator "${condition.operator}" throws for ${JSON.stringify(value)}: ${String(thrown)}.`,
        );
      }
    }
  }
  return [...new Set(broken)];
}
