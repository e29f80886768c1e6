import { byName, storable, type Team, type TeamStore } from '@beckon/domain';
import { columns } from '../columns';
import { type Database } from '../database';
import { type Row } from '../transaction';

const BY_ID = 'SELECT * FROM teams WHERE id = ?';

export function teamStore(database: Database): TeamStore {
  return {
    insert: (input) =>
      database.write((transaction) => {
        const team = storable(input, 'team');
        if (transaction.get(BY_ID, [team.id])) return { ok: false, reason: 'conflict', field: 'id' };
        transaction.run('INSERT INTO teams (id, name, hours, revision, created_at) VALUES (?, ?, ?, ?, ?)', [
          team.id,
          team.name,
          hoursText(team),
          team.revision,
          team.createdAt,
        ]);
        return { ok: true, value: team };
      }),
    get: (id) => database.read((transaction) => toTeam(transaction.get(BY_ID, [id]))),
    list: () =>
      database.read((transaction) => transaction.all('SELECT * FROM teams').map(teamOf).sort(byName)),
    save: (input, expectedRevision) =>
      database.write((transaction) => {
        const team = storable(input, 'team');
        const changed = transaction.run(
          'UPDATE teams SET name = ?, hours = ?, revision = revision + 1 WHERE id = ? AND revision = ?',
          [team.name, hoursText(team), team.id, expectedRevision],
        );
        const stored = toTeam(transaction.get(BY_ID, [team.id]));
        if (!stored) return { ok: false, reason: 'notFound' };
        return changed > 0 ? { ok: true, value: stored } : { ok: false, reason: 'stale', current: stored };
      }),
  };
}

function hoursText(team: Team): string | null {
  return team.hours && JSON.stringify(team.hours);
}

function toTeam(row: Row | null): Team | null {
  return row && teamOf(row);
}

function teamOf(row: Row): Team {
  const column = columns(row);
  return {
    id: column.text('id'),
    name: column.text('name'),
    hours: column.textOrNull('hours') === null ? null : column.json('hours'),
    revision: column.number('revision'),
    createdAt: column.date('created_at'),
  };
}
