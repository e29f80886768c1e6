import { MAX_PAGE_FACTS as wireMaximum, pageFactSchema, type PageFactWire } from '@beckon/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkPageFacts,
  factsSnippet,
  MAX_PAGE_FACT_LABEL,
  MAX_PAGE_FACTS,
  pageFactTypes,
} from './page-facts';

const fact = (part: Partial<PageFactWire> = {}): PageFactWire => ({
  name: 'plan',
  label: 'Plan',
  type: 'text',
  ...part,
});

describe('page facts', () => {
  it('keep to the protocol', () => {
    expect(MAX_PAGE_FACTS).toBe(wireMaximum);
    expect(pageFactTypes.map(({ value }) => value)).toEqual(pageFactSchema.shape.type.options);
    expect(pageFactSchema.safeParse(fact({ label: 'x'.repeat(MAX_PAGE_FACT_LABEL) })).success).toBe(true);
    expect(pageFactSchema.safeParse(fact({ label: 'x'.repeat(MAX_PAGE_FACT_LABEL + 1) })).success).toBe(
      false,
    );
  });
  it('are refused here where the server would refuse the name', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 45 }), fc.stringMatching(/^[a-z][A-Za-z0-9]{0,42}$/)),
        (name) => {
          expect(checkPageFacts([fact({ name })]).length === 0).toBe(
            pageFactSchema.safeParse(fact({ name })).success,
          );
        },
      ),
    );
  });
  it('have names and labels of their own', () => {
    expect(
      checkPageFacts([fact(), fact(), fact({ name: '' }), fact({ name: 'x', label: ' ' })]).map(
        ({ path }) => path,
      ),
    ).toEqual(['/facts/1/name', '/facts/2/name', '/facts/3/label']);
  });
  it('are told by one line', () => {
    expect(factsSnippet([])).toBe("beckon('facts', { plan: 'pro' })");
    expect(
      factsSnippet([
        fact({ name: 'seats', type: 'number' }),
        fact({ name: 'Not a name' }),
        fact({ name: 'trial', type: 'boolean' }),
      ]),
    ).toBe("beckon('facts', { seats: 129.9, trial: true })");
  });
});
