// The packaged engines of the field, each as its manual says, over the same normalised facts. Each maker takes rules and
// answers a function from raw facts to the index of the first rule that matches.
import { evalCondition } from '@growthbook/growthbook';
import { CompoundCondition, FieldCondition } from '@ucast/core';
import { allInterpreters, createJsInterpreter } from '@ucast/js';
import { LogicEngine } from 'json-logic-engine';
import jsonLogic from 'json-logic-js';
import { Engine } from 'json-rules-engine';
import { Query } from 'mingo';
import sift from 'sift';
import { likeSource, normalize, plain } from './closures.mjs';

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** Text comparisons as a regular expression, for those who have no other. */
function sourceOf({ fact, operator, value, raw }) {
  if (fact === 'browserLanguage') return `^${escaped(value)}(-|$)`;
  switch (operator) {
    case 'contains':
    case 'notContains':
      return escaped(value);
    case 'startsWith':
      return `^${escaped(value)}`;
    case 'endsWith':
      return `${escaped(value)}$`;
    case 'like':
      return likeSource(value);
    case 'matches':
      return raw;
    default:
      return undefined;
  }
}

/** MongoDB's query language, with the flag as the peer wants it. */
function mongo(condition, asRegex) {
  const { fact, operator, value, raw } = plain(condition);
  const source = sourceOf({ fact, operator, value, raw });
  if (source !== undefined) {
    const pattern = asRegex(source);
    return operator === 'notContains' || operator === 'isNot'
      ? { [fact]: { $not: pattern } }
      : { [fact]: pattern };
  }
  switch (operator) {
    case 'is':
      return { [fact]: { $eq: value } };
    case 'isOneOf':
      return { [fact]: { $in: value } };
    case 'isNoneOf':
      return { [fact]: { $nin: value } };
    case 'greaterThan':
      return { [fact]: { $gt: value } };
    case 'greaterThanOrEqual':
      return { [fact]: { $gte: value } };
    case 'lessThan':
      return { [fact]: { $lt: value } };
    case 'between':
      return { [fact]: { $gte: value[0], $lte: value[1] } };
    default:
      throw new Error(operator);
  }
}

const firstOf = (tests) => (raw) => {
  const facts = normalize(raw);
  for (let at = 0; at < tests.length; at += 1) if (tests[at](facts)) return at;
  return -1;
};

const asFlagged = (source) => ({ $regex: new RegExp(source, 'i') });

/** JsonLogic; `in` is its own `contains`, the other text comparisons are operations added as its manual says. */
function logicOf(rule) {
  return {
    and: rule.when.all.map((condition) => {
      const { fact, operator, value, raw } = plain(condition);
      const fromFact = { var: fact };
      if (fact === 'browserLanguage')
        return operator === 'is' ? { speaks: [fromFact, value] } : { '!': { speaks: [fromFact, value] } };
      switch (operator) {
        case 'is':
          return { '===': [fromFact, value] };
        case 'isOneOf':
          return { in: [fromFact, value] };
        case 'isNoneOf':
          return { '!': { in: [fromFact, value] } };
        case 'contains':
          return { in: [value, fromFact] };
        case 'notContains':
          return { '!': { in: [value, fromFact] } };
        case 'startsWith':
          return { startsWith: [fromFact, value] };
        case 'endsWith':
          return { endsWith: [fromFact, value] };
        case 'like':
          return { matches: [fromFact, likeSource(value)] };
        case 'matches':
          return { matches: [fromFact, raw] };
        case 'greaterThan':
          return { '>': [fromFact, value] };
        case 'greaterThanOrEqual':
          return { '>=': [fromFact, value] };
        case 'lessThan':
          return { '<': [fromFact, value] };
        case 'between':
          return { '<=': [value[0], fromFact, value[1]] };
        default:
          throw new Error(operator);
      }
    }),
  };
}

function patterns() {
  const made = new Map();
  return (source) => {
    let pattern = made.get(source);
    if (!pattern) made.set(source, (pattern = new RegExp(source, 'i')));
    return pattern;
  };
}

const speaks = (language, range) => language === range || language.startsWith(`${range}-`);

function makeJsonLogic(rules) {
  const pattern = patterns();
  jsonLogic.add_operation('startsWith', (text, start) => text.startsWith(start));
  jsonLogic.add_operation('endsWith', (text, end) => text.endsWith(end));
  jsonLogic.add_operation('matches', (text, source) => pattern(source).test(text));
  jsonLogic.add_operation('speaks', speaks);
  return firstOf(rules.map(logicOf).map((logic) => (facts) => jsonLogic.apply(logic, facts)));
}

function makeJsonLogicEngine(rules) {
  const engine = new LogicEngine();
  const pattern = patterns();
  engine.addMethod('startsWith', ([text, start]) => text.startsWith(start), {
    deterministic: true,
    sync: true,
  });
  engine.addMethod('endsWith', ([text, end]) => text.endsWith(end), { deterministic: true, sync: true });
  engine.addMethod('matches', ([text, source]) => pattern(source).test(text), {
    deterministic: true,
    sync: true,
  });
  engine.addMethod('speaks', ([language, range]) => speaks(language, range), {
    deterministic: true,
    sync: true,
  });
  return firstOf(rules.map((rule) => engine.build(logicOf(rule))));
}

