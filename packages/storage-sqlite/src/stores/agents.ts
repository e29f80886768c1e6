import { type Agent, type AgentStore, byName, storable } from '@beckon/domain';
import { columns } from '../columns';
import { type Database } from '../database';
import { type Row, type Transaction } from '../transaction';

const BY_ID = 'SELECT * FROM agents WHERE id = ?';
const BY_EMAIL = 'SELECT * FROM agents WHERE email = ?';

export function agentStore(database: Database): AgentStore {
  return {
    insert: (input) =>
      database.write((transaction) => {
        const agent = storable(input, 'agent');
        if (transaction.get(BY_ID, [agent.id])) return { ok: false, reason: 'conflict', field: 'id' };
        if (emailIsAnothers(transaction, agent)) return { ok: false, reason: 'conflict', field: 'email' };
        transaction.run(
          `INSERT INTO agents (id, name, email, password_hash, team_ids, primary_team_id, roles, enabled, revision, created_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          [
            agent.id,
            agent.name,
            agent.email,
            agent.passwordHash,
            JSON.stringify(agent.teamIds),
            agent.primaryTeamId,
            JSON.stringify(agent.roles),
            agent.enabled,
            agent.revision,
            agent.createdAt,
          ],
        );
        return { ok: true, value: agent };
      }),
    get: (id) => database.read((transaction) => toAgent(transaction.get(BY_ID, [id]))),
    getByEmail: (email) => database.read((transaction) => toAgent(transaction.get(BY_EMAIL, [email]))),
    list: () =>
      database.read((transaction) => transaction.all('SELECT * FROM agents').map(agentOf).sort(byName)),
    save: (input, expectedRevision) =>
      database.write((transaction) => {
        const agent = storable(input, 'agent');
        const current = toAgent(transaction.get(BY_ID, [agent.id]));
        if (!current) return { ok: false, reason: 'notFound' };
        if (current.revision !== expectedRevision) return { ok: false, reason: 'stale', current };
        if (emailIsAnothers(transaction, agent)) return { ok: false, reason: 'conflict', field: 'email' };
        transaction.run(
          `UPDATE agents SET name = ?, email = ?, password_hash = ?, team_ids = ?, primary_team_id = ?, roles = ?, enabled = ?,
             revision = revision + 1
           WHERE id = ?`,
          [
            agent.name,
            agent.email,
            agent.passwordHash,
            JSON.stringify(agent.teamIds),
            agent.primaryTeamId,
            JSON.stringify(agent.roles),
            agent.enabled,
            agent.id,
          ],
        );
        return {
          ok: true,
          value: { ...agent, createdAt: current.createdAt, revision: current.revision + 1 },
        };
      }),
  };
}

function emailIsAnothers(transaction: Transaction, agent: Agent): boolean {
  const holder = toAgent(transaction.get(BY_EMAIL, [agent.email]));
  return holder !== null && holder.id !== agent.id;
}

function toAgent(row: Row | null): Agent | null {
  return row && agentOf(row);
}

function agentOf(row: Row): Agent {
  const column = columns(row);
  return {
    id: column.text('id'),
    name: column.text('name'),
    email: column.text('email'),
    passwordHash: column.textOrNull('password_hash'),
    teamIds: column.json('team_ids'),
    primaryTeamId: column.textOrNull('primary_team_id'),
    roles: column.json('roles'),
    enabled: column.boolean('enabled'),
    revision: column.number('revision'),
    createdAt: column.date('created_at'),
  };
}
