import { describe, expect, it } from 'vitest';
import {
  at,
  newId,
  sampleConversation,
  sampleEngagement,
  sampleMessage,
  sampleRule,
  sampleVisit,
} from '../samples';
import { race, type StorageSetup, useStorage } from '../under-test';

/** What tells a retry from another request with the same key: whatever comes at once, every caller learns what the one said that was kept. */
export function reusedKeySuite(setup: StorageSetup): void {
  describe('keys that come again with something else', () => {
    const connections = useStorage(setup);
    const one = <T>(told: T[]): T => {
      const [first, ...others] = new Set(told);
      if (first === undefined || others.length > 0) throw new Error(`Not one: ${[...new Set(told)].join()}`);
      return first;
    };

    it('of many starts of a visit, shows the fingerprint of the one that was kept', async () => {
      const { visitorId, startKey } = sampleVisit();
      const outcomes = await race(connections, 30, (storage, index) =>
        storage.visits.insert(sampleVisit({ visitorId, startKey, startFingerprint: `said ${index}` })),
      );
      const kept = one(outcomes.map(({ visit }) => visit.startFingerprint));
      expect(outcomes.filter(({ created }) => created)).toMatchObject([
        { visit: { startFingerprint: kept } },
      ]);
    });

    it('of many claims, shows the fingerprint of the one that was kept', async () => {
      const { visitId, claimKey } = sampleEngagement();
      const outcomes = await race(connections, 30, (storage, index) =>
        storage.engagements.claim(
          sampleEngagement({ visitId, claimKey, claimFingerprint: `said ${index}` }),
          at(0),
        ),
      );
      const kept = one(
        outcomes.map((outcome) =>
          outcome.outcome === 'claimed' ? outcome.engagement.claimFingerprint : outcome.outcome,
        ),
      );
      expect(await connections.first.engagements.listByVisit(visitId)).toMatchObject([
        { claimFingerprint: kept },
      ]);
    });

    it('of many inserts of a rule, shows the fingerprint of the one that was kept, and keeps it through saves', async () => {
      const { id, siteId } = sampleRule();
      const outcomes = await race(connections, 20, async (storage, index) => {
        const inserted = await storage.rules.insert(
          sampleRule({ id, siteId, creationFingerprint: `said ${index}` }),
        );
        return inserted.ok ? inserted.value : storage.rules.get(id);
      });
      const kept = one(outcomes.map((rule) => rule?.creationFingerprint));
      const save = sampleRule({ id, siteId, creationFingerprint: 'of a save' });
      expect(await connections.first.rules.save(save, 1)).toMatchObject({
        value: { creationFingerprint: kept },
      });
      expect(await connections.second.rules.get(id)).toMatchObject({
        revision: 2,
        creationFingerprint: kept,
      });
    });

    it('of many beginnings of a conversation, shows the words of the one that was kept', async () => {
      const { visitorId, startKey } = sampleConversation();
      const outcomes = await race(connections, 30, (storage, index) =>
        storage.conversations.insert(
          sampleConversation({
            visitorId,
            startKey,
            messages: [sampleMessage({ key: startKey, text: `Words ${index}` })],
          }),
        ),
      );
      const kept = one(outcomes.map(({ conversation }) => conversation.messages[0]?.text));
      expect(await connections.first.conversations.listByVisitor(visitorId, 10)).toMatchObject([
        { messageCount: 1, lastMessage: { text: kept } },
      ]);
    });

    it('of many messages, shows the words of the one that was kept', async () => {
      const conversation = sampleConversation();
      await connections.first.conversations.insert(conversation);
      const key = newId();
      const outcomes = await race(connections, 30, (storage, index) =>
        storage.conversations.append(conversation.id, sampleMessage({ key, text: `Words ${index}` }), []),
      );
      const kept = one(outcomes.map((outcome) => (outcome.ok ? outcome.message.text : outcome.reason)));
      expect(await connections.second.conversations.get(conversation.id)).toMatchObject({
        messages: [conversation.messages[0], { key, text: kept }],
      });
    });

    it('keeps that there is no fingerprint', async () => {
      const [visit, engagement, rule] = [
        sampleVisit({ startFingerprint: null }),
        sampleEngagement({ claimFingerprint: null }),
        sampleRule({ creationFingerprint: null }),
      ];
      await connections.first.visits.insert(visit);
      await connections.first.engagements.claim(engagement, at(0));
      await connections.first.rules.insert(rule);
      expect(await connections.second.visits.get(visit.id)).toEqual(visit);
      expect(await connections.second.engagements.get(engagement.id)).toEqual(engagement);
      expect(await connections.second.rules.get(rule.id)).toEqual(rule);
    });
  });
}
