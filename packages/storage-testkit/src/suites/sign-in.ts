import { StorageError } from '@beckon/domain';
import { describe, expect, it } from 'vitest';
import { at, newId, sampleLink, sampleSession, textWithNul } from '../samples';
import { race, type StorageSetup, useStorage } from '../under-test';

export function sessionSuite(setup: StorageSetup): void {
  describe('sessions', () => {
    const connections = useStorage(setup);
    const sessions = () => connections.first.sessions;

    it('gives a session back until the moment it expires', async () => {
      const session = sampleSession();
      await sessions().insert(session);
      expect(await sessions().get(session.tokenHash, at(0))).toEqual(session);
      expect(await sessions().get(session.tokenHash, at(59_999))).toEqual(session);
      expect(await sessions().get(session.tokenHash, at(60_000))).toBeNull();
      expect(await sessions().get(newId(), at(0))).toBeNull();
      expect(await sessions().get(textWithNul, at(0))).toBeNull();
    });

    it('loses no running session when others come', async () => {
      const session = sampleSession();
      await sessions().insert(session);
      await sessions().insert(sampleSession({ createdAt: at(59_999), expiresAt: at(100_000) }));
      expect(await sessions().get(session.tokenHash, at(59_999))).toEqual(session);
    });

    it('refuses a token that is there as broken', async () => {
      const session = sampleSession();
      await sessions().insert(session);
      await expect(sessions().insert(session)).rejects.toBeInstanceOf(StorageError);
    });

    it('removes one, and all of an agent, and what is not there without a word', async () => {
      const agentId = newId();
      const [one, two, three, other] = [
        sampleSession({ agentId }),
        sampleSession({ agentId }),
        sampleSession({ agentId }),
        sampleSession(),
      ];
      for (const session of [one, two, three, other]) await sessions().insert(session);
      await sessions().remove(one.tokenHash);
      await sessions().remove(newId());
      expect(await sessions().get(one.tokenHash, at(0))).toBeNull();
      expect(await sessions().get(two.tokenHash, at(0))).toEqual(two);
      await sessions().removeOfAgent(agentId);
      expect(await sessions().get(two.tokenHash, at(0))).toBeNull();
      expect(await sessions().get(three.tokenHash, at(0))).toBeNull();
      expect(await sessions().get(other.tokenHash, at(0))).toEqual(other);
    });
  });
}

export function linkSuite(setup: StorageSetup): void {
  describe('links', () => {
    const connections = useStorage(setup);
    const links = () => connections.first.links;

    it('gives a link back until the moment it expires', async () => {
      const link = sampleLink();
      await links().insert(link);
      expect(await links().get(link.tokenHash, at(59_999))).toEqual(link);
      expect(await links().get(link.tokenHash, at(60_000))).toBeNull();
      expect(await links().get(newId(), at(0))).toBeNull();
    });

    it('gives it once to who consumes it', async () => {
      const link = sampleLink();
      await links().insert(link);
      expect(await links().consume(link.tokenHash, at(1))).toEqual(link);
      expect(await links().consume(link.tokenHash, at(1))).toBeNull();
      expect(await links().get(link.tokenHash, at(1))).toBeNull();
    });

    it('gives an expired or unknown one to nobody', async () => {
      const link = sampleLink();
      await links().insert(link);
      expect(await links().consume(link.tokenHash, at(60_000))).toBeNull();
      expect(await links().consume(newId(), at(0))).toBeNull();
      expect(await links().consume(textWithNul, at(0))).toBeNull();
    });

    it('gives it to one of many at once', async () => {
      const link = sampleLink();
      await links().insert(link);
      const got = await race(connections, 50, (storage) => storage.links.consume(link.tokenHash, at(1)));
      expect(got.filter((one) => one !== null)).toEqual([link]);
    });
  });
}