function makeMingo(rules) {
  const queries = rules.map(
    (rule) => new Query({ $and: rule.when.all.map((condition) => mongo(condition, asFlagged)) }),
  );
  return firstOf(queries.map((query) => (facts) => query.test(facts)));
}

function makeSift(rules) {
  return firstOf(
    rules.map((rule) =>
      sift({ $and: rule.when.all.map((condition) => mongo(condition, (source) => new RegExp(source, 'i'))) }),
    ),
  );
}

function makeGrowthBook(rules) {
  const conditions = rules.map((rule) => ({
    $and: rule.when.all.map((condition) => mongo(condition, (source) => ({ $regex: source }))),
  }));
  return firstOf(conditions.map((condition) => (facts) => evalCondition(facts, condition)));
}

function makeUcast(rules) {
  const interpret = createJsInterpreter({
    ...allInterpreters,
    contains: (node, facts, { get }) => get(facts, node.field).includes(node.value),
    startsWith: (node, facts, { get }) => get(facts, node.field).startsWith(node.value),
    endsWith: (node, facts, { get }) => get(facts, node.field).endsWith(node.value),
  });
  const ast = (condition) => {
    const { fact, operator, value, raw } = plain(condition);
    const field = (name, of) => new FieldCondition(name, fact, of);
    if (fact === 'browserLanguage') {
      const spoken = field('regex', new RegExp(sourceOf({ fact, operator, value, raw })));
      return operator === 'is' ? spoken : new CompoundCondition('not', [spoken]);
    }
    switch (operator) {
      case 'is':
        return field('eq', value);
      case 'isOneOf':
        return field('in', value);
      case 'isNoneOf':
        return field('nin', value);
      case 'notContains':
        return new CompoundCondition('not', [field('contains', value)]);
      case 'contains':
      case 'startsWith':
      case 'endsWith':
        return field(operator, value);
      case 'like':
        return field('regex', new RegExp(likeSource(value)));
      case 'matches':
        return field('regex', new RegExp(raw, 'i'));
      case 'greaterThan':
        return field('gt', value);
      case 'greaterThanOrEqual':
        return field('gte', value);
      case 'lessThan':
        return field('lt', value);
      case 'between':
        return new CompoundCondition('and', [field('gte', value[0]), field('lte', value[1])]);
      default:
        throw new Error(operator);
    }
  };
  const trees = rules.map((rule) => new CompoundCondition('and', rule.when.all.map(ast)));
  return firstOf(trees.map((tree) => (facts) => interpret(tree, facts)));
}

/** Its rules have priorities, and it stops at the first that matches. It is asynchronous by design. */
function makeJsonRulesEngine(rules) {
  const engine = new Engine([], { allowUndefinedFacts: true });
  const pattern = patterns();
  engine.addOperator('startsWith', (text, start) => text.startsWith(start));
  engine.addOperator('endsWith', (text, end) => text.endsWith(end));
  engine.addOperator('holds', (text, part) => text.includes(part));
  engine.addOperator('lacks', (text, part) => !text.includes(part));
  engine.addOperator('matches', (text, source) => pattern(source).test(text));
  engine.addOperator('speaks', speaks);
  engine.addOperator('speaksNot', (language, range) => !speaks(language, range));
  engine.addOperator('between', (number, [from, to]) => number >= from && number <= to);
  const names = {
    is: 'equal',
    isOneOf: 'in',
    isNoneOf: 'notIn',
    contains: 'holds',
    notContains: 'lacks',
    greaterThan: 'greaterThan',
    greaterThanOrEqual: 'greaterThanInclusive',
    lessThan: 'lessThan',
    between: 'between',
    startsWith: 'startsWith',
    endsWith: 'endsWith',
  };
  rules.forEach((rule, index) => {
    engine.addRule({
      priority: rules.length - index,
      conditions: {
        all: rule.when.all.map((condition) => {
          const { fact, operator, value, raw } = plain(condition);
          if (fact === 'browserLanguage')
            return { fact, operator: operator === 'is' ? 'speaks' : 'speaksNot', value };
          if (operator === 'like') return { fact, operator: 'matches', value: likeSource(value) };
          if (operator === 'matches') return { fact, operator, value: raw };
          return { fact, operator: names[operator], value };
        }),
      },
      event: { type: 'match', params: { index } },
    });
  });
  let found = -1;
  engine.on('success', ({ params }) => {
    found = params.index;
    engine.stop();
  });
  return async (raw) => {
    found = -1;
    await engine.run(normalize(raw));
    return found;
  };
}

export const peers = [
  { name: 'json-logic-engine (compiled)', make: makeJsonLogicEngine },
  { name: '@ucast/js', make: makeUcast },
  { name: 'mingo', make: makeMingo },
  { name: 'json-logic-js', make: makeJsonLogic },
  { name: 'GrowthBook condition', make: makeGrowthBook },
  { name: 'sift', make: makeSift },
  { name: 'json-rules-engine', make: makeJsonRulesEngine, async: true },
];
