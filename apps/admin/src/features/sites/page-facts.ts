import { type PageFactWire } from '@beckon/protocol';
import { type FieldIssue } from '../../shared/field-issues';

/** The protocol's own limits; written out so that the browser does not load its schemas for them (a test compares them). */
export const MAX_PAGE_FACTS = 50;
export const MAX_PAGE_FACT_LABEL = 80;

export const pageFactTypes: readonly { value: PageFactWire['type']; label: string; example: string }[] = [
  { value: 'text', label: 'Text', example: "'pro'" },
  { value: 'number', label: 'Number', example: '129.9' },
  { value: 'boolean', label: 'Yes or no', example: 'true' },
  { value: 'date', label: 'Date', example: "'2027-01-31'" },
  { value: 'url', label: 'Address (URL)', example: "'https://shop.example/cart'" },
];

const namePattern = /^[a-z][A-Za-z0-9]{0,39}$/;

/**
 * The line that a page runs to tell its facts.
 *
 * @example
 * factsSnippet([{ name: 'plan', label: 'Plan', type: 'text' }]) // "beckon('facts', { plan: 'pro' })"
 */
export function factsSnippet(facts: readonly PageFactWire[]): string {
  const named = facts.filter(({ name }) => namePattern.test(name));
  const shown = named.length > 0 ? named : [{ name: 'plan', type: 'text' }];
  return `beckon('facts', { ${shown.map(({ name, type }) => `${name}: ${pageFactTypes.find(({ value }) => value === type)?.example ?? "'…'"}`).join(', ')} })`;
}

/** What is wrong with page facts before they are sent. */
export function checkPageFacts(facts: readonly PageFactWire[]): FieldIssue[] {
  const issues: FieldIssue[] = [];
  const seen = new Set<string>();
  facts.forEach(({ name, label }, index) => {
    if (name === '')
      issues.push({
        path: `/facts/${index}/name`,
        message: 'Name the fact as your page calls it, such as plan.',
      });
    else if (!namePattern.test(name))
      issues.push({
        path: `/facts/${index}/name`,
        message: 'Begin with a small letter; then up to 39 letters and digits.',
      });
    else if (seen.has(name))
      issues.push({
        path: `/facts/${index}/name`,
        message: `“${name}” is there already. Give each fact a name of its own.`,
      });
    seen.add(name);
    if (label.trim() === '')
      issues.push({ path: `/facts/${index}/label`, message: 'Say what rules should call it, such as Plan.' });
  });
  return issues;
}
