import { type Answer, type DomainIssue, done } from '../answer';
import { checkLine } from '../answer/check-text';
import { fromSaved, invalid, missing } from '../answer/from-saved';
import { deny } from '../answer/permit';
import { type Context } from '../context';
import { checkHours } from '../hours';
import { keyedId } from '../keyed-id';
import { type Team } from '../model';
import { type TeamDraft, type Teams, type TeamView } from './people';

/** The use-cases of teams. */
export function createTeams({ storage, clock, ids, secrets, people, teamHours }: Context): Teams {
  function view(team: Team): TeamView {
    const now = clock.now();
    const openNow = teamHours(team, now, now)?.open ?? null;
    return { id: team.id, name: team.name, hours: team.hours, openNow, revision: team.revision };
  }

  return {
    async list() {
      return done((await storage.teams.list()).map(view));
    },

    async get({ teamId }) {
      const team = await storage.teams.get(teamId);
      return team ? done(view(team)) : missing('team');
    },

    async create({ actor, draft, key }) {
      const denied = deny(actor, 'people:manage');
      if (denied) return denied;
      const issues = checkTeam(draft);
      if (issues.length > 0) return invalid(issues);
      const team: Team = {
        id: key === undefined ? ids.next() : keyedId(secrets, 'team', key),
        name: draft.name.trim(),
        hours: draft.hours,
        revision: 1,
        createdAt: clock.now(),
      };
      const inserted = await storage.teams.insert(team);
      people.forget();
      if (inserted.ok) return done(view(inserted.value));
      const repeated = await storage.teams.get(team.id);
      if (repeated) return done(view(repeated));
      throw new Error(`A new team's ${inserted.field} is taken: ids repeat`);
    },

    async save({ actor, teamId, draft, revision }): Promise<Answer<TeamView>> {
      const denied = deny(actor, 'people:manage');
      if (denied) return denied;
      const team = await storage.teams.get(teamId);
      if (!team) return missing('team');
      const issues = checkTeam(draft);
      if (issues.length > 0) return invalid(issues);
      const saved = await storage.teams.save(
        { ...team, name: draft.name.trim(), hours: draft.hours },
        revision,
      );
      people.forget();
      const answer = fromSaved(saved, 'team');
      if (answer.ok) return done(view(answer.value));
      const { current } = answer.error;
      return current === undefined
        ? answer
        : { ok: false, error: { ...answer.error, current: view(current as Team) } };
    },
  };
}

function checkTeam(draft: TeamDraft): DomainIssue[] {
  const issues = checkLine(draft.name, '/name', 80);
  if (draft.hours)
    issues.push(...checkHours(draft.hours).map((issue) => ({ ...issue, path: `/hours${issue.path}` })));
  return issues;
}
