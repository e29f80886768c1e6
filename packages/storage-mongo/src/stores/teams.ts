import { byName, storable, type Team, type TeamStore } from '@beckon/domain';
import { type TeamDocument } from '../documents';
import { insertedOr } from '../failures';
import { type Models } from '../models';

export function teamStore({ teams }: Models): TeamStore {
  const find = async (id: string): Promise<Team | null> => {
    const document = await teams.findById(id).lean<TeamDocument>();
    return document && teamOf(document);
  };
  return {
    async insert(input) {
      const team = storable(input, 'team');
      const { id, ...rest } = team;
      const index = await insertedOr(() => teams.create([{ _id: id, ...rest }]));
      return index === null ? { ok: true, value: team } : { ok: false, reason: 'conflict', field: 'id' };
    },
    get: find,
    async list() {
      return (await teams.find().lean<TeamDocument[]>()).map(teamOf).sort(byName);
    },
    async save(input, expectedRevision) {
      const { id, name, hours } = storable(input, 'team');
      const saved = await teams
        .findOneAndUpdate(
          { _id: id, revision: expectedRevision },
          { $set: { name, hours }, $inc: { revision: 1 } },
          { returnDocument: 'after' },
        )
        .lean<TeamDocument>();
      if (saved) return { ok: true, value: teamOf(saved) };
      const current = await find(id);
      return current ? { ok: false, reason: 'stale', current } : { ok: false, reason: 'notFound' };
    },
  };
}

function teamOf({ _id, name, hours, revision, createdAt }: TeamDocument): Team {
  return { id: _id, name, hours, revision, createdAt };
}
