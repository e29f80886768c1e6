import { type LinkStore, type OneTimeLink, type SessionStore, storable } from '@beckon/domain';
import { type LinkDocument, type SessionDocument } from '../documents';
import { type Models } from '../models';

export function sessionStore({ sessions }: Models): SessionStore {
  return {
    async insert(input) {
      const { tokenHash, ...rest } = storable(input, 'session');
      await sessions.create([{ _id: tokenHash, ...rest }]);
    },
    async get(tokenHash, now) {
      const document = await sessions
        .findOne({ _id: tokenHash, expiresAt: { $gt: now } })
        .lean<SessionDocument>();
      if (!document) return null;
      const { _id, agentId, csrfToken, createdAt, expiresAt } = document;
      return { tokenHash: _id, agentId, csrfToken, createdAt, expiresAt };
    },
    async remove(tokenHash) {
      await sessions.deleteOne({ _id: tokenHash });
    },
    async removeOfAgent(agentId) {
      await sessions.deleteMany({ agentId });
    },
  };
}

export function linkStore({ links }: Models): LinkStore {
  return {
    async insert(input) {
      const { tokenHash, ...rest } = storable(input, 'link');
      await links.create([{ _id: tokenHash, ...rest }]);
    },
    async get(tokenHash, now) {
      return toLink(await links.findOne({ _id: tokenHash, expiresAt: { $gt: now } }).lean<LinkDocument>());
    },
    async consume(tokenHash, now) {
      return toLink(
        await links.findOneAndDelete({ _id: tokenHash, expiresAt: { $gt: now } }).lean<LinkDocument>(),
      );
    },
  };
}

function toLink(document: LinkDocument | null): OneTimeLink | null {
  return document && { tokenHash: document._id, purpose: document.purpose, expiresAt: document.expiresAt };
}
