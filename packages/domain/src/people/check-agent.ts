import { type DomainIssue } from '../answer';
import { checkLine } from '../answer/check-text';
import { roles } from '../model';
import { type AgentDraft } from './people';

/** At least so many characters are in a password, and at most so many. */
export const PASSWORD_LENGTH = { min: 10, max: 200 };

/** An address as it is stored and compared. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

export function checkEmail(email: string, path = '/email'): DomainIssue[] {
  const address = normalEmail(email);
  return address.length <= 254 && /^[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)*$/.test(address)
    ? []
    : [{ path, code: 'emailInvalid', message: 'Must be an e-mail address such as ann@example.com.' }];
}

export function checkPassword(password: string, path = '/password'): DomainIssue[] {
  if (password.length < PASSWORD_LENGTH.min)
    return [{ path, code: 'tooShort', message: `Must be at least ${PASSWORD_LENGTH.min} characters.` }];
  if (password.length > PASSWORD_LENGTH.max)
    return [{ path, code: 'tooLong', message: `Must be at most ${PASSWORD_LENGTH.max} characters.` }];
  return [];
}

/** What is wrong with an agent in itself; whether its teams exist is another question. */
export function checkAgent(draft: AgentDraft): DomainIssue[] {
  const issues = [...checkLine(draft.name, '/name', 80), ...checkEmail(draft.email)];
  if (draft.password !== undefined) issues.push(...checkPassword(draft.password));
  if (draft.roles.length === 0)
    issues.push({ path: '/roles', code: 'empty', message: 'Must name at least one role.' });
  draft.roles.forEach((role, index) => {
    if (!Object.hasOwn(roles, role)) {
      issues.push({
        path: `/roles/${index}`,
        code: 'roleUnknown',
        message: `There is no role "${role}". Roles are: ${Object.keys(roles).join(', ')}.`,
      });
    } else if (draft.roles.indexOf(role) !== index) {
      issues.push({ path: `/roles/${index}`, code: 'twice', message: `The role "${role}" is there twice.` });
    }
  });
  draft.teamIds.forEach((id, index) => {
    if (draft.teamIds.indexOf(id) !== index)
      issues.push({ path: `/teamIds/${index}`, code: 'twice', message: 'This team is there twice.' });
  });
  if (draft.primaryTeamId !== null && !draft.teamIds.includes(draft.primaryTeamId)) {
    issues.push({
      path: '/primaryTeamId',
      code: 'notOfTheTeams',
      message: "The primary team must be one of the agent's teams.",
    });
  }
  return issues;
}
