import { compileRules } from '@beckon/engine';
import { type DomainError, type DomainIssue, refuse } from '../answer';
import { checkLine, checkText } from '../answer/check-text';
import { invalid } from '../answer/from-saved';
import { type From } from '../model';
import { isUsable, type PeopleSnapshot, teamOf } from '../people/people-cache';
import { asksForTeam, conditionsOf } from '../rule-sets/conditions';
import { fillTeam } from '../rule-sets/fill-team';
import { type SiteCriteria } from '../rule-sets/site-criteria';
import { type RuleDraft } from './rules';

/** At most so many characters are in a rule's title and message. */
export const MAX_TITLE_LENGTH = 120;
export const MAX_RULE_MESSAGE_LENGTH = 2000;

/**
 * Why a rule cannot be stored, or `null`: first its texts (`invalidRequest`), then its conditions as the engine judges them
 * (`invalidRule`), then whom and what it names (`invalidReference`).
 */
export function refuseDraft(
  draft: RuleDraft,
  people: PeopleSnapshot,
  criteria: SiteCriteria,
): { ok: false; error: DomainError } | null {
  const texts = [
    ...checkLine(draft.title, '/title', MAX_TITLE_LENGTH),
    ...checkText(draft.then.message, '/then/message', MAX_RULE_MESSAGE_LENGTH),
  ];
  if (texts.length > 0) return invalid(texts);

  const conditions = checkWhen(draft, people, criteria);
  if (conditions.length > 0) {
    return refuse('invalidRule', `The rule's conditions cannot be used: ${conditions[0]?.message ?? ''}`, {
      issues: conditions,
    });
  }

  const references = [...checkSender(draft.then.from, people), ...checkTeams(draft, people, criteria)];
  return references.length > 0
    ? refuse('invalidReference', references[0]?.message ?? '', { issues: references })
    : null;
}

function checkWhen(
  draft: RuleDraft,
  people: PeopleSnapshot,
  { byId, compileOptions }: SiteCriteria,
): DomainIssue[] {
  // As it was sent first: the engine says what is wrong with a tree that cannot even be walked.
  const written = compile({ id: 'draft', when: draft.when });
  if (written.some((issue) => issue.code !== 'ofMissing'))
    return written.filter((issue) => issue.code !== 'ofMissing');
  const { when } = draft;
  if (('all' in when && when.all.length === 0) || ('any' in when && when.any.length === 0)) {
    return [{ path: '/when', code: 'groupEmpty', message: 'A rule needs at least one condition.' }];
  }
  return compile({ id: 'draft', when: fillTeam(when, teamOf(draft.then.from, people), byId) });

  function compile(rule: { id: string; when: RuleDraft['when'] }): DomainIssue[] {
    const result = compileRules([rule], compileOptions);
    return result.ok ? [] : result.issues.map(({ path, code, message }) => ({ path, code, message }));
  }
}

function checkSender(from: From, people: PeopleSnapshot): DomainIssue[] {
  if (isUsable(from, people)) return [];
  const path = '/then/from';
  if ('team' in from)
    return [
      {
        path,
        code: 'teamUnknown',
        message: 'The team that the message comes from does not exist. Choose a team or an agent.',
      },
    ];
  return people.agents.has(from.agent)
    ? [
        {
          path,
          code: 'agentDisabled',
          message: 'The agent that the message comes from is disabled. Choose another agent or a team.',
        },
      ]
    : [
        {
          path,
          code: 'agentUnknown',
          message: 'The agent that the message comes from does not exist. Choose a team or an agent.',
        },
      ];
}

function checkTeams(draft: RuleDraft, people: PeopleSnapshot, { byId }: SiteCriteria): DomainIssue[] {
  return conditionsOf(draft.when).flatMap(({ condition, path }) => {
    const criterion = byId.get(condition.criterion);
    if (!criterion || !asksForTeam(criterion) || condition.of === undefined || people.teams.has(condition.of))
      return [];
    return [
      {
        path: `${path}/of`,
        code: 'teamUnknown',
        message: 'The team of this condition does not exist. Choose one of the list of teams.',
      },
    ];
  });
}
