import { type FindingCode } from './finding';

/** One faulty rule set: what has to be found, in which rules, and at which paths (if the rule alone is not enough). */
export interface Faulty {
  readonly name: string;
  readonly rules: readonly { readonly id: string; readonly when: unknown; readonly enabled?: boolean }[];
  readonly found: readonly (readonly [
    code: FindingCode,
    severity: 'error' | 'warning',
    ruleId: string,
    ...paths: string[],
  ])[];
}

// A short hand for rules and what has to be found in them.

export const c = (criterion: string, operator: string, value?: unknown, of?: string) => ({
  criterion,
  operator,
  ...(value === undefined ? {} : { value }),
  ...(of === undefined ? {} : { of }),
});
export const url = (operator: string, value?: unknown) => c('pageUrl', operator, value);
export const title = (operator: string, value?: unknown) => c('pageTitle', operator, value);
export const page = (operator: string, value?: unknown) => c('timeOnPage', operator, value);
export const views = (operator: string, value?: unknown) => c('pagesViewed', operator, value);
export const country = (operator: string, value?: unknown) => c('country', operator, value);
export const language = (operator: string, value?: unknown) => c('browserLanguage', operator, value);
export const hours = (operator: string, value?: unknown, of?: string) =>
  c('businessHours', operator, value, of);
export const city = (operator: string, value?: unknown) => c('city', operator, value);
export const all = (...of: unknown[]) => ({ all: of });
export const any = (...of: unknown[]) => ({ any: of });
export const not = (of: unknown) => ({ not: of });

export const one = (
  name: string,
  when: unknown,
  ...found: readonly (readonly [FindingCode, 'error' | 'warning', ...string[]])[]
): Faulty => ({
  name,
  rules: [{ id: 'a', when }],
  found: found.map(([code, severity, ...paths]) => [code, severity, 'a', ...paths] as const),
});
export const clash = (name: string, first: unknown, second: unknown): Faulty =>
  one(name, all(first, second), ['contradiction', 'error', '/when/all/0', '/when/all/1']);
export const two = (name: string, first: unknown, second: unknown, code: FindingCode): Faulty => ({
  name,
  rules: [
    { id: 'a', when: first },
    { id: 'b', when: second },
  ],
  found: [[code, 'error', 'b']],
});
