import { type Criterion } from '@beckon/engine';
import { type CreateRuleRequest, type FromWire, type RuleWire } from '@beckon/protocol';
import { type FieldIssue } from '../../../shared/field-issues';
import { newRow, toForm, toWhen, type WhenForm } from './when-form';
import { checkWhen } from './when-issues';

/** The protocol's own limit; written out so that the browser does not load its schemas for one number (a test compares them). */
export const MAX_RULE_MESSAGE_LENGTH = 2000;

/** A rule as it is being written. */
export interface RuleForm {
  title: string;
  when: WhenForm;
  from: FromWire | null;
  message: string;
  assign: boolean;
}

/** A new rule opens with one empty condition. */
export const emptyRuleForm = (): RuleForm => ({
  title: '',
  when: { rows: [newRow()], top: undefined, bare: false },
  from: null,
  message: '',
  assign: false,
});

export const ruleFormOf = (rule: Pick<RuleWire, 'title' | 'when' | 'then'>): RuleForm => ({
  title: rule.title,
  when: toForm(rule.when),
  from: rule.then.from,
  message: rule.then.message,
  assign: rule.then.assign,
});

/** What is wrong with the whole rule, before it is sent. The server checks it all again. */
export function checkRule(form: RuleForm, criteria: readonly Criterion[]): FieldIssue[] {
  const issues: FieldIssue[] = [];
  if (form.title.trim() === '')
    issues.push({ path: '/title', message: 'Give the rule a title, so that you find it again.' });
  issues.push(...checkWhen(form.when, criteria));
  if (!form.from) issues.push({ path: '/then/from', message: 'Choose who the message comes from.' });
  if (form.message.trim() === '')
    issues.push({ path: '/then/message', message: 'Write the message that pops up.' });
  else if (form.message.trim().length > MAX_RULE_MESSAGE_LENGTH)
    issues.push({
      path: '/then/message',
      message: `Shorten the message to at most ${MAX_RULE_MESSAGE_LENGTH.toLocaleString('en')} characters.`,
    });
  return issues;
}

/** The rule as it is sent; `undefined` while nobody is chosen whom it comes from. */
export function requestOf(form: RuleForm): Omit<CreateRuleRequest, 'enabled'> | undefined {
  if (!form.from) return undefined;
  return {
    title: form.title.trim(),
    when: toWhen(form.when),
    then: { from: form.from, message: form.message.trim(), assign: form.assign },
  };
}

/** Equal where saving would change nothing. */
export const fingerprint = (form: RuleForm): string =>
  JSON.stringify([form.title, toWhen(form.when), form.from, form.message, form.assign]);
