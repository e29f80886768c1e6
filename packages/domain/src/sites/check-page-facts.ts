import { compileRules } from '@beckon/engine';
import { type DomainIssue } from '../answer';
import { checkLine } from '../answer/check-text';
import { MAX_PAGE_FACTS, type PageFact, type Rule } from '../model';
import { conditionsOf } from '../rule-sets/conditions';
import { type RuleSets } from '../rule-sets/rule-sets';
import { PAGE_FACTS } from '../rule-sets/site-criteria';

const types: readonly string[] = ['text', 'number', 'boolean', 'date', 'url'] satisfies PageFact['type'][];

/** What is wrong with a site's page facts as they stand. */
export function checkPageFacts(facts: readonly PageFact[]): DomainIssue[] {
  const issues: DomainIssue[] = [];
  if (facts.length > MAX_PAGE_FACTS)
    issues.push({
      path: '/facts',
      code: 'tooMany',
      message: `Must be at most ${MAX_PAGE_FACTS} page facts.`,
    });
  facts.forEach(({ name, label, type }, index) => {
    const path = `/facts/${index}`;
    if (!/^[a-z][A-Za-z0-9]{0,39}$/.test(name)) {
      issues.push({
        path: `${path}/name`,
        code: 'nameInvalid',
        message: 'Must begin with a small letter; then up to 39 letters and digits, such as cartValue.',
      });
    } else if (facts.findIndex((other) => other.name === name) < index) {
      issues.push({
        path: `${path}/name`,
        code: 'taken',
        message: `Another page fact is named "${name}" already. Choose another name.`,
      });
    }
    issues.push(...checkLine(label, `${path}/label`, 80));
    if (!types.includes(type))
      issues.push({
        path: `${path}/type`,
        code: 'typeInvalid',
        message: `Must be one of ${types.join(', ')}.`,
      });
  });
  return issues;
}

/** At most so many rules are named in one message. */
const MAX_NAMED = 3;

function namesOf(rules: readonly Rule[]): string {
  const named = rules
    .slice(0, MAX_NAMED)
    .map(({ title }) => `"${title}"`)
    .join(', ');
  return rules.length > MAX_NAMED ? `${named} and ${rules.length - MAX_NAMED} more` : named;
}

/** Which changes of page facts would break rules that read them: those taken out, and those whose new type a rule's condition does not fit. */
export function checkFactsInUse(
  before: readonly PageFact[],
  after: readonly PageFact[],
  rules: readonly Rule[],
  { criteriaOf }: Pick<RuleSets, 'criteriaOf'>,
): DomainIssue[] {
  const readers = (name: string) =>
    rules.filter(({ when }) =>
      conditionsOf(when).some(({ condition }) => condition.criterion === `${PAGE_FACTS}${name}`),
    );
  return before.flatMap(({ name, label, type }) => {
    const index = after.findIndex((fact) => fact.name === name);
    const next = after[index];
    if (next?.type === type) return [];
    const reading = readers(name);
    if (!next) {
      if (reading.length === 0) return [];
      return [
        {
          path: '/facts',
          code: 'inUse',
          message: `"${label}" (${name}) is read by the rules ${namesOf(reading)}. Take it out of them first.`,
        },
      ];
    }
    const broken = reading.filter((rule) => fits(rule, before) && !fits(rule, after));
    if (broken.length === 0) return [];
    return [
      {
        path: `/facts/${index}/type`,
        code: 'inUse',
        message: `The rules ${namesOf(broken)} compare "${label}" (${name}) in a way that the type "${next.type}" does not have. Change them first.`,
      },
    ];
  });

  function fits({ id, when }: Rule, facts: readonly PageFact[]): boolean {
    return compileRules([{ id, when }], criteriaOf({ facts: [...facts] }).compileOptions).ok;
  }
}
