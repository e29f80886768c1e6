import { describe, expect, it } from 'vitest';
import { namedFinding } from './named-finding';

describe('namedFinding', () => {
  it('names the rules that it quotes', () => {
    const finding = {
      ruleIds: ['B', 'A'],
      severity: 'error' as const,
      message: 'Whenever it matches, the earlier rule "A" matches, too.',
      mend: 'Move it above that rule.',
    };
    expect(
      namedFinding(
        finding,
        new Map([
          ['A', 'Sale'],
          ['B', 'Late'],
        ]),
      ),
    ).toEqual({
      ruleIds: ['B', 'A'],
      severity: 'error',
      title: 'Late',
      text: 'Whenever it matches, the earlier rule “Sale” matches, too. Move it above that rule.',
    });
  });

  it('names the teams that it quotes', () => {
    const finding = {
      ruleIds: ['A'],
      severity: 'warning' as const,
      message:
        'These exclude each other: Business hours of "T" is "during"; Business hours of "T" is "outside".',
      mend: '',
    };
    expect(namedFinding(finding, new Map([['A', 'Sale']]), new Map([['T', 'Sales']])).text).toBe(
      'These exclude each other: Business hours of Sales is "during"; Business hours of Sales is "outside".',
    );
  });
});
