import { type Agent, type AgentStore, byName, storable } from '@beckon/domain';
import { type AgentDocument } from '../documents';
import { insertedOr, violatedIndex } from '../failures';
import { type Models, unique } from '../models';

export function agentStore({ agents }: Models): AgentStore {
  const find = async (id: string): Promise<Agent | null> => {
    const document = await agents.findById(id).lean<AgentDocument>();
    return document && agentOf(document);
  };
  return {
    async insert(input) {
      const agent = storable(input, 'agent');
      const { id, ...rest } = agent;
      const index = await insertedOr(() => agents.create([{ _id: id, ...rest }]));
      return index === null
        ? { ok: true, value: agent }
        : { ok: false, reason: 'conflict', field: index === unique.agentEmail ? 'email' : 'id' };
    },
    get: find,
    async getByEmail(email) {
      const document = await agents.findOne({ email }).lean<AgentDocument>();
      return document && agentOf(document);
    },
    async list() {
      return (await agents.find().lean<AgentDocument[]>()).map(agentOf).sort(byName);
    },
    async save(input, expectedRevision) {
      const { id, revision: _revision, createdAt: _createdAt, ...change } = storable(input, 'agent');
      try {
        const saved = await agents
          .findOneAndUpdate(
            { _id: id, revision: expectedRevision },
            { $set: change, $inc: { revision: 1 } },
            { returnDocument: 'after' },
          )
          .lean<AgentDocument>();
        if (saved) return { ok: true, value: agentOf(saved) };
      } catch (error) {
        if (violatedIndex(error) !== unique.agentEmail) throw error;
        return { ok: false, reason: 'conflict', field: 'email' };
      }
      const current = await find(id);
      return current ? { ok: false, reason: 'stale', current } : { ok: false, reason: 'notFound' };
    },
  };
}

function agentOf(document: AgentDocument): Agent {
  const { _id, name, email, passwordHash, teamIds, primaryTeamId, roles, enabled, revision, createdAt } =
    document;
  return { id: _id, name, email, passwordHash, teamIds, primaryTeamId, roles, enabled, revision, createdAt };
}
